import fastify from 'fastify';

const app = fastify();

const outbox: string[] = [];
let sending = false;

async function sendAll(): Promise<void> {
  if (sending) return;
  sending = true;
  while (outbox.length > 0) {
    const answer = await fetch(`${process.env.MAIL_URL}/mails`, { method: 'POST', body: outbox[0] });
    if (answer.ok) outbox.shift();
  }
  sending = false;
}

app.post<{ Body: { text: string } }>('/mails', async ({ body }, reply) => {
  outbox.push(body.text);
  void sendAll();
  return reply.code(202).send({ text: body.text });
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
