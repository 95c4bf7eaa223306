import type { ComplianceFormat } from './format.ts';
import { frontPage } from './markdown/front.ts';
import { code, heading, prose, table, text } from './markdown/parts.ts';
import { serviceSections } from './markdown/service.ts';

/** A document in GitHub-flavoured Markdown, whole: nothing is cut off. Text of the target is neither markup nor a mention. */
const markdown: ComplianceFormat = {
  name: 'markdown',
  mediaType: 'text/markdown',
  defaultFile: 'compliance.md',
  render(assessment, language) {
    const { headings, labels } = language.words;
    const names = new Map(assessment.services.map(({ id, name }) => [id, name]));
    const lines = [
      ...frontPage(assessment, language),
      ...assessment.services.flatMap((service) => serviceSections(service, language)),
      ...heading(2, prose(headings.inputs)),
      ...table(
        [labels.role, labels.file, labels.service, labels.sha256],
        assessment.inputs.map(({ role, name, service, sha256 }) => [
          prose(language.roles[role]),
          code(name),
          service === null ? '' : text(names.get(service) ?? service),
          code(sha256),
        ]),
      ),
      ...heading(2, prose(headings.verify)),
      `${code('sharenothing report verify FILE')}: ${prose(labels.verifyWith)}`,
      '',
    ];
    return `${lines.join('\n').trimEnd()}\n`;
  },
};

export default markdown;
