// Calls that leave a file behind: process A writes, and B, on another disk, does not have the file. The way out is the same for all:
// the content goes to an object store that both reach.
import fs from 'node:fs';

const STORE = '`PutObjectCommand` of @aws-sdk/client-s3, on an object store on loopback that records what it is handed';

/** A check of a writer: `write` leaves `name` in the working folder. */
const written = (row, name, write) => ({
  kind: 'file',
  puts: `writes \`${name}\``,
  safe: STORE,
  ...row,
  open: (ctx) => ({
    put: () => (ctx.safe ? ctx.upload(name, 'kept') : write(ctx)),
    see: () => (ctx.safe ? ctx.uploaded(name) : fs.existsSync(name)),
  }),
});
const node = (id, write, puts) => written({ id, package: 'node:fs', ...(puts ? { puts } : {}) }, 'report.txt', write);
const fromShipped = (write) => () => {
  fs.writeFileSync('shipped.txt', 'kept');
  return write();
};

export const checks = [
  node('node-fs-writefile', () => fs.promises.writeFile('report.txt', 'kept')),
  node('node-fs-appendfile', () => fs.promises.appendFile('report.txt', 'kept')),
  node('node-fs-createwritestream', () => new Promise((done) => fs.createWriteStream('report.txt').end('kept', done))),
  node(
    'node-fs-copyfile',
    fromShipped(() => fs.promises.copyFile('shipped.txt', 'report.txt')),
  ),
  node(
    'node-fs-cp',
    fromShipped(() => fs.promises.cp('shipped.txt', 'report.txt')),
  ),
  node(
    'node-fs-rename',
    fromShipped(() => fs.promises.rename('shipped.txt', 'report.txt')),
  ),
  node(
    'node-fs-link',
    fromShipped(() => fs.promises.link('shipped.txt', 'report.txt')),
  ),
  node('node-fs-open', async () => (await fs.promises.open('report.txt', 'w')).close()),
  node(
    'node-fs-truncate',
    fromShipped(() => {
      fs.truncateSync('shipped.txt', 2);
      fs.renameSync('shipped.txt', 'report.txt');
    }),
    'cuts a file',
  ),
  written({ id: 'fs-extra-output', package: 'fs-extra' }, 'out/report.txt', async () =>
    (await import('fs-extra')).default.outputFile('out/report.txt', 'kept'),
  ),
  written({ id: 'fs-extra-writejson', package: 'fs-extra' }, 'report.json', async () =>
    (await import('fs-extra')).default.writeJson('report.json', { kept: true }),
  ),
  written({ id: 'fs-extra-copy-move', package: 'fs-extra' }, 'moved.txt', async () => {
    fs.writeFileSync('shipped.txt', 'kept');
    await (await import('fs-extra')).default.move('shipped.txt', 'moved.txt');
  }),
  written({ id: 'fs-extra-ensure', package: 'fs-extra' }, 'out/ensured.txt', async () =>
    (await import('fs-extra')).default.ensureFile('out/ensured.txt'),
  ),
  written({ id: 'fs-extra-ensure-link', package: 'fs-extra' }, 'out/linked.txt', async () => {
    fs.writeFileSync('shipped.txt', 'kept');
    await (await import('fs-extra')).default.ensureLink('shipped.txt', 'out/linked.txt');
  }),
  written({ id: 'write-file-atomic', package: 'write-file-atomic' }, 'report.txt', async () =>
    (await import('write-file-atomic')).default('report.txt', 'kept'),
  ),
  written({ id: 'jsonfile', package: 'jsonfile' }, 'report.json', async () =>
    (await import('jsonfile')).default.writeFile('report.json', { kept: true }),
  ),
  {
    id: 'configstore',
    package: 'configstore',
    kind: 'file',
    puts: 'sets a key',
    safe: 'a key of redis-server in its place',
    async open(ctx) {
      const Configstore = (await import('configstore')).default;
      const client = ctx.redis();
      const store = ctx.safe ? null : new Configstore('web');
      return {
        put: () => (store ? store.set('theme', 'dark') : client.set(ctx.key, 'dark')),
        see: async () => (store ? store.get('theme') : await client.get(ctx.key)) === 'dark',
      };
    },
  },
  {
    id: 'nconf-save',
    package: 'nconf',
    kind: 'file',
    puts: 'sets a key and saves',
    safe: 'a key of redis-server in its place',
    async open(ctx) {
      const { Provider } = (await import('nconf')).default;
      const client = ctx.redis();
      const provider = ctx.safe ? null : new Provider().file({ file: `${ctx.dir}/settings.json` });
      return {
        put: async () => {
          if (!provider) return void (await client.set(ctx.key, 'dark'));
          provider.set('theme', 'dark');
          await new Promise((done, fail) => provider.save((error) => (error ? fail(error) : done())));
        },
        see: async () => (provider ? provider.get('theme') : await client.get(ctx.key)) === 'dark',
      };
    },
  },
  {
    id: 'node-localstorage',
    package: 'node-localstorage',
    kind: 'file',
    puts: 'sets an item',
    safe: 'a key of redis-server in its place',
    async open(ctx) {
      const { LocalStorage } = (await import('node-localstorage')).default;
      const client = ctx.redis();
      const storage = ctx.safe ? null : new LocalStorage('./scratch');
      return {
        put: async () => void (storage ? storage.setItem('theme', 'dark') : await client.set(ctx.key, 'dark')),
        see: async () => (storage ? storage.getItem('theme') : await client.get(ctx.key)) === 'dark',
      };
    },
  },
];
