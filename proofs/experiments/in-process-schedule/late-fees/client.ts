import pg from 'pg';
import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ claim, environment, kill, say, until }) => {
  const database = new pg.Pool({ connectionString: environment.DATABASE_URL, max: 2 });
  try {
    /** Nights, as the database has seen them, and what was charged; both of the same moment. */
    const read = async () => {
      const { rows } = await database.query(
        'select (select count(*) from rounds)::int as nights, (select fee_cents from loans) as cents',
      );
      return rows[0] as { nights: number; cents: number };
    };
    const before = await read();
    const after = await until('four more nights', async () => {
      const now = await read();
      return now.nights >= before.nights + 4 && now;
    });
    say('(both processes run for four nights, of a second each)');
    // A night is written down before its fee: one of them may be charged on the other side of what was read.
    claim('each night costs 10 cents', Math.abs(after.cents - before.cents - 40) <= 10);
    await kill('A');
    const left = await read();
    await until('another night', async () => (await read()).nights > left.nights + 1);
    claim('fees go on when a process is killed', (await read()).cents > left.cents);
  } finally {
    await database.end();
  }
});
