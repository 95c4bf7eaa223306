// Loggers that write a file: process A logs a line, which lies on its disk alone; with the safe option the line is on its output.
import fs from 'node:fs';

/** A check of a logger: `log` makes it and logs the text. */
const logged = (row, log) => ({
  kind: 'file',
  puts: 'logs a line',
  ...row,
  open: (ctx) => ({
    async put() {
      await log(ctx, ctx.key);
      return ctx.key;
    },
  }),
});
const STDOUT = 'standard output in its place';

const pinoTo = (row, make) =>
  logged({ package: 'pino', safe: STDOUT, ...row }, async (ctx, text) => {
    const { pino } = await import('pino');
    const logger = await make(pino, ctx);
    logger.info(text);
    logger.flush?.();
  });

export const checks = [
  logged({ id: 'winston-file', package: 'winston', safe: '`transports.Console` in its place' }, async (ctx, text) => {
    const winston = (await import('winston')).default;
    const { Console, File } = winston.transports;
    winston
      .createLogger({ transports: [ctx.safe ? new Console() : new File({ filename: 'logs/app.log' })] })
      .info(text);
  }),
  logged(
    { id: 'winston-add-file', package: 'winston', installedAs: 'winston-2', safe: '`transports.Console` in its place' },
    async (ctx, text) => {
      const winston = (await import('winston-2')).default;
      if (!ctx.safe) winston.add(winston.transports.File, { filename: 'app.log' });
      else if (winston.transports.file) throw new Error('unexpected');
      winston.info(text);
      if (!ctx.safe) winston.remove(winston.transports.File);
    },
  ),
  logged(
    {
      id: 'winston-daily-rotate',
      package: 'winston-daily-rotate-file',
      safe: '`transports.Console` of winston in its place',
    },
    async (ctx, text) => {
      const winston = (await import('winston')).default;
      const Daily = (await import('winston-daily-rotate-file')).default;
      const transport = ctx.safe ? new winston.transports.Console() : new Daily({ filename: 'logs/app-%DATE%.log' });
      winston.createLogger({ transports: [transport] }).info(text);
    },
  ),
  logged(
    {
      id: 'winston-daily-rotate-property',
      package: 'winston',
      safe: '`transports.Console` of winston in its place',
    },
    async (ctx, text) => {
      await import('winston-daily-rotate-file');
      const winston = (await import('winston')).default;
      const { Console, DailyRotateFile } = winston.transports;
      winston
        .createLogger({
          transports: [ctx.safe ? new Console() : new DailyRotateFile({ filename: 'logs/web-%DATE%.log' })],
        })
        .info(text);
    },
  ),
  pinoTo({ id: 'pino-destination' }, (pino, ctx) => pino(pino.destination(ctx.safe ? 1 : './app.log'))),
  pinoTo({ id: 'pino-destination-option' }, (pino, ctx) =>
    pino(pino.destination({ dest: ctx.safe ? 1 : './app.log', sync: true })),
  ),
  pinoTo({ id: 'pino-first-argument' }, (pino, ctx) => (ctx.safe ? pino() : pino('./app.log'))),
  pinoTo({ id: 'pino-second-argument' }, (pino, ctx) =>
    ctx.safe ? pino({ level: 'info' }) : pino({ level: 'info' }, './app.log'),
  ),
  pinoTo({ id: 'pino-file-transport' }, (pino, ctx) =>
    pino({
      transport: { target: 'pino/file', options: { destination: ctx.safe ? 1 : './logs/app.log', mkdir: true } },
    }),
  ),
  pinoTo({ id: 'pino-transport-call' }, (pino, ctx) =>
    pino(pino.transport({ target: 'pino/file', options: { destination: ctx.safe ? 1 : './app.log' } })),
  ),
  pinoTo({ id: 'pino-roll', package: 'pino', safe: '`pino/file` with `destination: 1` in its place' }, (pino, ctx) =>
    pino(
      pino.transport(
        ctx.safe
          ? { target: 'pino/file', options: { destination: 1 } }
          : { target: 'pino-roll', options: { file: './app', size: '1m' } },
      ),
    ),
  ),
  logged(
    { id: 'pino-roll-direct', package: 'rotating-file-stream', safe: 'standard output in place of the stream' },
    async (ctx, text) => {
      const { createStream } = await import('rotating-file-stream');
      const stream = ctx.safe ? process.stdout : createStream('access.log', { size: '1M', path: 'logs' });
      stream.write(`${text}\n`);
    },
  ),
  logged(
    { id: 'file-stream-rotator', package: 'file-stream-rotator', safe: 'standard output in place of the stream' },
    async (ctx, text) => {
      const { getStream } = (await import('file-stream-rotator')).default;
      const stream = ctx.safe ? process.stdout : getStream({ filename: 'logs/access', frequency: 'daily' });
      stream.write(`${text}\n`);
    },
  ),
  logged({ id: 'bunyan-file', package: 'bunyan', safe: '`stream: process.stdout` in its place' }, async (ctx, text) => {
    const bunyan = (await import('bunyan')).default;
    bunyan
      .createLogger({ name: 'web', streams: [ctx.safe ? { stream: process.stdout } : { path: './web.log' }] })
      .info(text);
  }),
  logged({ id: 'log4js-file', package: 'log4js', safe: "appender `type: 'stdout'`" }, async (ctx, text) => {
    const log4js = (await import('log4js')).default;
    const out = ctx.safe ? { type: 'stdout' } : { type: 'file', filename: 'logs/app.log' };
    log4js.configure({ appenders: { out }, categories: { default: { appenders: ['out'], level: 'info' } } });
    log4js.getLogger().info(text);
    await new Promise((done) => log4js.shutdown(done));
  }),
  logged({ id: 'fastify-logger-file', package: 'fastify', safe: '`logger: true` in its place' }, async (ctx, text) => {
    const app = (await import('fastify')).default({ logger: ctx.safe ? true : { file: './web.log' } });
    app.log.info(text);
  }),
  logged({ id: 'tracer-file', package: 'tracer', safe: '`tracer.console()` in its place' }, async (ctx, text) => {
    const tracer = (await import('tracer')).default;
    const logger = ctx.safe ? tracer.console() : tracer.dailyfile({ root: '.', allLogsFileName: 'web' });
    logger.info(text);
  }),
  logged(
    { id: 'simple-node-logger-file', package: 'simple-node-logger', safe: '`createSimpleLogger()` in its place' },
    async (ctx, text) => {
      const { createSimpleFileLogger, createSimpleLogger } = (await import('simple-node-logger')).default;
      (ctx.safe ? createSimpleLogger() : createSimpleFileLogger('web.log')).info(text);
    },
  ),
  {
    id: 'electron-log-file',
    package: 'electron-log',
    kind: 'file',
    puts: 'logs a line',
    safe: '`transports.file.level = false`',
    open(ctx) {
      // It names the folder of its file after the program.
      fs.writeFileSync('package.json', JSON.stringify({ name: 'web', version: '1.0.0' }));
      return {
        async put() {
          const log = (await import('electron-log/node.js')).default;
          if (ctx.safe) log.transports.file.level = false;
          log.info(ctx.key);
          return ctx.key;
        },
      };
    },
  },
  logged(
    {
      id: 'express-winston-file',
      package: 'express-winston',
      puts: 'logs a request',
      safe: '`transports.Console` in its place',
    },
    async (ctx, text) => {
      const { logger } = (await import('express-winston')).default;
      const { Console, File } = (await import('winston')).default.transports;
      const app = (await import('express')).default();
      app.use(logger({ transports: [ctx.safe ? new Console() : new File({ filename: 'requests.log' })] }));
      app.get('/:name', (_, response) => response.send('ok'));
      await (await fetch(`${await ctx.listen((await import('node:http')).createServer(app))}/${text}`)).text();
    },
  ),
  {
    id: 'i18n-updatefiles',
    package: 'i18n',
    kind: 'file',
    puts: 'asks for a phrase that no file has',
    safe: '`updateFiles: false`',
    open: (ctx) => ({
      async put() {
        const { I18n } = (await import('i18n')).default;
        const i18n = new I18n({
          locales: ['en'],
          directory: `${ctx.dir}/locales`,
          ...(ctx.safe ? { updateFiles: false } : {}),
        });
        i18n.__('Good morning');
        console.log(ctx.key);
        return ctx.key;
      },
    }),
  },
  {
    id: 'i18next-fs-savemissing',
    package: 'i18next',
    kind: 'file',
    puts: 'asks for a phrase that no file has (i18next-fs-backend)',
    safe: '`saveMissing: false`',
    open: (ctx) => ({
      async put() {
        const i18next = (await import('i18next')).default.createInstance();
        await i18next.use((await import('i18next-fs-backend')).default).init({
          ...{ lng: 'en', fallbackLng: 'en', saveMissing: !ctx.safe },
          backend: { loadPath: `${ctx.dir}/{{lng}}.json`, addPath: `${ctx.dir}/{{lng}}.missing.json` },
        });
        i18next.t('greeting', 'Good morning');
        console.log(ctx.key);
        return ctx.key;
      },
    }),
  },
];
