import { inReportOrder } from '../report/order.ts';
import { escapeControls } from '../text/escape-controls.ts';
import { openFindings } from './machine/findings.ts';
import { fromUser } from './machine/paths.ts';
import { errorSentence, headline, summarySentence } from './machine/sentences.ts';
import type { Reporter } from './reporter.ts';

/**
 * One line a finding, `file:line:column: severity rule symbol: what is wrong`, as compilers write it: editors' problem matchers, `grep`
 * and people in a hurry read it. What the analysis itself failed at follows, then one line on the run.
 */
const compact: Reporter = {
  name: 'compact',
  mediaType: 'text/plain',
  defaultFile: 'sharenothing.txt',
  render(unordered, options) {
    const report = inReportOrder(unordered);
    const path = (file: string) => escapeControls(fromUser(options.pathPrefix, file));
    return [
      ...openFindings(report).map(
        (finding) =>
          `${path(finding.file)}:${finding.line}:${finding.column}: ${headline(finding)}: ${escapeControls(finding.message)}`,
      ),
      ...report.errors.map((error) => `${error.file === null ? '' : `${path(error.file)}: `}${errorSentence(error)}`),
      summarySentence(report),
      '',
    ].join('\n');
  },
};

export default compact;
