import type { ComplianceFormat } from './format.ts';
import type { ComplianceFormatName } from './names.ts';

/** Each format's file is loaded when it is asked for. */
const LOADERS: Readonly<Record<ComplianceFormatName, () => Promise<ComplianceFormat>>> = {
  json: async () => (await import('./json.ts')).default,
};

/** The format of a name. */
export function loadComplianceFormat(name: ComplianceFormatName): Promise<ComplianceFormat> {
  return LOADERS[name]();
}
