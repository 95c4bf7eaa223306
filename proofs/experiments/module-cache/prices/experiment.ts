import { experiment } from '../../../harness/experiment.ts';

export default experiment({
  title: 'A price that was changed stays as it was for every other request',
  story:
    'Prices are read from PostgreSQL once and kept in a Map. A change goes to the database and empties the Map of the process that took it.',
  wayOut: 'The copies lie in Memcached, where a change removes them for all processes, and expire after a minute.',
  services: ['postgres'],
  mendedServices: ['memcached'],
  broken: ['after a change everybody gets the new price'],
  async client({ request, claim, replace }) {
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
  },
});
