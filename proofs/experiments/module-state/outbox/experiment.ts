import { experiment } from '../../../harness/experiment.ts';

export default experiment({
  title: 'A mail that was accepted is lost with the process that held it',
  story: 'Mails wait in an array until the mail service takes them. It is down for a moment, and so is the process.',
  wayOut: 'Mails wait in a queue of BullMQ, in Redis, from where any process sends them.',
  mendedServices: ['redis'],
  outside: 'MAIL_URL',
  onlyInFull: true,
  broken: ['a mail that was accepted is sent'],
  async client({ request, claim, outside, replace, say, until }) {
    const sent = new Set<string>();
    let down = true;
    outside.onCall(({ body }) => {
      if (down) return { status: 503 };
      sent.add(body);
      return {};
    });
    say('(the mail service is down)');
    await request('POST', '/mails', { json: { text: 'to Ann' } });
    await until('it was tried to send the mail', () => outside.calls.some(({ body }) => body === 'to Ann'));
    await replace('A');
    down = false;
    say('(the mail service is there again)');
    await request('POST', '/mails', { json: { text: 'to Bob' } });
    await until('the mail to Bob is sent', () => sent.has('to Bob'));
    // Nobody is left who knows of the first mail, or it is sent within a moment.
    const arrived = await until('the mail to Ann is sent', () => sent.has('to Ann'), 6_000).catch(() => false);
    claim('a mail that was accepted is sent', arrived);
  },
});
