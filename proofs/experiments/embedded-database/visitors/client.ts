import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ request, claim, replace }) => {
  await request('POST', '/entries', { json: { name: 'Ann' } });
  await request('POST', '/entries', { json: { name: 'Bob' } });
  const answers = [await request('GET', '/entries'), await request('GET', '/entries')];
  claim(
    'everybody sees all entries',
    answers.every(({ text }) => text === '["Ann","Bob"]'),
  );

  await replace('A');
  const later = [await request('GET', '/entries'), await request('GET', '/entries')];
  claim(
    'an entry that was acknowledged outlives its process',
    later.every(({ json }) => json.includes('Ann')),
  );
});
