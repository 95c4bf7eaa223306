import fs from 'node:fs';
import path from 'node:path';
import type { Balancer } from './balancer.ts';
import { container } from './build.ts';
import { type Child, start } from './children.ts';
import { accepts, freePort } from './ports.ts';
import { until } from './until.ts';

/** The processes of one server: the same image, each with a disk of its own, behind one proxy. */
export type Fleet = {
  /** Kills a process at once (SIGKILL). */
  kill(name: string): Promise<void>;
  /** The proxy is told that a process is gone for good. */
  retire(name: string): void;
  /** Starts one more from the image and gives its name: `C` after `A` and `B`. */
  add(): Promise<string>;
  /** The disk of a process. */
  disk(name: string): string;
  /** What a process has written to its output. */
  output(name: string): string;
  stop(): Promise<void>;
};

/** Starts two processes, `A` and `B`, as the package.json of the image says (`scripts.start`), and waits until both listen. */
export async function startFleet(
  image: string,
  environment: Readonly<Record<string, string>>,
  proxy: Balancer,
): Promise<Fleet> {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(image, 'package.json'), 'utf8'));
  const processes = new Map<string, { readonly child: Child; readonly port: number; readonly folder: string }>();
  let made = 0;
  /** All of them, the dead ones too: a balancer finds out when it connects. By name, whichever listened first. */
  const tellProxy = () => {
    const all = Array.from(processes, ([name, { port }]) => ({ name, port }));
    proxy.setUpstreams(all.sort((a, b) => (a.name < b.name ? -1 : 1)));
  };
  const add = async (): Promise<string> => {
    const name = String.fromCharCode('A'.charCodeAt(0) + made);
    made += 1;
    const port = await freePort();
    const folder = container(image);
    const tmp = path.join(folder, 'tmp');
    fs.mkdirSync(tmp, { recursive: true });
    const env = {
      PATH: [path.join(folder, 'node_modules/.bin'), path.dirname(process.execPath), process.env.PATH].join(
        path.delimiter,
      ),
      HOME: folder,
      TMPDIR: tmp,
      NODE_ENV: 'production',
      PORT: String(port),
      ...environment,
    };
    const child = start('sh', ['-c', scripts.start], { cwd: folder, env });
    processes.set(name, { child, port, folder });
    await until(`process ${name} listens`, async () => {
      if (child.ended()) return true;
      return accepts(port);
    });
    if (child.ended()) throw new Error(`process ${name} ended while it started:\n${child.output()}`);
    return name;
  };
  const known = (name: string) => {
    const found = processes.get(name);
    if (!found) throw new Error(`no process ${name}`);
    return found;
  };
  await Promise.all([add(), add()]);
  tellProxy();
  return {
    kill: (name) => known(name).child.stop('SIGKILL'),
    retire(name) {
      processes.delete(name);
      tellProxy();
    },
    async add() {
      const name = await add();
      tellProxy();
      return name;
    },
    disk: (name) => known(name).folder,
    output: (name) => known(name).child.output(),
    async stop() {
      await Promise.all(Array.from(processes.values(), ({ child }) => child.stop('SIGKILL')));
    },
  };
}
