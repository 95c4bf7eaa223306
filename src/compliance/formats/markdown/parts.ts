import { code, prose, text } from '../../../reporters/machine/markdown.ts';
import { escapeControls } from '../../../text/escape-controls.ts';

/** A table; nothing where it has no rows. Cells are Markdown already. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return [row(heads.map((head) => prose(head))), row(heads.map(() => '---')), ...rows.map((cells) => row(cells)), ''];
}

/** Two columns without heads that say something: name and value. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): readonly string[] {
  return ['| | |', '| --- | --- |', ...pairs.map(([name, value]) => row([`**${prose(name)}**`, value])), ''];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

export function heading(level: number, words: string): readonly string[] {
  return [`${'#'.repeat(level)} ${words}`, ''];
}

/** Lines of code of the target as a block that none of them can end. */
export function block(snippet: string, indent = ''): readonly string[] {
  const lines = snippet.split('\n').map(escapeControls);
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []);
  const fence = '`'.repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
  return [fence, ...lines, fence].map((line) => `${indent}${line}`);
}

/** `file:line` as code. */
export function place(at: { readonly file: string; readonly line: number | null }): string {
  return code(at.line === null ? at.file : `${at.file}:${at.line}`);
}

export function items(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [...lines.map((line) => `- ${line}`), ''];
}

export { code, prose, text };
