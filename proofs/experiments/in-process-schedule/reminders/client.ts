import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ request, claim, outside, replace, until }) => {
  const sent = (text: string) => outside.calls.some(({ body }) => body === text);
  await request('POST', '/reminders', { json: { text: 'take the bins out', seconds: 2 } });
  await replace('A');
  // Asked for later and due later: when this one is sent, the other one should have been.
  await request('POST', '/reminders', { json: { text: 'water the plants', seconds: 4 } });
  await until('the later reminder is sent', () => sent('water the plants'));
  claim('a reminder that was acknowledged is sent', sent('take the bins out'));
});
