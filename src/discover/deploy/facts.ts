import { byCodeUnit } from '../../text/order.ts';
import type { Deployment, ManifestSpan } from '../deployment.ts';
import type { Tree } from '../tree.ts';
import type { ProcessKind } from '../workspace.ts';

/** The lists of a deployment. */
export type FactList = keyof Deployment;

/** A fact before it is known which processes it concerns. */
export type FactDraft<K extends FactList> = Omit<Deployment[K][number], 'processes'>;

/** Where readers of manifests leave facts. `units` are what launches and facts have in common: a container, an image, a line. */
export type Facts = {
  add<K extends FactList>(list: K, units: readonly string[], draft: FactDraft<K>): void;
  /** What was left, for `settleFacts`. */
  readonly drafts: readonly Draft[];
};

type Draft = { readonly list: FactList; readonly units: readonly string[]; readonly draft: FactDraft<FactList> };

/** More facts of one repository than this are generated manifests. */
const factLimit = 20_000;

export function collectFacts(): Facts {
  const drafts: Draft[] = [];
  return {
    drafts,
    add(list, units, draft) {
      // What the target wrote stands in one line of a message.
      const told = { ...draft, unit: oneLine(draft.unit), setting: oneLine(draft.setting) };
      if (drafts.length < factLimit) drafts.push({ list, units, draft: told });
    },
  };
}

/** A text on one line, cut where it is long. */
function oneLine(text: string): string {
  const line = text.slice(0, 2000).replace(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}

/** The span of a 1-based line of a file without the blanks around it. */
export function lineSpan(tree: Tree, file: string, line: number): ManifestSpan {
  return spanIn(tree.text(file) ?? '', file, line);
}

/** The same where the text is at hand. */
export function spanIn(text: string, file: string, line: number): ManifestSpan {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const next = text.indexOf('\n', start);
    if (next < 0) break;
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  const written = text.slice(start, end < 0 ? text.length : end);
  const blanks = written.length - written.trimStart().length;
  return { file, start: start + blanks, end: start + Math.max(blanks, written.trimEnd().length) };
}

/** What is known of a process here. */
export type Started = { readonly name: string; readonly kind: ProcessKind };

/**
 * The facts with the processes that their units start; `otherwise` knows of units of which no command was understood. What contradicts itself is dropped: that one runs, where something else says
 * several; a build at start of a unit that starts neither server, worker nor job.
 */
export function settleFacts(
  facts: Facts,
  startedBy: ReadonlyMap<string, readonly Started[]>,
  otherwise: (unit: string) => readonly Started[],
): Deployment {
  const lasting = (units: readonly string[]) => {
    const isLasting = ({ kind }: Started) => kind === 'server' || kind === 'worker';
    const known = units.flatMap((unit) => startedBy.get(unit) ?? []).filter(isLasting);
    return known.length > 0 ? known : units.flatMap(otherwise).filter(isLasting);
  };
  const several = new Set<string>();
  for (const { list, units } of facts.drafts) if (list === 'replicas') for (const unit of units) several.add(unit);
  const take = <K extends FactList>(list: K): Deployment[K] => {
    const seen = new Set<string>();
    const found = facts.drafts.flatMap((one) => {
      if (one.list !== list) return [];
      const started = lasting(one.units);
      if (list === 'single' && one.units.some((unit) => several.has(unit))) return [];
      if (list === 'builds' && started.length === 0) return [];
      const processes = [...new Set(started.map(({ name }) => name))].sort(byCodeUnit);
      const fact = { ...one.draft, processes } as unknown as Deployment[K][number];
      const key = JSON.stringify(fact);
      if (seen.has(key)) return [];
      seen.add(key);
      return [fact];
    });
    found.sort(
      (a, b) => byCodeUnit(a.span.file, b.span.file) || a.span.start - b.span.start || byCodeUnit(a.unit, b.unit),
    );
    return found as unknown as Deployment[K];
  };
  return {
    replicas: take('replicas'),
    single: take('single'),
    restarts: take('restarts'),
    sticky: take('sticky'),
    volumes: take('volumes'),
    builds: take('builds'),
    packagers: take('packagers'),
    databases: take('databases'),
    functions: take('functions'),
    environment: take('environment'),
  };
}
