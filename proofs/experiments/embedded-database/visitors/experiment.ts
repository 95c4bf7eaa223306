import { experiment } from '../../../harness/experiment.ts';

export default experiment({
  title: 'Each process has a database of its own',
  story: 'SQLite (better-sqlite3) keeps the entries in a file beside the server.',
  wayOut: 'The entries lie in PostgreSQL.',
  mendedServices: ['postgres'],
  native: ['better-sqlite3'],
  onlyInFull: true,
  broken: ['everybody sees all entries', 'an entry that was acknowledged outlives its process'],
  async client({ request, claim, replace }) {
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
  },
});
