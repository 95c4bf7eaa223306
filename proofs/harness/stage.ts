import fs from 'node:fs';
import path from 'node:path';
import { startBalancer } from './balancer.ts';
import { build } from './build.ts';
import { createClient } from './client.ts';
import type { About, ClientScript, Stage } from './experiment.ts';
import { startFleet } from './fleet.ts';
import { type Outside, startOutside } from './outside.ts';
import type { ServiceName, Services } from './services/index.ts';
import { createTranscript } from './transcript.ts';
import { until } from './until.ts';

export type Claim = { readonly what: string; readonly holds: boolean };
export type Played = { readonly claims: readonly Claim[]; readonly transcript: string };

/** Starts two processes of the server in `folder` behind a proxy and lets the experiment's client at them. */
export async function play(
  about: About,
  script: ClientScript,
  folder: string,
  names: readonly ServiceName[],
  services: Services,
): Promise<Played> {
  const claims: Claim[] = [];
  const transcript = createTranscript((about.identities ?? []).map((pattern) => new RegExp(pattern, 'g')));
  const proxy = await startBalancer();
  proxy.setSticky(isSticky(folder));
  let outside: Outside | null = null;
  const schemaFile = path.join(folder, 'schema.sql');
  const schema = fs.existsSync(schemaFile) ? fs.readFileSync(schemaFile, 'utf8') : null;
  const ends: (() => Promise<void>)[] = [() => proxy.close()];
  try {
    const environment: Record<string, string> = { ...(await services.environment(names, schema)) };
    if (about.outside) {
      outside = await startOutside();
      ends.push(outside.close);
      environment[about.outside] = outside.url;
    }
    const fleet = await startFleet(build(folder), environment, proxy);
    ends.unshift(() => fleet.stop());
    const address = `http://127.0.0.1:${proxy.port}`;
    const nameless = createClient(address, transcript);
    const stage: Stage = {
      address,
      client: (name) => createClient(address, transcript, name),
      request: nameless.request,
      insist: nameless.insist,
      claim(what, holds, seen) {
        claims.push({ what, holds });
        transcript.line(`  ${holds ? 'holds' : 'BROKEN'}: ${what}${seen === undefined ? '' : ` (${seen})`}`);
      },
      say: (text) => transcript.line(text),
      async kill(name) {
        // Told first: what the kill does to a request in progress is told by its client at any moment from here.
        transcript.line(`[process ${name} is killed: SIGKILL]`);
        await fleet.kill(name);
      },
      async replace(name) {
        await fleet.kill(name);
        const next = await fleet.add();
        fleet.retire(name);
        transcript.line(`[process ${name} is killed: SIGKILL; ${next} is started in its place]`);
        return next;
      },
      async add() {
        const next = await fleet.add();
        transcript.line(`[process ${next} is started]`);
        return next;
      },
      fleet,
      balancer: proxy,
      get outside() {
        if (!outside) throw new Error('this experiment has no service of somebody else');
        return outside;
      },
      environment,
      until,
    };
    try {
      await script(stage);
    } catch (error) {
      const outputs = ['A', 'B'].map((name) => `--- output of ${name}\n${fleet.output(name)}`);
      throw new Error(`${(error as Error).message}\n--- so far\n${transcript.text()}${outputs.join('\n')}`, {
        cause: error,
      });
    }
    return { claims, transcript: transcript.text() };
  } finally {
    for (const end of ends) await end();
  }
}

/** Whether a manifest of the server asks for affinity: the proxy does what the balancer would be told. */
function isSticky(folder: string): boolean {
  const manifests = path.join(folder, 'k8s');
  if (!fs.existsSync(manifests)) return false;
  return fs
    .readdirSync(manifests)
    .some((file) =>
      /^\s*(?:nginx\.ingress\.kubernetes\.io\/affinity: cookie|sessionAffinity: ClientIP)$/m.test(
        fs.readFileSync(path.join(manifests, file), 'utf8'),
      ),
    );
}
