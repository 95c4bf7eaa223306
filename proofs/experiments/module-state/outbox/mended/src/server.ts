import { Queue, Worker } from 'bullmq';
import fastify from 'fastify';

const app = fastify();

const connection = { url: process.env.REDIS_URL };
const outbox = new Queue<string>('outbox', {
  connection,
  defaultJobOptions: { attempts: 1000, backoff: { type: 'fixed', delay: 100 } },
});
new Worker<string>(
  'outbox',
  async ({ data }) => {
    const answer = await fetch(`${process.env.MAIL_URL}/mails`, { method: 'POST', body: data });
    if (!answer.ok) throw new Error(`the mail service answered ${answer.status}`);
  },
  { connection, lockDuration: 1000, stalledInterval: 500 },
);

app.post<{ Body: { text: string } }>('/mails', async ({ body }, reply) => {
  await outbox.add('mail', body.text);
  return reply.code(202).send({ text: body.text });
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
