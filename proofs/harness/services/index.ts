import { memcached } from './memcached.ts';
import { objects } from './objects.ts';
import { postgres } from './postgres.ts';
import { redis } from './redis.ts';
import type { Service, ServiceKind } from './service.ts';

/** The backing services that an experiment can ask for. */
export const serviceKinds = { redis, memcached, postgres, objects } satisfies Record<string, ServiceKind>;
export type ServiceName = keyof typeof serviceKinds;

/** Services that are started when they are first asked for, one of each kind in a run. */
export type Services = {
  /** The environment of a server that uses these services, each with an empty place for it. */
  environment(names: readonly ServiceName[], schema: string | null): Promise<Readonly<Record<string, string>>>;
  stop(): Promise<void>;
};

/** Those of the services that this machine does not have, as Debian calls them. */
export function missing(names: readonly ServiceName[]): string[] {
  return names.flatMap((name) => {
    const { debian, find } = serviceKinds[name] as ServiceKind;
    return debian !== null && find() === null ? [debian] : [];
  });
}

export function createServices(): Services {
  const running = new Map<ServiceName, Promise<Service>>();
  const get = (name: ServiceName): Promise<Service> => {
    const known = running.get(name);
    if (known) return known;
    const program = serviceKinds[name].find();
    if (program === null) throw new Error(`${name} is not installed`);
    const started = serviceKinds[name].start(program);
    running.set(name, started);
    return started;
  };
  return {
    async environment(names, schema) {
      const all = await Promise.all(
        names.map(async (name) => (await get(name)).fresh(name === 'postgres' ? schema : null)),
      );
      return Object.assign({}, ...all);
    },
    async stop() {
      await Promise.all(Array.from(running.values(), async (one) => (await one).stop()));
      running.clear();
    },
  };
}
