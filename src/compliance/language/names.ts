/** The languages of the compliance report, by the codes that people type. Light: the command line needs no more. */
export const languageCodes = ['en', 'vi'] as const;

export type LanguageCode = (typeof languageCodes)[number];
