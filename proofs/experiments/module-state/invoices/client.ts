import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ request, claim, replace }) => {
  const ann = await request('POST', '/invoices', { json: { customer: 'Ann' } });
  const bob = await request('POST', '/invoices', { json: { customer: 'Bob' } });
  claim('each invoice has a number of its own', ann.json.number !== bob.json.number);

  const answers = [
    await request('GET', `/invoices/${ann.json.number}`),
    await request('GET', `/invoices/${ann.json.number}`),
  ];
  claim(
    'who asks for an invoice gets that one',
    answers.every(({ json }) => json.customer === 'Ann'),
  );

  await replace('A');
  await replace('B');
  const later = await request('GET', `/invoices/${ann.json.number}`);
  claim('an invoice that was acknowledged outlives its process', later.status === 200);
});
