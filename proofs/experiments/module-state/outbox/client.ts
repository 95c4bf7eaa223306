import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ request, claim, outside, replace, say, until }) => {
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
});
