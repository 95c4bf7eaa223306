import type { Language } from './language.ts';
import type { LanguageCode } from './names.ts';

/** Each language's file is loaded when it is asked for. */
const LOADERS: Readonly<Record<LanguageCode, () => Promise<Language>>> = {
  en: async () => (await import('./en.ts')).en,
  vi: async () => (await import('./vi.ts')).vi,
};

/** The language of a code. */
export function loadLanguage(code: LanguageCode): Promise<Language> {
  return LOADERS[code]();
}
