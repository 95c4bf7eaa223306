import type { ComplianceFormat } from './format.ts';
import { page } from './html/page.ts';

/** One page for people: opens from a disk, asks for nothing, prints as a document. */
const html: ComplianceFormat = {
  name: 'html',
  mediaType: 'text/html',
  defaultFile: 'compliance.html',
  render: page,
};

export default html;
