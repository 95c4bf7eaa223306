import path from 'node:path';
import type { EffectiveConfig, Scope, Setting } from '../config/effective.ts';
import { configNotes } from '../config/notes.ts';
import { ignoredBy, optionsOf, scopeOf, severityOf } from '../config/resolve.ts';
import { repositoryRoot } from '../config/root.ts';
import type { configSchema } from '../config/schema.ts';
import { dirOf } from '../paths/repo-path.ts';
import type { Rule } from '../rules/rule.ts';
import { openFolder } from '../run.ts';
import { escapeControls } from '../text/escape-controls.ts';
import { byCodeUnit } from '../text/order.ts';
import { type ConfigFlags, configChoice } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import type { ListFormat } from './shared-options.ts';
import { table } from './table.ts';
import { resolveTargets } from './targets.ts';
import { noteLines } from './understood.ts';

/** One value of the configuration: `key` is its path, `value` JSON-like, `from` its origin. */
type Row = { readonly key: string; readonly value: unknown; readonly from: string };

/** `sharenothing print-config [FILE]`: every value that holds for the folder or the file, with its origin. */
export async function runPrintConfig(
  place: string,
  options: ConfigFlags & { readonly format: ListFormat },
  { terminal, stages }: CommandContext,
): Promise<void> {
  const [target] = resolveTargets([place], terminal.cwd, []);
  const { source, config } = await openFolder(target!.dir, configChoice(options, terminal.cwd), stages);
  const file = target!.files?.[0];
  const inside =
    file === undefined ? null : path.relative(repositoryRoot(target!.dir, source), file).split(path.sep).join('/');
  const scope = inside === null ? config.scopes[0]! : scopeOf(config, inside);
  const rows = valuesOf(config, scope, inside, await stages.rules());
  const notes = configNotes(config, source);
  if (options.format === 'json') {
    const { file: configFile, dir, extends: built } = scope;
    const told = {
      file: inside,
      scope: { dir, file: configFile, extends: built },
      files: config.files,
      values: rows,
      notes,
    };
    await terminal.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
    return;
  }
  const lines = [
    ...governance(config, scope, inside),
    '',
    ...table(
      rows.map(({ key, value, from }) => [key, typeof value === 'string' ? value : JSON.stringify(value), from]),
    ),
    ...noteLines(notes, ''),
  ];
  await terminal.stdout.write(`${lines.join('\n')}\n`);
}

/** All values in the order of the schema, so that no key can be forgotten. */
function valuesOf(config: EffectiveConfig, scope: Scope, file: string | null, rules: readonly Rule[]): Row[] {
  const row = (key: string, { value, from }: Setting<unknown>): Row => ({ key, value, from });
  const rowsOf: Record<keyof typeof configSchema.entries, () => Row[]> = {
    $schema: () => [],
    extends: () =>
      scope.extends.length === 0 ? [] : [{ key: 'extends', value: scope.extends, from: scope.file ?? '--preset' }],
    rules: () =>
      [...rules]
        .sort((a, b) => byCodeUnit(a.id, b.id))
        .flatMap(({ id }) => [
          row(`rules.${id}`, severityOf(config, id, file)),
          ...[...optionsOf(config, id, file)].map(([name, setting]) => row(`rules.${id}.${name}`, setting)),
        ]),
    overrides: () =>
      scope.overrides.map(({ patterns, from, matches }) => ({
        key: 'overrides',
        value: file === null ? patterns : { files: patterns, applies: matches(file) },
        from,
      })),
    ignore: () => {
      const by = file === null ? undefined : ignoredBy(config, file);
      const patterns = scope.ignore.map(({ pattern, from }) => ({ key: 'ignore', value: pattern, from }));
      return by ? [...patterns, { key: 'ignored', value: true, from: by.from }] : patterns;
    },
    failOn: () => [row('failOn', config.failOn)],
    confidence: () => [row('confidence', config.confidence)],
    maxWaiverDays: () => [row('maxWaiverDays', config.maxWaiverDays)],
    processes: () =>
      config.processes.map(({ name, kind, entry, replicas, evidence }) => ({
        key: 'processes',
        value: { entry, kind, name, replicas },
        from: `${evidence.file}:${evidence.line}`,
      })),
    libraries: () => config.libraries.map(({ value, from }) => ({ key: 'libraries', value: value.id, from })),
  };
  return Object.values(rowsOf).flatMap((rowsOfKey) => rowsOfKey());
}

/** Which file governs, and that a nested one inherits nothing unless it says so. */
function governance(config: EffectiveConfig, scope: Scope, file: string | null): string[] {
  const subject = file ?? (scope.dir || 'the repository');
  if (scope.file === null) return [escapeControls(`${subject}: no configuration found, the defaults hold`)];
  const built = scope.extends.length === 0 ? '' : `, which extends ${scope.extends.join(', ')}`;
  const lines = [escapeControls(`${subject}: governed by ${scope.file}${built}`)];
  const above = config.scopes[0]!;
  if (scope !== above && above.file !== null && !scope.extends.includes(above.file)) {
    const written = path.posix.relative(dirOf(scope.file), above.file);
    lines.push(
      escapeControls(
        `the rules of ${above.file} do not count here: a nested configuration stands alone unless it says "extends": ["${written.startsWith('.') ? written : `./${written}`}"]`,
      ),
    );
  }
  return lines;
}
