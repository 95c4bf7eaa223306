import { ToolError } from '../diagnostics/tool-error.ts';
import { waiversNames } from '../policy/waivers-file.ts';
import { type Opened, openFolder } from '../run.ts';
import { targetText, type Waiver, type WaiverState, type Waivers, waiverState } from '../settle/waive.ts';
import { daysBetween } from '../text/calendar.ts';
import { escapeControls } from '../text/escape-controls.ts';
import { type ConfigFlags, configChoice } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import type { ListFormat } from './shared-options.ts';
import { table } from './table.ts';
import { folderOf } from './understood.ts';

export type WaiversOptions = ConfigFlags & { readonly now?: string; readonly format?: ListFormat };
export type ExpiringOptions = WaiversOptions & { readonly days: number };

type Judged = WaiverState & { readonly waiver: Waiver; readonly daysLeft: number | null };
type Opening = { readonly waivers: Waivers; readonly judged: readonly Judged[] };

/** `waivers lint`: what is wrong with each waiver; exit code 1 where something is. */
export async function runWaiversLint(dir: string, options: WaiversOptions, context: CommandContext): Promise<void> {
  const { waivers, judged } = await open(dir, options, context);
  const wrong = judged.filter(({ problems }) => problems.length > 0);
  const told = wrong.map(
    ({ waiver, state, problems }) =>
      `${waivers.file}:${waiver.line} ${state}: ${targetText(waiver)}: ${problems.join('; ')}`,
  );
  const sum = `${waivers.file}: ${counted(judged.length)}, ${wrong.length === 0 ? 'all in force' : `${wrong.length} not in force`}`;
  await write([...told, sum], context);
  if (wrong.length > 0) context.exit(1);
}

/** `waivers list` */
export async function runWaiversList(dir: string, options: WaiversOptions, context: CommandContext): Promise<void> {
  const { waivers, judged } = await open(dir, options, context);
  await tell(waivers, judged, options, context);
}

/** `waivers expiring`: those with at most `--days` left; exit code 1 where there are any. */
export async function runWaiversExpiring(
  dir: string,
  options: ExpiringOptions,
  context: CommandContext,
): Promise<void> {
  const { waivers, judged } = await open(dir, options, context);
  const soon = judged.filter(({ state, daysLeft }) => state !== 'valid' || (daysLeft ?? 0) <= options.days);
  await tell(waivers, soon, options, context);
  if (soon.length > 0) context.exit(1);
}

async function open(dir: string, options: WaiversOptions, context: CommandContext): Promise<Opening> {
  const { terminal, stages } = context;
  const opened: Opened = await openFolder(folderOf(dir, terminal.cwd), configChoice(options, terminal.cwd), stages);
  const { waivers } = opened.policy();
  if (waivers === null) {
    throw new ToolError({
      code: 'waivers-missing',
      what: 'there are no waivers',
      where: folderOf(dir, terminal.cwd),
      tried: [`${waiversNames[0]} there, and in the folders above it up to the root of the repository`],
      fix: `write ${waiversNames[0]}, or name a file with --waivers`,
    });
  }
  const now = options.now ?? terminal.today();
  const terms = { now, maxDays: opened.config.maxWaiverDays.value };
  const judged = waivers.entries.map((waiver): Judged => {
    const { state, problems } = waiverState(waiver, terms);
    return { waiver, state, problems, daysLeft: state === 'malformed' ? null : daysBetween(now, waiver.expires) };
  });
  return { waivers, judged };
}

async function tell(
  { file }: Waivers,
  judged: readonly Judged[],
  { format }: WaiversOptions,
  context: CommandContext,
): Promise<void> {
  if (format === 'json') {
    const all = judged.map(({ waiver: { problems: _own, ...waiver }, state, problems, daysLeft }) => ({
      file,
      ...waiver,
      state,
      daysLeft,
      problems,
    }));
    await context.terminal.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    return;
  }
  const left = ({ state, daysLeft }: Judged) =>
    state === 'valid' ? `${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left` : state;
  const rows = judged.map((one) => [
    `${file}:${one.waiver.line}`,
    one.waiver.expires,
    left(one),
    one.waiver.owner,
    targetText(one.waiver),
    one.waiver.reason,
  ]);
  await write(rows.length === 0 ? [`${file}: none`] : table(rows), context);
}

async function write(lines: readonly string[], { terminal }: CommandContext): Promise<void> {
  await terminal.stdout.write(lines.map((line) => `${escapeControls(line)}\n`).join(''));
}

function counted(count: number): string {
  return `${count} ${count === 1 ? 'waiver' : 'waivers'}`;
}
