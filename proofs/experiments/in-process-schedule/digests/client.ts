import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ claim, kill, outside, say, until }) => {
  const dates = () => outside.calls.map(({ body }) => body);
  /** Dates that are over: one that is later has been sent. */
  const over = () => [...new Set(dates())].sort().slice(0, -1);
  await until('two digests are over', () => over().length >= 2);
  say('(both processes run until two digests are over)');
  const twice = over().some((date) => dates().filter((one) => one === date).length > 1);
  claim('each digest is sent once', !twice);

  await kill('A');
  const before = over().length;
  await until('another digest is over', () => over().length > before + 1);
  claim('digests go on when a process is killed', true);
});
