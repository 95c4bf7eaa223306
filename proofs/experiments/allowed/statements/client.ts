import fs from 'node:fs';
import path from 'node:path';
import { clientScript } from '../../../harness/experiment.ts';

const lines = 2_000;
const line = (at: number) => `line ${at} of a statement that is long${' and longer'.repeat(90)};${at}\n`;

async function* statement(halfway: () => Promise<void>): AsyncIterable<Buffer> {
  for (let at = 1; at <= lines; at += 1) {
    if (at === lines / 2) await halfway();
    yield Buffer.from(line(at));
  }
}

export default clientScript(async ({ claim, insist, kill, add, fleet, outside, request, say, until }) => {
  /** What a process has in its temporary folder. */
  const left = (name: string) => fs.readdirSync(path.join(fleet.disk(name), 'tmp'));
  outside.onCall(() => ({ body: statement(async () => {}) }));
  await request('POST', '/statements/may');
  const may = await request('GET', '/statements/may');
  claim(
    'a statement is booked once and as a whole',
    may.json.lines === lines && may.json.cents === (lines * (lines + 1)) / 2,
  );
  claim('nothing stays on the disk', left('A').length + left('B').length === 0);

  let killed = false;
  outside.onCall(() => ({
    body: statement(async () => {
      if (killed) return;
      killed = true;
      await until('half of the statement is on the disk', () =>
        left('A').some(
          (folder) =>
            fs.statSync(path.join(fleet.disk('A'), 'tmp', folder, 'statement.csv'), { throwIfNoEntry: false })?.size,
        ),
      );
      say('(the process has half of the statement on its disk)');
      await kill('A');
    }),
  }));
  await insist('POST', '/statements/june');
  await add();
  const june = [await request('GET', '/statements/june'), await request('GET', '/statements/june')];
  claim(
    'after a kill in the middle it is booked once and as a whole',
    killed && june.every(({ json }) => json.lines === lines && json.cents === (lines * (lines + 1)) / 2),
  );
  claim('nothing stays on the disks of those who live', left('B').length + left('C').length === 0);
});
