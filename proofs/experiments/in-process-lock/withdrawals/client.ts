import pg from 'pg';
import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ client, claim, say, kill, outside, environment, until }) => {
  const database = new pg.Pool({ connectionString: environment.DATABASE_URL, max: 2 });
  const waiting = async () => {
    const { rows } = await database.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`);
    return rows.length > 0;
  };
  const balance = async () => (await database.query('select cents from accounts')).rows[0].cents / 100;
  const take = (cents: number) => ({ json: { account: 'ann', cents } });
  try {
    let inside = 0;
    let most = 0;
    // The fraud check is answered once the other withdrawal is in the section too, or stands before it.
    outside.onCall(async () => {
      inside += 1;
      most = Math.max(most, inside);
      await until('the other withdrawal is in the section or waits', async () => most > 1 || (await waiting()));
      inside -= 1;
      return {};
    });
    say('Ann withdraws 80 of her 100, twice at the same moment:');
    const first = client('first').request('POST', '/withdrawals', take(8000));
    await until('the first is in the section', () => inside === 1);
    const answers = [await client('second').request('POST', '/withdrawals', take(8000)), await first];
    claim('one process is in the section at a time', most === 1, `${most} at once`);
    const paid = answers.filter(({ status }) => status === 201).length * 80;
    claim('no more is paid out than there is', paid <= 100, `${paid} of 100`);

    let reached = '';
    outside.onCall(async () => {
      if (reached === '') {
        reached = 'the section';
        await kill('A');
      }
      return {};
    });
    say('Ann withdraws 5, and the process that does it is killed in the section:');
    const before = await balance();
    await client().insist('POST', '/withdrawals', take(500));
    claim('a lock is free again when its process is killed', before - (await balance()) === 5);
  } finally {
    await database.end();
  }
});
