import { Redis } from 'ioredis';
import { start, temporaryFolder } from '../children.ts';
import { accepts, freePort } from '../ports.ts';
import { until } from '../until.ts';
import { findProgram } from './programs.ts';
import type { ServiceKind } from './service.ts';

/** Redis, which keeps nothing on disk here: what counts is that it is a process of its own. */
export const redis: ServiceKind = {
  debian: 'redis-server',
  find: () => findProgram('redis-server'),
  async start(program) {
    const port = await freePort();
    const settings = { port, bind: '127.0.0.1', dir: temporaryFolder('redis'), save: '', appendonly: 'no' };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const child = start(program, args, {});
    await until(`redis-server accepts connections (${child.output()})`, () => accepts(port));
    return {
      async fresh() {
        const client = new Redis(port, '127.0.0.1');
        await client.flushall();
        client.disconnect();
        return { REDIS_URL: `redis://127.0.0.1:${port}` };
      },
      stop: () => child.stop('SIGTERM'),
    };
  },
};
