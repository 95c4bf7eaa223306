// Schedules and timers: both processes arm the same work, and tell whether it ran in them.

/** A check of a schedule: `arm` makes it run `work` within about a second. */
const armed = (row, arm) => ({
  kind: 'twice',
  puts: 'and process B arm the same work',
  safe: '`upsertJobScheduler` and a `Worker` of bullmq in its place, on redis-server',
  ...row,
  async open(ctx) {
    let ran = false;
    const work = () => {
      ran = true;
    };
    const start = () => (ctx.safe ? onQueue(ctx, work) : arm(work, ctx));
    // Both arm when they are opened: the work is due at the same moment.
    await start();
    if (!ctx.safe) return { put: async () => null, see: () => ctx.soon(() => ran, 2500) };
    const client = ctx.redis();
    return {
      put: async () => null,
      async see() {
        if (ran) await client.set(`${ctx.key}:ran`, 1);
        await ctx.soon(async () => ran || (await client.exists(`${ctx.key}:ran`)) === 1, 5000);
        if (ran) await client.set(`${ctx.key}:ran`, 1);
        // Time for the other to do it too, if it did.
        return ctx.soon(() => ran, 200);
      },
    };
  },
});
async function onQueue(ctx, work) {
  const { Queue, Worker } = (await import('bullmq')).default;
  const connection = { ...ctx.redisAddress, maxRetriesPerRequest: null };
  const queue = new Queue(ctx.key, { connection });
  await queue.upsertJobScheduler('nightly', { every: 60_000, limit: 1 }, { name: 'nightly' });
  const worker = new Worker(ctx.key, async () => work(), { connection });
  ctx.later(() => queue.close());
  ctx.later(() => worker.close(true));
}
const EVERY_SECOND = '* * * * * *';

export const checks = [
  armed({ id: 'node-cron', package: 'node-cron' }, async (work, ctx) => {
    const task = (await import('node-cron')).default.schedule(EVERY_SECOND, work);
    ctx.later(() => task.stop());
  }),
  armed({ id: 'node-cron-create-task', package: 'node-cron' }, async (work, ctx) => {
    const task = (await import('node-cron')).default.createTask(EVERY_SECOND, work);
    await task.start();
    ctx.later(() => task.stop());
  }),
  armed({ id: 'cron-cronjob', package: 'cron' }, async (work, ctx) => {
    const { CronJob } = await import('cron');
    const job = new CronJob(EVERY_SECOND, work, null, true);
    ctx.later(() => job.stop());
  }),
  armed({ id: 'cron-from', package: 'cron' }, async (work, ctx) => {
    const { CronJob } = await import('cron');
    const job = CronJob.from({ cronTime: EVERY_SECOND, onTick: work, start: true });
    ctx.later(() => job.stop());
  }),
  armed({ id: 'node-schedule', package: 'node-schedule' }, async (work, ctx) => {
    const job = (await import('node-schedule')).default.scheduleJob(EVERY_SECOND, work);
    ctx.later(() => job.cancel());
  }),
  armed({ id: 'croner', package: 'croner' }, async (work, ctx) => {
    const job = new (await import('croner')).Cron(EVERY_SECOND, work);
    ctx.later(() => job.stop());
  }),
  armed({ id: 'toad-scheduler', package: 'toad-scheduler' }, async (work, ctx) => {
    const { SimpleIntervalJob, Task, ToadScheduler } = (await import('toad-scheduler')).default;
    const scheduler = new ToadScheduler();
    scheduler.addSimpleIntervalJob(new SimpleIntervalJob({ milliseconds: 100 }, new Task('nightly', work)));
    ctx.later(() => scheduler.stop());
  }),
  armed({ id: 'fastify-schedule', package: '@fastify/schedule' }, async (work, ctx) => {
    const { SimpleIntervalJob, Task } = (await import('toad-scheduler')).default;
    const app = (await import('fastify')).default();
    await app.register((await import('@fastify/schedule')).default);
    await app.ready();
    app.scheduler.addSimpleIntervalJob(new SimpleIntervalJob({ milliseconds: 100 }, new Task('nightly', work)));
    ctx.later(() => app.close());
  }),
  ...[
    ['nest-cron', 'Cron', EVERY_SECOND],
    ['nest-interval', 'Interval', 100],
    ['nest-timeout', 'Timeout', 100],
  ].map(([id, name, when]) =>
    armed({ id, package: '@nestjs/schedule' }, async (work, ctx) => {
      await import('reflect-metadata');
      const { NestFactory } = await import('@nestjs/core');
      const { Injectable, Module } = await import('@nestjs/common');
      const schedule = await import('@nestjs/schedule');
      class Nightly {
        run() {
          work();
        }
      }
      // What decorators do, by hand: this file is not compiled.
      schedule[name](when)(Nightly.prototype, 'run', Object.getOwnPropertyDescriptor(Nightly.prototype, 'run'));
      Injectable()(Nightly);
      class Root {}
      Module({ imports: [schedule.ScheduleModule.forRoot()], providers: [Nightly] })(Root);
      const app = await NestFactory.createApplicationContext(Root, { logger: false });
      ctx.later(() => app.close());
    }),
  ),
  armed({ id: 'rxjs-interval', package: 'rxjs' }, async (work, ctx) => {
    const subscription = (await import('rxjs')).interval(100).subscribe(work);
    ctx.later(() => subscription.unsubscribe());
  }),
  armed({ id: 'lodash-debounce', package: 'lodash.debounce' }, async (work) => {
    (await import('lodash.debounce')).default(work, 50)();
  }),
  armed({ id: 'node-setinterval-promises', package: 'node:timers' }, async (work) => {
    const { setInterval: every } = await import('node:timers/promises');
    void every(50).next().then(work);
  }),
];
