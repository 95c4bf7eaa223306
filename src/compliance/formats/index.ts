import type { ComplianceFormat } from './format.ts';
import type { RenderedFormatName } from './names.ts';

/** Each format's file is loaded when it is asked for. */
const LOADERS: Readonly<Record<RenderedFormatName, () => Promise<ComplianceFormat>>> = {
  html: async () => (await import('./html.ts')).default,
  markdown: async () => (await import('./markdown.ts')).default,
  json: async () => (await import('./json.ts')).default,
  csv: async () => (await import('./csv.ts')).default,
  oscal: async () => (await import('./oscal.ts')).default,
};

/** The format of a name. */
export function loadComplianceFormat(name: RenderedFormatName): Promise<ComplianceFormat> {
  return LOADERS[name]();
}
