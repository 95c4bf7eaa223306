// One of the two processes of a check. It opens a check's component, and puts something into it or looks for it, as it is told over
// IPC. It runs in a folder of its own, which stands for the disk of its machine.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Redis } from 'ioredis';

// Before the packages are loaded: a runner that ends meanwhile must not leave its processes behind.
process.on('disconnect', () => process.exit(0));
if (!process.connected) process.exit(0);
const [family, side, home] = process.argv.slice(2);
const { checks } = await import(`./checks/${family}.mjs`);
const byId = new Map(checks.map((check) => [check.id, check]));
const redisAddress = JSON.parse(process.env.CHECK_REDIS);
const objects = process.env.CHECK_OBJECTS;
/** Connections and servers of the check that runs, to be closed with it. */
let opened = [];
let component;

/** What a check is given: which of the two it is, what is shared by both, and helpers that end with the check. */
function contextOf({ safe, key }) {
  const redis = () => {
    const client = new Redis({ ...redisAddress, lazyConnect: false, maxRetriesPerRequest: 1 });
    opened.push(() => client.disconnect());
    return client;
  };
  return {
    safe,
    side,
    key,
    dir: process.cwd(),
    redisAddress,
    redisUrl: `redis://${redisAddress.host}:${redisAddress.port}`,
    /** A new ioredis client of the shared redis-server. */
    redis,
    /** Ends with the check. */
    later: (end) => opened.push(end),
    /** The base address of an HTTP server that listens on loopback until the check ends. */
    listen: async (server) => {
      await new Promise((done) => server.listen(0, '127.0.0.1', done));
      opened.push(() => {
        server.closeAllConnections?.();
        server.close();
      });
      return `http://127.0.0.1:${server.address().port}`;
    },
    /** True as soon as `ask` says so, false when it has not within `ms` milliseconds; what should come is waited for longer. */
    soon: async (ask, ms = safe ? 3000 : 300) => {
      for (const end = Date.now() + ms; ; await new Promise((next) => setTimeout(next, 10))) {
        if (await ask()) return true;
        if (Date.now() > end) return false;
      }
    },
    /** Puts an object into the shared object store, with the S3 client. */
    upload: async (name, body) => {
      const { PutObjectCommand } = await import('@aws-sdk/client-s3');
      await (await s3()).send(new PutObjectCommand({ Bucket: 'checks', Key: `${key}/${name}`, Body: body }));
    },
    /** Whether the shared object store has an object of that name with something in it. */
    uploaded: async (name) => {
      const { GetObjectCommand } = await import('@aws-sdk/client-s3');
      try {
        const got = await (await s3()).send(new GetObjectCommand({ Bucket: 'checks', Key: `${key}/${name}` }));
        return (await got.Body.transformToByteArray()).length > 0;
      } catch {
        return false;
      }
    },
    s3,
    require: createRequire(import.meta.url),
  };
}

let client;
async function s3() {
  const { S3Client } = await import('@aws-sdk/client-s3');
  client ??= new S3Client({
    endpoint: objects,
    region: 'local',
    forcePathStyle: true,
    credentials: { accessKeyId: 'check', secretAccessKey: 'check' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  return client;
}

const commands = {
  async open({ id, safe, key }) {
    const dir = path.join(home, key);
    fs.mkdirSync(dir, { recursive: true });
    process.chdir(dir);
    opened = [];
    component = undefined;
    component = await byId.get(id).open(contextOf({ safe, key }));
  },
  put: () => component.put(),
  see: ({ token }) => (component.see ? component.see(token) : null),
  async close() {
    for (const end of opened.reverse()) {
      try {
        await Promise.race([end(), new Promise((next) => setTimeout(next, 500))]);
      } catch {
        // What cannot be closed ends with the process.
      }
    }
    opened = [];
  },
};

// Without a runner there is nobody to tell, and telling would be the next error.
const tellStray = (error) => (process.connected ? process.send({ stray: describe(error) }) : process.exit(1));
process.on('uncaughtException', tellStray);
process.on('unhandledRejection', tellStray);
process.on('message', async ({ number, command, ...rest }) => {
  try {
    process.send({ number, value: (await commands[command](rest)) ?? null });
  } catch (error) {
    process.send({ number, error: describe(error) });
  }
});
process.send({ ready: true });

function describe(error) {
  return String(error?.stack ?? error)
    .split('\n')
    .slice(0, 4)
    .join(' | ');
}
