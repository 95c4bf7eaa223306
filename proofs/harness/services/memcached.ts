import { once } from 'node:events';
import net from 'node:net';
import { start } from '../children.ts';
import { accepts, freePort } from '../ports.ts';
import { until } from '../until.ts';
import { findProgram } from './programs.ts';
import type { ServiceKind } from './service.ts';

/** Memcached. It refuses to run as root, and takes the name of another user then. */
export const memcached: ServiceKind = {
  debian: 'memcached',
  find: () => findProgram('memcached'),
  async start(program) {
    const port = await freePort();
    const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
    const child = start(program, ['-l', '127.0.0.1', '-p', String(port), '-U', '0', ...user], {});
    await until(`memcached accepts connections (${child.output()})`, () => accepts(port));
    return {
      async fresh() {
        const socket = net.connect(port, '127.0.0.1');
        socket.write('flush_all\r\n');
        await once(socket, 'data');
        socket.destroy();
        return { MEMCACHED_SERVERS: `127.0.0.1:${port}` };
      },
      stop: () => child.stop('SIGTERM'),
    };
  },
};
