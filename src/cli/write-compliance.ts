import { loadComplianceFormat } from '../compliance/formats/index.ts';
import type { ComplianceFormatName } from '../compliance/formats/names.ts';
import type { Language } from '../compliance/language/language.ts';
import type { Assessment } from '../compliance/model.ts';
import { writeOutput } from './outputs.ts';
import type { Terminal } from './terminal.ts';
import type { Output } from './values.ts';

/** Writes an assessment in every format that was asked for, in a language. */
export async function writeCompliance(
  assessment: Assessment,
  language: Language,
  outputs: readonly Output[],
  terminal: Terminal,
): Promise<void> {
  for (const { format, path: file } of outputs) {
    const { render } = await loadComplianceFormat(format as ComplianceFormatName);
    const text = await render(assessment, language);
    if (file === null) await terminal.stdout.write(text);
    else writeOutput(file, text);
  }
}
