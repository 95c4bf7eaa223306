import type { Language } from '../language/language.ts';
import type { Assessment } from '../model.ts';
import type { RenderedFormatName } from './names.ts';

/** One format of the compliance report. `render` is pure: equal assessment and language, equal text. */
export type ComplianceFormat = {
  readonly name: RenderedFormatName;
  readonly mediaType: string;
  /** File name where the user asks for a file and names none. */
  readonly defaultFile: string;
  render(assessment: Assessment, language: Language): string | Promise<string>;
};
