import type { FailLevel } from '../report/exit-code.ts';
import type { Place, Report } from '../report/report.ts';
import type { ReporterName } from './names.ts';

/** Styles that a reporter may use. A chalk instance is one, whatever its colour level; `plainPaint` has none. */
export type Paint = Readonly<
  Record<'bold' | 'dim' | 'underline' | 'red' | 'yellow' | 'blue' | 'cyan' | 'green', (text: string) => string>
>;

/** How text should look. All of it is decided by the caller: a reporter asks neither terminal nor environment. */
export type RenderOptions = {
  /** Default: no styles. */
  readonly paint?: Paint;
  /** Columns to wrap text to; default 100. Nothing is cut off to fit. */
  readonly width?: number;
  /** Only ASCII: other characters, those of the target too, are written as escapes. */
  readonly ascii?: boolean;
  /** What stands before a path of the report to make it one from the user's folder, such as `apps/api`; default none. */
  readonly pathPrefix?: string;
  /** Address of a place for terminals that have hyperlinks (OSC 8); default: no links. */
  readonly link?: (place: Place) => string | undefined;
  /** Tell findings that a baseline or waiver holds in full too; default: they are counted. */
  readonly showHeld?: boolean;
  /** From which severity on findings fail the run, for formats that tell passed from failed (junit); default `warning`. */
  readonly failOn?: FailLevel;
  /** SARIF: what tells this analysis from others of the same commit; default none. */
  readonly sarifCategory?: string;
  /** SARIF: results that are suppressed or waived too, marked as such; default: left out. */
  readonly sarifIncludeSuppressed?: boolean;
  /** Address of the repository, where known; SARIF names it beside the commit. */
  readonly repository?: string;
};

/** One output format. `render` is pure: equal report and options, equal text. */
export type Reporter = {
  readonly name: ReporterName;
  readonly mediaType: string;
  /** File name where the user asks for a file and names none. */
  readonly defaultFile: string;
  render(report: Report, options: RenderOptions): string;
};

const same = (text: string) => text;

/** No styles at all. */
export const plainPaint: Paint = {
  bold: same,
  dim: same,
  underline: same,
  red: same,
  yellow: same,
  blue: same,
  cyan: same,
  green: same,
};
