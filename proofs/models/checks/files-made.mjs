// Documents, pictures and archives written by path: process A makes the file, and B, on another disk, does not have it. With the way
// out the same bytes go to an object store that both reach.
import fs from 'node:fs';

const STORE = '`PutObjectCommand` of @aws-sdk/client-s3, on an object store on loopback that records what it is handed';

/** A check of a writer: `write` leaves `name`; `read` gives its bytes without a disk, for the object store. */
const made = (row, name, write, read = async () => 'the same content') => ({
  kind: 'file',
  puts: `makes \`${name}\``,
  safe: STORE,
  ...row,
  open: (ctx) => ({
    put: async () => (ctx.safe ? ctx.upload(name, await read(ctx)) : void (await write(ctx))),
    see: () => (ctx.safe ? ctx.uploaded(name) : fs.existsSync(name)),
  }),
});

const workbook = async () => {
  const book = new (await import('exceljs')).default.Workbook();
  book.addWorksheet('sales').addRow(['ada', 1]);
  return book;
};
const sheet = async () => {
  const xlsx = (await import('xlsx')).default;
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([['ada', 1]]), 'sales');
  return { xlsx, book };
};
/** The bytes of an archive with one entry, `report.txt`. */
const zipped = async () => {
  const zip = new (await import('adm-zip')).default();
  zip.addFile('report.txt', Buffer.from('kept'));
  return zip.toBuffer();
};
const onDisk = async (bytes, name) => {
  // Stands for an archive that came with the deployment; it is removed again so that only what is extracted is left.
  fs.writeFileSync(name, bytes);
  return { name: `${process.cwd()}/${name}`, [Symbol.dispose]: () => fs.rmSync(name, { force: true }) };
};
const fromArchive = async (use) => {
  const archive = await onDisk(await zipped(), 'incoming.zip');
  try {
    return await use(archive.name);
  } finally {
    archive[Symbol.dispose]();
  }
};
const finished = (stream) =>
  new Promise((done, fail) => {
    for (const end of ['finish', 'close', 'end']) stream.on(end, done);
    stream.on('error', fail);
  });

export const checks = [
  made(
    { id: 'exceljs-writefile', package: 'exceljs' },
    'sales.xlsx',
    async () => (await workbook()).xlsx.writeFile('sales.xlsx'),
    async () => (await workbook()).xlsx.writeBuffer(),
  ),
  made({ id: 'exceljs-stream-writer', package: 'exceljs' }, 'stream.xlsx', async () => {
    const { default: excel } = await import('exceljs');
    const writer = new excel.stream.xlsx.WorkbookWriter({ filename: 'stream.xlsx' });
    writer.addWorksheet('sales').addRow(['ada', 1]).commit();
    await writer.commit();
  }),
  made(
    { id: 'xlsx-writefile', package: 'xlsx' },
    'sales.xlsx',
    async () => {
      const { xlsx, book } = await sheet();
      xlsx.writeFile(book, 'sales.xlsx');
    },
    async () => {
      const { xlsx, book } = await sheet();
      return xlsx.write(book, { type: 'buffer', bookType: 'xlsx' });
    },
  ),
  made({ id: 'xlsx-writefileasync', package: 'xlsx' }, 'async.xlsx', async () => {
    const { xlsx, book } = await sheet();
    await new Promise((done, fail) =>
      xlsx.writeFileAsync('async.xlsx', book, { bookType: 'xlsx' }, (error) => (error ? fail(error) : done())),
    );
  }),
  made(
    { id: 'xlsx-populate-tofile', package: 'xlsx-populate' },
    'populated.xlsx',
    async () => (await (await import('xlsx-populate')).default.fromBlankAsync()).toFileAsync('populated.xlsx'),
    async () => (await (await import('xlsx-populate')).default.fromBlankAsync()).outputAsync(),
  ),
  made(
    { id: 'jimp-write', package: 'jimp' },
    'picture.png',
    async () => {
      const { Jimp } = await import('jimp');
      await new Jimp({ width: 4, height: 4, color: 0xff0000ff }).write('picture.png');
    },
    async () => {
      const { Jimp } = await import('jimp');
      return new Jimp({ width: 4, height: 4, color: 0xff0000ff }).getBuffer('image/png');
    },
  ),
  made(
    { id: 'qrcode-tofile', package: 'qrcode' },
    'code.png',
    async () => (await import('qrcode')).default.toFile('code.png', 'ada'),
    async () => (await import('qrcode')).default.toBuffer('ada'),
  ),
  made(
    { id: 'fast-csv-writetopath', package: 'fast-csv' },
    'rows.csv',
    async () => finished((await import('fast-csv')).default.writeToPath('rows.csv', [['ada', 1]])),
    async () => (await import('fast-csv')).default.writeToBuffer([['ada', 1]]),
  ),
  made({ id: 'csv-writer', package: 'csv-writer' }, 'rows.csv', async () =>
    (await import('csv-writer')).default.createArrayCsvWriter({ path: 'rows.csv' }).writeRecords([['ada', 1]]),
  ),
  made({ id: 'office-documents-writefile', package: 'pptxgenjs' }, 'slides.pptx', async () => {
    const Slides = (await import('pptxgenjs')).default;
    const slides = new (Slides.default ?? Slides)();
    slides.addSlide().addText('ada', { x: 1, y: 1 });
    await slides.writeFile({ fileName: 'slides.pptx' });
  }),
  made({ id: 'unzipper-extract', package: 'unzipper', puts: 'extracts an archive' }, 'out/report.txt', () =>
    fromArchive(async (name) =>
      finished(
        fs.createReadStream(name).pipe((await import('unzipper')).default.Extract({ path: `${process.cwd()}/out` })),
      ),
    ),
  ),
  made({ id: 'tar-create', package: 'tar' }, 'backup.tar', async () => {
    fs.writeFileSync('shipped.txt', 'kept');
    await (await import('tar')).create({ file: 'backup.tar' }, ['shipped.txt']);
  }),
  made({ id: 'tar-extract', package: 'tar', puts: 'extracts an archive' }, 'out/shipped.txt', async () => {
    const tar = await import('tar');
    fs.writeFileSync('shipped.txt', 'kept');
    await tar.create({ file: 'backup.tar' }, ['shipped.txt']);
    fs.mkdirSync('out');
    await tar.extract({ file: 'backup.tar', cwd: 'out' });
  }),
  made({ id: 'extract-zip', package: 'extract-zip', puts: 'extracts an archive' }, 'out/report.txt', () =>
    fromArchive(async (name) => (await import('extract-zip')).default(name, { dir: `${process.cwd()}/out` })),
  ),
  made({ id: 'adm-zip-extract', package: 'adm-zip', puts: 'extracts an archive' }, 'out/report.txt', async () =>
    new (await import('adm-zip')).default(await zipped()).extractAllTo('out'),
  ),
  made(
    { id: 'adm-zip-extract-entry', package: 'adm-zip', puts: 'extracts an entry of an archive' },
    'out/report.txt',
    async () => new (await import('adm-zip')).default(await zipped()).extractEntryTo('report.txt', 'out'),
  ),
  made({ id: 'node-stream-zip-extract', package: 'node-stream-zip', puts: 'extracts an archive' }, 'report.txt', () =>
    fromArchive(async (file) => {
      const zip = new (await import('node-stream-zip')).default.async({ file });
      await zip.extract(null, process.cwd());
      await zip.close();
    }),
  ),
  made({ id: 'decompress', package: 'decompress', puts: 'extracts an archive' }, 'out/report.txt', async () =>
    (await import('decompress')).default(await zipped(), 'out'),
  ),
  {
    id: 'tmp',
    package: 'tmp',
    kind: 'file',
    puts: 'makes a temporary file',
    safe: STORE,
    open: (ctx) => ({
      put: async () =>
        ctx.safe ? void (await ctx.upload('work', 'kept')) : (await import('tmp')).default.fileSync().name,
      see: (name) => (ctx.safe ? ctx.uploaded('work') : inOwnTemporaryFolder(name)),
    }),
  },
  {
    id: 'tmp-promise-file',
    package: 'tmp-promise',
    kind: 'file',
    puts: 'makes a temporary file',
    safe: STORE,
    open: (ctx) => ({
      put: async () =>
        ctx.safe ? void (await ctx.upload('work', 'kept')) : (await (await import('tmp-promise')).default.file()).path,
      see: (name) => (ctx.safe ? ctx.uploaded('work') : inOwnTemporaryFolder(name)),
    }),
  },
  {
    id: 'tempy-plain',
    package: 'tempy',
    kind: 'file',
    puts: 'writes a temporary file',
    safe: STORE,
    open: (ctx) => ({
      put: async () =>
        ctx.safe ? void (await ctx.upload('work', 'kept')) : (await import('tempy')).temporaryWrite('kept'),
      see: (name) => (ctx.safe ? ctx.uploaded('work') : inOwnTemporaryFolder(name)),
    }),
  },
  {
    id: 'cacache',
    package: 'cacache',
    kind: 'file',
    puts: 'puts an entry into the cache',
    safe: STORE,
    open: (ctx) => ({
      put: async () =>
        void (ctx.safe
          ? await ctx.upload('entry', 'kept')
          : await (await import('cacache')).default.put('cache', 'entry', 'kept')),
      see: async () =>
        ctx.safe
          ? ctx.uploaded('entry')
          : (await (await import('cacache')).default.get.info('cache', 'entry')) !== null,
    }),
  },
  made(
    { id: 'isomorphic-git-clone', package: 'isomorphic-git', puts: 'makes a repository' },
    'site/.git/HEAD',
    async () => (await import('isomorphic-git')).default.init({ fs, dir: 'site' }),
  ),
];

/** Whether a temporary file stands on the disk of this process: the folder for them is its own. */
function inOwnTemporaryFolder(name) {
  return name.startsWith(process.env.TMPDIR) && fs.existsSync(name);
}
