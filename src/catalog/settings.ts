/** Packages that give the settings of the program, chosen by the mode that it is started in. */
const SETTINGS: ReadonlySet<string> = new Set(['config', 'convict']);

/** Whether a package gives the settings of the program. */
export const givesSettings = (pkg: string): boolean => SETTINGS.has(pkg);
