import { isBelow } from '../paths/repo-path.ts';
import { entryOf } from '../text/entry-of.ts';
import { byCodeUnit } from '../text/order.ts';
import { type Candidate, type CandidateInputs, candidatesOf } from './candidates.ts';
import { isLasting } from './commands/kinds.ts';
import { deployedWeight, type Launch, unitOf, weights } from './commands/site.ts';
import type { Process, ProcessKind } from './workspace.ts';

/**
 * Turns launches into processes: paths resolved to sources, one process an entry (two where it runs both as a server and a
 * worker), the strongest evidence kept, names unique. Only entries below DIR count. Sorted by strength of evidence, then name. `startedBy` tells what each unit starts,
 * `byHand` whether all that goes on is started by scripts alone that neither a manifest nor `start` or `serve` names.
 */
export function toProcesses(
  launches: readonly Launch[],
  inputs: CandidateInputs,
): {
  readonly processes: readonly Process[];
  readonly startedBy: ReadonlyMap<string, readonly Process[]>;
  readonly byHand: boolean;
} {
  const byEntry = new Map<string, Candidate[]>();
  for (const launch of launches) {
    for (const candidate of candidatesOf(launch, inputs)) {
      if (isBelow(candidate.entry, inputs.tree.dir)) entryOf(byEntry, candidate.entry, () => []).push(candidate);
    }
  }
  const kept = [...byEntry.values()].flatMap((same) => strongest(asCommands(same)));
  kept.sort((a, b) => b.site.weight - a.site.weight || byCodeUnit(a.name, b.name) || byCodeUnit(a.entry, b.entry));
  const names = new Set<string>();
  const startedBy = new Map<string, Process[]>();
  const processes = kept.map(({ name, kind, entry, site, handlers, starts, group }): Process => {
    // Whatever else starts the same as the same: a manifest may name an image that another one builds.
    const same = (byEntry.get(entry) ?? []).filter((one) => one.kind === kind);
    const commands = commandsOf(same);
    const process: Process = {
      name: uniqueName(name, names),
      kind,
      entry,
      replicas: site.replicas ?? null,
      evidence: site.evidence,
      ...(handlers ? { handlers } : {}),
      ...(starts ? { starts } : {}),
      ...(group === undefined ? {} : { group }),
      ...(commands ? { commands } : {}),
    };
    for (const unit of new Set(same.map((one) => unitOf(one.site)))) entryOf(startedBy, unit, () => []).push(process);
    return process;
  });
  const byHand = kept.every((one) => one.site.weight < weights.serve || !isOfServer(one));
  return { processes, startedBy, byHand };
}

/**
 * The words of all lines that start one entry, where each of them begins with a sub-command. Where manifests deploy it, what people may
 * start by hand besides is no process of the deployment.
 */
function commandsOf(all: readonly Candidate[]): readonly string[] | undefined {
  const deployed = all.filter(({ site }) => site.weight >= deployedWeight);
  const same = deployed.length > 0 ? deployed : all;
  if (!same.every(({ words }) => /^[a-z]/i.test(words?.[0] ?? ''))) return undefined;
  return [...new Set(same.flatMap(({ words }) => words ?? []))].sort(byCodeUnit);
}

/** The name, or the name with a number where it is taken; takes it. */
export function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let n = 2; taken.has(unique); n++) unique = `${name}-${n}`;
  taken.add(unique);
  return unique;
}

const strength: Readonly<Record<ProcessKind, number>> = {
  server: 6,
  worker: 6,
  job: 5,
  cli: 4,
  desktop: 4,
  build: 3,
  test: 2,
  browser: 1,
};

const isOfServer = ({ kind }: Candidate): boolean => kind === 'server' || kind === 'worker' || kind === 'job';

/** So many sub-commands make a program one of commands. */
const MANY_COMMANDS = 3;

/**
 * A program of many sub-commands, none of which goes on running by its name and which scripts of a package alone call, is a tool of
 * those who write the program, also where a script that calls it sounds like a server (`dev:init`), but for `start` and `serve`. What is
 * done once for each deployment (`db:migrate`) stays that.
 */
function asCommands(same: readonly Candidate[]): readonly Candidate[] {
  const commandOf = ({ words }: Candidate): string | null => (/^[a-z]/i.test(words?.[0] ?? '') ? words![0]! : null);
  const commands = new Set(same.flatMap((one) => commandOf(one) ?? []));
  const isTool = (one: Candidate): boolean => {
    const { weight } = one.site;
    if (weight >= weights.serve || weight <= weights.bin) return false;
    return one.kind === 'build' || one.kind === 'test' || commandOf(one) !== null;
  };
  if (commands.size < MANY_COMMANDS || [...commands].some(isLasting) || !same.every(isTool)) return same;
  return same.map((one) => {
    const isOfDevelopment = one.kind === 'job' && one.site.weight <= weights.dev;
    return one.kind === 'server' || one.kind === 'cli' || isOfDevelopment ? { ...one, kind: 'build' } : one;
  });
}

/** Of what starts one entry: its servers and workers, one of each, or else the one thing that it is. */
function strongest(same: readonly Candidate[]): readonly Candidate[] {
  const top = Math.max(...same.map(({ kind }) => strength[kind]));
  const best = new Map<ProcessKind, Candidate>();
  for (const candidate of same) {
    if (strength[candidate.kind] !== top) continue;
    const known = best.get(candidate.kind);
    if (!known || candidate.site.weight > known.site.weight) best.set(candidate.kind, candidate);
  }
  const worker = best.get('worker');
  const servers = same.filter(({ kind }) => kind === 'server');
  if (worker && servers.length > 0 && servers.every((server) => isNamedBy(server, worker))) best.delete('server');
  return [...best.values()];
}

/**
 * Whether a server is one only by the script `start` of its package, which another package's script runs under the name of a worker:
 * who runs it says what it is for, where its own name says no more than that it runs.
 */
function isNamedBy(server: Candidate, worker: Candidate): boolean {
  const { script, evidence } = server.site;
  return (
    script !== undefined &&
    script === worker.site.script &&
    script === `${evidence.file}#start` &&
    evidence.file !== worker.site.evidence.file &&
    (server.words ?? []).join(' ') === (worker.words ?? []).join(' ')
  );
}
