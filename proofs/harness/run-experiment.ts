import fs from 'node:fs';
import path from 'node:path';
import type { About, ClientScript } from './experiment.ts';
import type { Found } from './findings.ts';
import { missing, type ServiceName, type Services } from './services/index.ts';
import { play } from './stage.ts';

/** An experiment with its place: `rule` is null where it shows that something is allowed. */
export type Placed = {
  readonly name: string;
  readonly rule: string | null;
  readonly folder: string;
  readonly about: About;
  readonly script: ClientScript;
};

export type Check = { readonly what: string; readonly problem: string | null };
export type Outcome = {
  readonly checks: readonly Check[];
  /** Why a part of it did not run. */
  readonly leftOut: readonly string[];
  /** What happened in the runs that were made, by the name of the server's folder. */
  readonly transcripts: ReadonlyMap<string, string>;
};

type Side = 'losing' | 'mended';

/** The folders of servers that an experiment has: one without a rule has no server that loses. */
export const sidesOf = (rule: string | null): readonly Side[] => (rule === null ? ['mended'] : ['losing', 'mended']);

/** The folder of one of its servers. */
export const serverOf = (folder: string, side: Side): string => path.join(folder, side);

/** Runs an experiment on both of its servers: what sharenothing finds in each, and what two processes of each do. */
export async function runExperiment(
  { rule, folder, about, script }: Placed,
  findings: Promise<ReadonlyMap<string, readonly Found[]>>,
  services: Services,
): Promise<Outcome> {
  const checks: Check[] = [];
  const leftOut: string[] = [];
  const transcripts = new Map<string, string>();
  const claimed = new Map<Side, ReadonlySet<string>>();
  const check = async (what: string, run: () => Promise<string | null>) => {
    try {
      checks.push({ what, problem: await run() });
    } catch (error) {
      checks.push({ what, problem: error instanceof Error ? error.message : String(error) });
    }
  };

  for (const side of sidesOf(rule)) {
    const server = serverOf(folder, side);
    await check(`${side}: ${side === 'losing' ? `${rule} is found` : 'nothing is found'}`, async () => {
      const found = (await findings).get(server)!;
      const told = found.map(({ ruleId, file, line, message }) => `${file}:${line} ${ruleId}: ${message}`).join('\n');
      if (side === 'losing')
        return found.some(({ ruleId }) => ruleId === rule) ? null : `found instead: ${told || 'nothing'}`;
      return found.length === 0 ? null : `found:\n${told}`;
    });

    const names: ServiceName[] = [
      ...(about.services ?? []),
      ...(side === 'mended' ? (about.mendedServices ?? []) : []),
    ];
    const absent = missing(names);
    if (absent.length > 0) {
      leftOut.push(`${side}: ${absent.join(', ')} not installed`);
      continue;
    }
    await check(`${side}: ${side === 'losing' ? 'the loss is seen' : 'nothing is lost'}`, async () => {
      const { claims, transcript } = await play(about, script, server, names, services);
      transcripts.set(side, transcript);
      claimed.set(side, new Set(claims.map(({ what }) => what)));
      return problemOf(side, claims, about.broken, transcript);
    });
  }

  const [losing, mended] = [claimed.get('losing'), claimed.get('mended')];
  if (losing && mended)
    await check('both servers were asked the same', async () => {
      const differing = [...losing, ...mended].filter((what) => losing.has(what) !== mended.has(what));
      return differing.length === 0 ? null : `claimed of one alone: ${differing.join('; ')}`;
    });
  return { checks, leftOut, transcripts };
}

function problemOf(
  side: Side,
  claims: readonly { readonly what: string; readonly holds: boolean }[],
  broken: readonly string[],
  transcript: string,
): string | null {
  const expected = new Set(side === 'losing' ? broken : []);
  const made = new Set(claims.map(({ what }) => what));
  const wrong = claims.flatMap(({ what, holds }) =>
    holds === expected.has(what) ? [`${holds ? 'held' : 'did not hold'}: ${what}`] : [],
  );
  const unmade = [...expected].filter((what) => !made.has(what)).map((what) => `never looked at: ${what}`);
  if (claims.length === 0) return 'the client claimed nothing';
  const problems = [...wrong, ...unmade];
  return problems.length === 0 ? null : `${problems.join('\n')}\n--- what happened\n${transcript}`;
}

/** Every experiment below a folder, in order of its path. */
export async function findExperiments(root: string): Promise<readonly Placed[]> {
  const folders = fs
    .readdirSync(root)
    .flatMap((rule) => fs.readdirSync(path.join(root, rule)).map((name) => `${rule}/${name}`))
    .sort();
  return Promise.all(
    folders.map(async (name) => {
      const folder = path.join(root, name);
      const [rule] = name.split('/');
      const about: About = JSON.parse(fs.readFileSync(path.join(folder, 'about.json'), 'utf8'));
      const { default: script }: { default: ClientScript } = await import(path.join(folder, 'client.ts'));
      return { name, rule: rule === 'allowed' ? null : rule!, folder, about, script };
    }),
  );
}
