import path from 'node:path';
import { repositoryRoot } from '../config/root.ts';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { Explanation, HolderAccess, HolderTrace } from '../report/trace-view.ts';
import { errorSentence } from '../reporters/machine/sentences.ts';
import { createStyle, type Style } from '../reporters/terminal/style.ts';
import { analyzeOptions, openFolder } from '../run.ts';
import { styleOptions } from './appearance.ts';
import type { ColorChoice } from './color-choices.ts';
import { type ConfigFlags, configChoice } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import type { ListFormat } from './shared-options.ts';
import { resolveTargets } from './targets.ts';
import { listed } from './values.ts';

type TraceOptions = ConfigFlags & { readonly format: ListFormat; readonly color: ColorChoice; readonly now?: string };

/** `sharenothing trace FILE:LINE[:COL]`: every piece of state there, and why something or nothing is said of it. */
export async function runTrace(
  place: string,
  options: TraceOptions,
  { terminal, stages }: CommandContext,
): Promise<void> {
  const { file, line, column } = parsePlace(place);
  const [target] = resolveTargets([file], terminal.cwd, []);
  const [absolute] = target!.files ?? [];
  if (absolute === undefined) throw badPlace(place);
  const opened = await openFolder(target!.dir, configChoice(options, terminal.cwd), stages);
  const root = repositoryRoot(target!.dir, opened.source);
  const at = {
    file: path.relative(root, absolute).split(path.sep).join('/'),
    line,
    ...(column === undefined ? {} : { column }),
  };
  const told = await analyzeOptions(opened, { now: options.now ?? terminal.today(), clock: terminal.clock }, stages);
  const explanation = await stages.explainHolders(opened.source, told, at);
  const { holders, errors } = explanation;
  for (const error of errors)
    await terminal.stderr.write(`warning: ${errorSentence(error)}; what is told here may be incomplete\n`);
  if (holders.length === 0) throw nothingThere(place, file, explanation);
  if (options.format === 'json') {
    await terminal.stdout.write(`${JSON.stringify(holders, null, 2)}\n`);
    return;
  }
  const style = createStyle(styleOptions(options.color, terminal));
  // Where the user stands, so that a path can be clicked and typed as it is printed.
  const fromHere = (inner: string) => path.relative(terminal.cwd, path.join(root, inner)).split(path.sep).join('/');
  const shown = holders.map((holder) => holderText(seenFrom(holder, fromHere), style));
  await terminal.stdout.write(`${shown.join('\n\n')}\n`);
}

function nothingThere(place: string, file: string, { nearest, analysed, errors }: Explanation): ToolError {
  const where = place;
  // That nothing was found proves nothing where not everything was looked at.
  if (errors.length > 0) {
    return new ToolError({
      code: 'nothing-there',
      what: `the tool failed on the way, so that it is not known what is at ${place}`,
      where,
      fix: 'the warnings above say where it failed: report them, with `sharenothing doctor` beside them',
    });
  }
  if (!analysed) {
    return new ToolError({
      code: 'nothing-there',
      what: `${file} is no part of the analysis, so that nothing is known of ${place}`,
      where,
      fix: '`sharenothing files` tells each file and why it is left out',
    });
  }
  const lines = nearest.map(({ line, symbol }) => `${file}:${line} (${symbol})`);
  return new ToolError({
    code: 'nothing-there',
    what: `no state that lives as long as the process is declared or written at ${place}`,
    where,
    fix:
      lines.length === 0
        ? 'no line of this file has any; name the line of a declaration (let, const, a field) or of a write to it'
        : `the nearest lines that have some are ${listed(lines)}; without a column the whole line counts`,
  });
}

/** The same with every path as it is seen from somewhere else. */
function seenFrom(holder: HolderTrace, shown: (file: string) => string): HolderTrace {
  const move = <T extends { readonly file: string }>(one: T): T => ({ ...one, file: shown(one.file) });
  return {
    ...move(holder),
    writes: holder.writes.map(move),
    ...(holder.reads ? { reads: holder.reads.map(move) } : {}),
    proof: holder.proof && move(holder.proof),
  };
}

/** `FILE:LINE` or `FILE:LINE:COL`, both 1-based; the file may have colons of its own. */
export function parsePlace(place: string): { file: string; line: number; column?: number } {
  const [, file, line, column] = /^(.+?):(\d+)(?::(\d+))?$/.exec(place) ?? [];
  if (file === undefined || Number(line) < 1 || column === '0') throw badPlace(place);
  return { file, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
}

function badPlace(place: string): ToolError {
  return new ToolError({
    code: 'bad-place',
    what: `"${place}" is no place in a file`,
    where: `trace ${place}`,
    fix: 'write FILE:LINE or FILE:LINE:COLUMN, counted from 1, for instance trace src/cart.ts:12',
  });
}

function holderText(holder: HolderTrace, style: Style): string {
  const { paint, show, prose, place, path: shown } = style;
  const { verdict, proof } = holder;
  const judged =
    verdict.kind === 'finding'
      ? `${paint.red(verdict.severity)} by ${paint.bold(show(verdict.ruleId))}, confidence ${verdict.confidence}`
      : `${paint.green('silent')}: ${show(verdict.reason)}`;
  const reads = holder.reads?.map((read) => access('read', read, style)) ?? [];
  return [
    `${place(holder)} ${paint.bold(show(holder.symbol))}`,
    `  kind      ${show(holder.holder)}, lives as long as the ${show(holder.lifetime)}`,
    ...(holder.writes.length === 0
      ? ['  write     none is known']
      : holder.writes.map((write) => access('write', write, style))),
    ...reads,
    `  category  ${show(holder.category)}${holder.runnerUp === null ? '' : ` (next: ${show(holder.runnerUp)})`}`,
    `  verdict   ${judged}`,
    ...(proof === null ? [] : [`  proof     ${shown(proof.file)}:${proof.line}`]),
    style.wrap(prose(holder.why), '  why       ', '            '),
  ].join('\n');
}

function access(label: string, one: HolderAccess, { place, show }: Style): string {
  const via = one.via.length === 0 ? '' : `, through ${one.via.map(show).join(' → ')}`;
  return `  ${label.padEnd(8)}  ${place(one)} ${show(one.kind)} in ${show(one.context)}${via}`;
}
