import path from 'node:path';
import type { GivenReport, GivenService } from '../compliance/assess.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { Report } from '../report/report.ts';
import { digestOf, sha256 } from '../settle/digest.ts';
import { folderAt, isThere, readInput } from './inputs.ts';
import { savedReport } from './saved-report.ts';
import type { Terminal } from './terminal.ts';

/** A positional argument or option value: `FILE`, or `NAME=FILE` with the name of its service. */
export type Named = { readonly given: string; readonly name: string | null; readonly path: string };

/** What was asked for as a service: a folder to analyse, or a saved report. */
export type ServiceSource =
  | { readonly kind: 'folder'; readonly named: Named; readonly dir: string }
  | { readonly kind: 'saved'; readonly named: Named };

/** A report of one service, before its name is settled. */
export type FoundService = GivenReport & { readonly named: Named; readonly fallback: string };

/** A file that is there as it is written has no name before it. */
export function namedPath(given: string, cwd: string): Named {
  const [, name, file] = /^([^=]+)=(.+)$/s.exec(given) ?? [];
  return name === undefined || file === undefined || isThere(given, cwd)
    ? { given, name: null, path: given }
    : { given, name, path: file };
}

/** What the arguments stand for; none: the current folder. */
export function serviceSources(given: readonly string[], cwd: string): readonly ServiceSource[] {
  return (given.length === 0 ? ['.'] : given).map((one): ServiceSource => {
    const named = namedPath(one, cwd);
    const dir = named.path === '-' ? null : folderAt(named.path, cwd);
    return dir === null ? { kind: 'saved', named } : { kind: 'folder', named, dir };
  });
}

/** A saved report with its digest. @throws ToolError */
export async function readGiven(named: Named, where: string, terminal: Terminal): Promise<GivenReport> {
  const text = await readInput(named.path, where, terminal);
  const report = savedReport(text, where);
  return { name: named.path === '-' ? '-' : path.basename(named.path), sha256: sha256(text), report };
}

/** A report that was made just now, with the digest of all that it says but times. */
export function madeNow(report: Report, name: string): GivenReport {
  return { name, sha256: digestOf({ ...report, timing: {} }), report };
}

/** What a saved report is called where nobody says: the folder that it is of, else its file without the ending. */
export function nameOfSaved({ name, report }: GivenReport): string {
  return report.run.root === '' ? name.replace(/\.json$/i, '') : report.run.root;
}

/** The services with names that differ, and earlier reports with the services that they are of. @throws ToolError */
export function joinServices(
  found: readonly FoundService[],
  previous: readonly (GivenReport & { readonly named: Named })[],
  history: readonly (GivenReport & { readonly named: Named })[],
): readonly GivenService[] {
  const names = found.map(({ named, fallback }) => named.name ?? fallback);
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined)
    throw new ToolError({
      code: 'output-conflict',
      what: `two services are called "${repeated}"`,
      where: found[names.lastIndexOf(repeated)]!.named.given,
      fix: 'give each a name: orders=orders.json billing=billing.json',
    });
  const serviceOf = (earlier: GivenReport & { readonly named: Named }, option: string): number => {
    const { named, report } = earlier;
    if (named.name !== null) {
      const at = names.indexOf(named.name);
      if (at >= 0) return at;
      throw unmatched(`there is no service "${named.name}"`, `${option} ${named.given}`, names);
    }
    if (found.length === 1) return 0;
    const sameRoot = found.flatMap((one, at) => (one.report.run.root === report.run.root ? [at] : []));
    if (sameRoot.length === 1) return sameRoot[0]!;
    const sameName = names.indexOf(nameOfSaved(earlier));
    if (sameName >= 0) return sameName;
    throw unmatched('it is not clear which service this report is of', `${option} ${named.given}`, names);
  };
  const ofPrevious = previous.map((one) => serviceOf(one, '--previous'));
  const ofHistory = history.map((one) => serviceOf(one, '--history'));
  return found.map(({ named, fallback, ...given }, at): GivenService => {
    const own = previous.filter((_, index) => ofPrevious[index] === at);
    if (own.length > 1)
      throw unmatched(`there are two earlier reports of "${names[at]}"`, `--previous ${own[1]!.named.given}`, names);
    const [last] = own;
    return {
      ...given,
      service: names[at]!,
      previous: last ? bare(last) : null,
      history: history.filter((_, index) => ofHistory[index] === at).map(bare),
    };
  });
}

function bare({ name, sha256, report }: GivenReport): GivenReport {
  return { name, sha256, report };
}

function unmatched(what: string, where: string, names: readonly string[]): ToolError {
  return new ToolError({
    code: 'bad-value',
    what,
    where,
    fix: `write NAME=FILE with the name of a service: ${names.join(', ')}; one --previous for each, and --history for all older ones`,
  });
}
