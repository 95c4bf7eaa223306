/** Runs the checks of one family in two processes, each with a folder of its own in place of a disk, and says what was observed. */

import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * How a loss shows:
 * - `memory`: what process A has put in, A finds and B does not; with the safe option B finds it
 * - `file`: A leaves a file on its disk, which B does not have; with the safe option there is no file, and B, or the output of A, has it
 * - `twice`: the work is done in A and in B; with the safe option in one of them
 * - `enters`: while A holds the lock, a second caller in A waits and B enters; with the safe option B waits too
 * - `shared`: for entries that are silent: B finds what A has put in; with the contrast it does not
 */
export type Kind = 'memory' | 'file' | 'twice' | 'enters' | 'shared';

/** A row of `checks/FAMILY.mjs`, without what only the two processes call. */
export type Check = {
  readonly id: string;
  readonly package: string;
  /** Folder of `node_modules` where it is not the package's name: a second major under an alias. */
  readonly installedAs?: string;
  /** The package's types change those of others (`declare module`): its fixture is compiled by itself. */
  readonly typesApart?: boolean;
  readonly kind: Kind;
  /** What is put in, in words that follow "process A". */
  readonly puts: string;
  /** What takes the place of the default, and which service or stand-in holds it. */
  readonly safe: string;
};

export type Outcome = { readonly id: string; readonly failures: readonly string[]; readonly milliseconds: number };

type Observed = { own: unknown; other: unknown; files: string[]; printed: boolean };

type Side = {
  readonly home: string;
  ask(command: string, rest?: object): Promise<unknown>;
  printedSince(text: string): boolean;
  strays(): string[];
  kill(): void;
};

const STEP_MILLISECONDS = 15_000;

/** Starts one of the two processes; rejects when it does not come up. */
async function startSide(family: string, name: string, folder: string, env: NodeJS.ProcessEnv): Promise<Side> {
  const home = path.join(folder, family, name);
  fs.mkdirSync(folder, { recursive: true });
  const out = path.join(folder, `${family}-${name}.out`);
  for (const dir of ['home', 'tmp']) fs.mkdirSync(path.join(home, dir), { recursive: true });
  const output = fs.openSync(out, 'w');
  const child: ChildProcess = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'child.mjs'), family, name, home],
    {
      stdio: ['ignore', output, output, 'ipc'],
      cwd: home,
      env: {
        ...env,
        HOME: path.join(home, 'home'),
        XDG_CONFIG_HOME: path.join(home, 'home'),
        TMPDIR: path.join(home, 'tmp'),
        NODE_ENV: 'production',
        NODE_NO_WARNINGS: '1',
      },
    },
  );
  const waiting = new Map<number, { done(value: unknown): void; fail(error: Error): void }>();
  let strays: string[] = [];
  let last = 0;
  await new Promise<void>((done, fail) => {
    child.on(
      'message',
      (message: { number?: number; value?: unknown; error?: string; stray?: string; ready?: true }) => {
        if (message.ready) return done();
        if (message.stray) return void strays.push(message.stray);
        const asked = waiting.get(message.number!);
        waiting.delete(message.number!);
        if (message.error !== undefined) asked?.fail(new Error(message.error));
        else asked?.done(message.value);
      },
    );
    child.on('exit', (code) => {
      const printed = fs.existsSync(out) ? fs.readFileSync(out, 'utf8').slice(-600) : '';
      const error = new Error(`process ${name} of ${family} ended with ${code}: ${printed}`);
      fail(error);
      for (const asked of waiting.values()) asked.fail(error);
    });
  });
  return {
    home,
    ask: (command, rest = {}) =>
      new Promise((done, fail) => {
        const number = ++last;
        const timer = setTimeout(
          () => fail(new Error(`\`${command}\` in process ${name} did not end`)),
          STEP_MILLISECONDS,
        );
        const settle =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            clearTimeout(timer);
            then(value);
          };
        waiting.set(number, { done: settle(done), fail: settle(fail) });
        child.send({ number, command, ...rest });
      }),
    printedSince: (text) => fs.readFileSync(out, 'utf8').includes(text),
    strays: () => {
      const told = strays;
      strays = [];
      return told;
    },
    kill: () => child.kill('SIGKILL'),
  };
}

const filesBelow = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

async function observe(check: Check, safe: boolean, a: Side, b: Side): Promise<Observed> {
  const key = `${check.id}-${safe ? 'safe' : 'default'}`;
  try {
    await Promise.all([a, b].map((side) => side.ask('open', { id: check.id, safe, key })));
    const before = new Set(filesBelow(a.home));
    const token = await a.ask('put');
    const made = () => filesBelow(a.home).filter((file) => !before.has(file));
    const prints = typeof token === 'string' && token === key;
    const printed = () => typeof token === 'string' && a.printedSince(token);
    if (check.kind === 'file') {
      // With the safe option the wait is for what should not come, unless the output tells when it is there.
      const most = safe && !prints ? 20 : 500;
      const shown = safe ? printed : () => made().length > 0;
      for (let tries = 0; tries < most && !shown(); tries++) await new Promise((next) => setTimeout(next, 15));
    }
    const files = made();
    // Work that waits for its turn is seen by both at once; a store is read by its own process first.
    const together = check.kind === 'twice';
    const own = a.ask('see', { token });
    if (!together) await own;
    const other = await b.ask('see', { token });
    return { own: await own, other, files: [...new Set([...files, ...made()])], printed: printed() };
  } finally {
    await Promise.all([a, b].map((side) => side.ask('close').catch(() => undefined)));
  }
}

/** Whether what was observed is the loss that the kind names, and whether it is its opposite. */
const judgements: Readonly<Record<Kind, { loss(seen: Observed): boolean; kept(seen: Observed): boolean }>> = {
  memory: {
    loss: ({ own, other }) => own === true && other === false,
    kept: ({ own, other }) => own === true && other === true,
  },
  file: {
    loss: ({ own, other, files }) => files.length > 0 && own !== false && other !== true,
    kept: ({ own, other, files, printed }) => files.length === 0 && (own === null ? printed : other === true),
  },
  twice: {
    loss: ({ own, other }) => own === true && other === true,
    kept: ({ own, other }) => own !== other && (own === true || other === true),
  },
  enters: {
    loss: ({ own, other }) => own === false && other === true,
    kept: ({ own, other }) => own === false && other === false,
  },
  // A silent entry: the default is the one that keeps.
  shared: {
    loss: ({ own, other }) => own === true && other === true,
    kept: ({ own, other }) => own === true && other === false,
  },
};

const told = ({ own, other, files, printed }: Observed) =>
  `A ${own}, B ${other}, files [${files.slice(0, 4).join(', ')}]${printed ? ', printed' : ''}`;

/** Runs the checks one after the other, each with the default and with the safe option. */
export async function runFamily(
  family: string,
  checks: readonly Check[],
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let sides: Side[] = [];
  const start = async () => {
    for (const side of sides) side.kill();
    sides = await Promise.all(['a', 'b'].map((name) => startSide(family, name, folder, env)));
  };
  try {
    await start();
    for (const check of checks) {
      const failures: string[] = [];
      const began = performance.now();
      for (const safe of [false, true]) {
        const { loss, kept } = judgements[check.kind];
        const variant = safe ? 'with the safe option' : 'with the default';
        try {
          const seen = await observe(check, safe, sides[0]!, sides[1]!);
          const right = safe ? kept(seen) && !loss(seen) : loss(seen) && !kept(seen);
          if (!right) failures.push(`${variant}: ${told(seen)}`);
        } catch (error) {
          failures.push(`${variant}: ${(error as Error).message}`);
          await start();
        }
      }
      const strays = sides.flatMap((side) => side.strays());
      if (failures.length > 0 && strays.length > 0) failures.push(`meanwhile: ${strays[0]}`);
      outcomes.push({ id: check.id, failures, milliseconds: performance.now() - began });
    }
  } finally {
    for (const side of sides) side.kill();
  }
  return outcomes;
}
