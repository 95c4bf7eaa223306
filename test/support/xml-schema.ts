import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';

/** What libxml2 has against a document: that it is no XML, or what its schema does not allow. Empty where it is valid. */
export async function xmlErrors(
  xml: string,
  schema: 'junit-10.xsd' | 'checkstyle-report-1.0.0.xsd',
): Promise<string[]> {
  const contents = readFileSync(new URL(`../schemas/${schema}`, import.meta.url), 'utf8');
  const { valid, errors } = await validateXML({
    xml: [{ fileName: 'report.xml', contents: xml }],
    schema: [{ fileName: schema, contents }],
  });
  return valid ? [] : errors.map(({ rawMessage }) => rawMessage);
}
