import { inReportOrder } from '../report/order.ts';
import { byFile, openFindings } from './machine/findings.ts';
import { fromRoot } from './machine/paths.ts';
import { errorSentence, problemAndHelp } from './machine/sentences.ts';
import { xmlAttributes, xmlText } from './machine/xml.ts';
import type { Reporter } from './reporter.ts';

/**
 * The XML of Checkstyle's XMLLogger (checkstyle/checkstyle, config/checkstyle-report-1.0.0.xsd), which Jenkins, SonarQube and review
 * bots read. What the analysis failed at is an `exception`. Paths start at the root of the repository.
 */
const checkstyle: Reporter = {
  name: 'checkstyle',
  mediaType: 'application/xml',
  defaultFile: 'sharenothing.checkstyle.xml',
  render(unordered) {
    const report = inReportOrder(unordered);
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<checkstyle version="10.0">',
      ...byFile(openFindings(report)).flatMap(([file, findings]) => [
        `  <file${xmlAttributes({ name: fromRoot(report, file) })}>`,
        ...findings.map(
          (finding) =>
            `    <error${xmlAttributes({
              line: finding.line,
              column: finding.column,
              severity: finding.severity,
              message: problemAndHelp(finding),
              source: `sharenothing.${finding.ruleId}`,
            })}/>`,
        ),
        '  </file>',
      ]),
      ...report.errors.map((error) => {
        const place = error.file === null ? '' : ` (${fromRoot(report, error.file)})`;
        return `  <exception>${xmlText(errorSentence(error) + place)}</exception>`;
      }),
      '</checkstyle>',
      '',
    ].join('\n');
  },
};

export default checkstyle;
