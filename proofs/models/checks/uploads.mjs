// Uploads: a client posts a file to process A, which leaves it on its disk; with the safe option it is handed on to where B has it.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import express from 'express';

const STORE = 'handed on to an object store on loopback that records it';

/** Posts a file of a client as a form. */
async function post(base, field = 'file') {
  const form = new FormData();
  form.set(field, new Blob(['the bytes of a picture']), 'picture.png');
  const response = await fetch(base, { method: 'POST', body: form });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.text();
}

/** Files below the working folder and the temporary one. */
const filesHere = () =>
  [process.cwd(), process.env.TMPDIR].flatMap((folder) =>
    fs.readdirSync(folder, { recursive: true }).filter((name) => fs.statSync(path.join(folder, name)).isFile()),
  );

/** A check of a parser of uploads: `server` gives the address that takes the post. */
const uploaded = (row, server, field) => ({
  kind: 'file',
  puts: 'takes an upload',
  ...row,
  async open(ctx) {
    const base = await server(ctx);
    const before = new Set(filesHere());
    return {
      put: async () => void (await post(base, field)),
      see: () => (ctx.safe ? ctx.uploaded('picture') : filesHere().some((name) => !before.has(name))),
    };
  },
});
const onExpress = (row, middlewares) =>
  uploaded(row, async (ctx) => {
    const app = express();
    app.post('/', ...(await middlewares(ctx)), (_, response) => response.send('taken'));
    return ctx.listen(http.createServer(app));
  });
/** Middleware that hands the buffer on that `of` finds in the request. */
const handOn = (ctx, of) => async (request, _response, next) => {
  if (ctx.safe) await ctx.upload('picture', of(request));
  next();
};
/** A stream that collects what is written, and uploads it in the end. */
const collecting = (ctx) => {
  const through = new PassThrough();
  const chunks = [];
  through.on('data', (chunk) => chunks.push(chunk));
  through.on('end', () => ctx.upload('picture', Buffer.concat(chunks)));
  return through;
};

export const checks = [
  onExpress({ id: 'multer-dest', package: 'multer', safe: `\`storage: memoryStorage()\`, ${STORE}` }, async (ctx) => {
    const multer = (await import('multer')).default;
    const upload = multer(ctx.safe ? { storage: multer.memoryStorage() } : { dest: 'uploads/' });
    return [upload.single('file'), handOn(ctx, (request) => request.file.buffer)];
  }),
  onExpress(
    {
      id: 'multer-disk-storage',
      package: 'multer',
      safe: '`storage: multerS3()` of multer-s3, on an object store on loopback that records what it is handed',
    },
    async (ctx) => {
      const multer = (await import('multer')).default;
      const multerS3 = (await import('multer-s3')).default;
      const key = (_request, _file, done) => done(null, `${ctx.key}/picture`);
      const storage = ctx.safe
        ? multerS3({ s3: await ctx.s3(), bucket: 'checks', key })
        : multer.diskStorage({ destination: '.', filename: (_request, file, done) => done(null, file.originalname) });
      return [multer({ storage }).single('file')];
    },
  ),
  uploaded(
    { id: 'formidable-default', package: 'formidable', safe: `\`fileWriteStreamHandler\`, ${STORE}` },
    async (ctx) => {
      const formidable = (await import('formidable')).default;
      const server = http.createServer(async (request, response) => {
        await formidable(ctx.safe ? { fileWriteStreamHandler: () => collecting(ctx) } : {}).parse(request);
        response.end('taken');
      });
      return ctx.listen(server);
    },
  ),
  onExpress(
    {
      id: 'connect-multiparty',
      package: 'connect-multiparty',
      safe: `multer with \`memoryStorage()\` in its place, ${STORE}`,
    },
    async (ctx) => {
      if (!ctx.safe) return [(await import('connect-multiparty')).default()];
      const multer = (await import('multer')).default;
      return [
        multer({ storage: multer.memoryStorage() }).single('file'),
        handOn(ctx, (request) => request.file.buffer),
      ];
    },
  ),
  uploaded(
    { id: 'multiparty-autofiles', package: 'multiparty', safe: `the \`part\` stream without \`autoFiles\`, ${STORE}` },
    async (ctx) => {
      const { Form } = (await import('multiparty')).default;
      const server = http.createServer((request, response) => {
        const form = new Form(ctx.safe ? {} : { autoFiles: true });
        form.on('part', (part) => part.pipe(collecting(ctx)));
        form.on('close', () => response.end('taken'));
        form.parse(request);
      });
      return ctx.listen(server);
    },
  ),
  onExpress(
    { id: 'express-fileupload-tempfiles', package: 'express-fileupload', safe: `\`useTempFiles: false\`, ${STORE}` },
    async (ctx) => [
      (await import('express-fileupload')).default({ useTempFiles: !ctx.safe, tempFileDir: process.env.TMPDIR }),
      handOn(ctx, (request) => request.files.file.data),
    ],
  ),
  onExpress(
    {
      id: 'express-fileupload-mv',
      package: 'express-fileupload',
      puts: 'moves an upload to its folder',
      safe: `\`file.data\` in place of \`mv\`, ${STORE}`,
    },
    async (ctx) => [
      (await import('express-fileupload')).default(),
      async (request, _response, next) => {
        if (!ctx.safe) await request.files.file.mv(`${ctx.dir}/${request.files.file.name}`);
        next();
      },
      handOn(ctx, (request) => request.files.file.data),
    ],
  ),
  uploaded(
    {
      id: 'koa-body-multipart',
      package: 'koa-body',
      typesApart: true,
      safe: `\`formidable.fileWriteStreamHandler\`, ${STORE}`,
    },
    async (ctx) => {
      const { koaBody } = await import('koa-body');
      const app = new (await import('koa')).default();
      app.use(
        koaBody({
          multipart: true,
          ...(ctx.safe ? { formidable: { fileWriteStreamHandler: () => collecting(ctx) } } : {}),
        }),
      );
      app.use((context) => {
        context.body = 'taken';
      });
      return ctx.listen(http.createServer(app.callback()));
    },
  ),
  uploaded({ id: 'hapi-payload-file', package: '@hapi/hapi', safe: `\`output: 'stream'\`, ${STORE}` }, async (ctx) => {
    const server = (await import('@hapi/hapi')).default.server({ host: '127.0.0.1' });
    server.route({
      method: 'POST',
      path: '/',
      options: { payload: { output: ctx.safe ? 'stream' : 'file', parse: true, multipart: true } },
      handler: async (request) => {
        if (ctx.safe) await finishedReading(request.payload.file.pipe(collecting(ctx)));
        return 'taken';
      },
    });
    await server.start();
    ctx.later(() => server.stop());
    return server.info.uri;
  }),
  {
    id: 'tus-file-store',
    package: '@tus/file-store',
    kind: 'file',
    puts: 'takes a resumable upload',
    safe: 'a store of our own that hands the stream on to an object store on loopback that records it',
    async open(ctx) {
      const { Server } = await import('@tus/server');
      const { FileStore } = await import('@tus/file-store');
      const { DataStore, Upload } = await import('@tus/utils');
      class Handing extends DataStore {
        create = async (upload) => upload;
        write = async (stream) => {
          const chunks = [];
          for await (const chunk of stream) chunks.push(chunk);
          await ctx.upload('picture', Buffer.concat(chunks));
          return Buffer.concat(chunks).length;
        };
        getUpload = async (id) => new Upload({ id, size: 4, offset: 0 });
      }
      const datastore = ctx.safe ? new Handing() : new FileStore({ directory: './uploads' });
      const server = new Server({ path: '/files', datastore });
      const base = await ctx.listen(http.createServer((request, response) => server.handle(request, response)));
      return {
        async put() {
          const headers = { 'tus-resumable': '1.0.0', 'upload-length': '4' };
          const made = await fetch(`${base}/files`, { method: 'POST', headers });
          const address = new URL(made.headers.get('location'), base).pathname;
          const type = { 'content-type': 'application/offset+octet-stream' };
          const sent = await fetch(base + address, {
            method: 'PATCH',
            headers: { 'tus-resumable': '1.0.0', 'upload-offset': '0', ...type },
            body: 'kept',
          });
          if (sent.status !== 204) throw new Error(`${sent.status} ${await sent.text()}`);
          return address;
        },
        see: async (address) =>
          ctx.safe
            ? ctx.uploaded('picture')
            : (await fetch(base + address, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })).status === 200,
      };
    },
  },
  {
    id: 'flydrive-fs',
    package: 'flydrive',
    kind: 'file',
    puts: 'puts a file',
    safe: '`new S3Driver()` of the package, on an object store on loopback that records what it is handed',
    async open(ctx) {
      const { Disk } = await import('flydrive');
      const { FSDriver } = await import('flydrive/drivers/fs');
      const { S3Driver } = await import('flydrive/drivers/s3');
      const driver = ctx.safe
        ? new S3Driver({ client: await ctx.s3(), bucket: 'checks', visibility: 'private', supportsACL: false })
        : new FSDriver({ location: new URL(`file://${ctx.dir}/uploads/`), visibility: 'private' });
      const disk = new Disk(driver);
      return {
        put: () => disk.put(`${ctx.key}/picture.txt`, 'kept'),
        see: () => disk.exists(`${ctx.key}/picture.txt`),
      };
    },
  },
  {
    id: 'unstorage-fs',
    package: 'unstorage',
    kind: 'file',
    puts: 'sets an item',
    safe: 'the driver `unstorage/drivers/redis`, on redis-server',
    async open(ctx) {
      const { createStorage } = await import('unstorage');
      const fsDriver = (await import('unstorage/drivers/fs')).default;
      const redisDriver = (await import('unstorage/drivers/redis')).default;
      const storage = createStorage({
        driver: ctx.safe ? redisDriver({ ...ctx.redisAddress, base: ctx.key }) : fsDriver({ base: './data' }),
      });
      ctx.later(() => storage.dispose());
      return { put: () => storage.setItem('picture', 'kept'), see: () => storage.hasItem('picture') };
    },
  },
];

function finishedReading(stream) {
  return new Promise((done) => stream.on('end', () => setTimeout(done, 20)));
}
