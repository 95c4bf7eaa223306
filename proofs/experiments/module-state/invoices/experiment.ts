import { experiment } from '../../../harness/experiment.ts';

export default experiment({
  title: 'Two customers get the same invoice number, and one of them the invoice of the other',
  story: 'Numbers are counted, and invoices kept, in variables of the module. Each process counts from 1.',
  wayOut: 'Redis counts (`INCR`) and keeps the invoices (`HSET`, `HGET`).',
  mendedServices: ['redis'],
  broken: [
    'each invoice has a number of its own',
    'who asks for an invoice gets that one',
    'an invoice that was acknowledged outlives its process',
  ],
  async client({ request, claim, replace }) {
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
  },
});
