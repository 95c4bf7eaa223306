import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { start, temporaryFolder } from '../children.ts';
import { freePort } from '../ports.ts';
import { until } from '../until.ts';
import { findProgram } from './programs.ts';
import type { ServiceKind } from './service.ts';

const versions = '/usr/lib/postgresql';

/** Debian keeps the programs of the server out of PATH, a folder a version. */
function folders(): string[] {
  if (!fs.existsSync(versions)) return [];
  const known = fs.readdirSync(versions).sort((a, b) => Number(b) - Number(a));
  return known.map((version) => path.join(versions, version, 'bin'));
}

/** PostgreSQL does not run as root: then as the user that its package made. */
function owner(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (what: string) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

export const postgres: ServiceKind = {
  debian: 'postgresql',
  find: () => findProgram('postgres', folders()),
  async start(program) {
    const port = await freePort();
    const as = owner();
    const folder = temporaryFolder('postgres');
    if (as) fs.chownSync(folder, as.uid, as.gid);
    const data = path.join(folder, 'data');
    const options = { ...as, cwd: folder };
    const init = [
      '-D',
      data,
      '-U',
      'proofs',
      '--auth=trust',
      '--no-sync',
      '--no-instructions',
      '--locale=C',
      '-E',
      'UTF8',
    ];
    execFileSync(path.join(path.dirname(program), 'initdb'), init, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    // Durability against a power cut is not what is shown here; the server itself is never killed.
    const settings = ['fsync=off', 'listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`];
    const child = start(program, ['-D', data, ...settings.flatMap((one) => ['-c', one])], options);
    const url = (database: string) => `postgres://proofs@127.0.0.1:${port}/${database}`;
    const run = async (database: string, sql: string) => {
      const client = new pg.Client({ connectionString: url(database) });
      await client.connect();
      try {
        await client.query(sql);
      } finally {
        await client.end();
      }
    };
    await until(`PostgreSQL answers (${child.output()})`, () => run('postgres', 'select 1').then(() => true));
    let made = 0;
    return {
      async fresh(schema) {
        made += 1;
        const database = `proof_${made}`;
        await run('postgres', `create database ${database}`);
        if (schema !== null) await run(database, schema);
        return { DATABASE_URL: url(database) };
      },
      // A fast shutdown: open connections are cut.
      stop: () => child.stop('SIGINT'),
    };
  },
};
