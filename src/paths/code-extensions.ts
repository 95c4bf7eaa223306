/** Extensions of code that is analysed, in the order in which a path without one is completed. */
export const codeExtensions: readonly string[] = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** What an emitted extension may have been written as: an import of `./x.js` means `./x.ts` where that exists. */
export const sourceExtensions: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs', '.ts', '.js'],
  '.cjs': ['.cts', '.cjs', '.ts', '.js'],
};

/** Whether a path is code that is analysed; declarations (`.d.ts`) are not. */
export function isCode(path: string): boolean {
  return /\.[cm]?[jt]s$|\.[jt]sx$/.test(path) && !isDeclaration(path);
}

/** Whether a path holds types alone: `.d.ts`, `.d.mts`, `.d.cts` and `.d.json.ts`. */
export function isDeclaration(path: string): boolean {
  return /\.d\.(?:[^./]+\.)?[cm]?ts$/.test(path);
}
