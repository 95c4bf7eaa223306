import { loadComplianceFormat } from '../compliance/formats/index.ts';
import type { RenderedFormatName } from '../compliance/formats/names.ts';
import type { Language } from '../compliance/language/language.ts';
import type { Assessment } from '../compliance/model.ts';
import { writeOutput } from './outputs.ts';
import { printPdf } from './print-pdf.ts';
import type { Terminal } from './terminal.ts';
import type { Output } from './values.ts';

/** Writes an assessment in every format that was asked for, in a language; `chromium` prints the PDF. */
export async function writeCompliance(
  assessment: Assessment,
  language: Language,
  outputs: readonly Output[],
  terminal: Terminal,
  chromium: string | null = null,
): Promise<void> {
  for (const { format, path: file } of outputs) {
    const isPrinted = format === 'pdf';
    const { render } = await loadComplianceFormat(isPrinted ? 'html' : (format as RenderedFormatName));
    const text = await render(assessment, language);
    if (file === null) await terminal.stdout.write(text);
    else writeOutput(file, isPrinted ? printPdf(text, chromium!) : text);
  }
}
