import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ request, claim, replace }) => {
  await request('GET', '/prices/tea');
  await request('GET', '/prices/tea');
  await request('PUT', '/prices/tea', { json: { cents: 300 } });
  const after = [await request('GET', '/prices/tea'), await request('GET', '/prices/tea')];
  claim(
    'after a change everybody gets the new price',
    after.every(({ json }) => json.cents === 300),
  );

  await replace('A');
  const [left, fresh] = [await request('GET', '/prices/tea'), await request('GET', '/prices/tea')];
  claim('a price is still had after a process was killed', left.status === 200 && fresh.status === 200);
});
