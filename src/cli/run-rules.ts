import type { LibraryDeclaration } from '../catalog/libraries.ts';
import type { LibraryProof } from '../catalog/proof.ts';
import type { Setting } from '../config/effective.ts';
import { severityOf } from '../config/resolve.ts';
import { createStyle } from '../reporters/terminal/style.ts';
import type { Rule } from '../rules/rule.ts';
import { byCodeUnit } from '../text/order.ts';
import { styleOptions } from './appearance.ts';
import type { ColorChoice } from './color-choices.ts';
import type { ConfigFlags } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { knownConfig } from './known-config.ts';
import type { ListFormat } from './shared-options.ts';
import { table } from './table.ts';

type RulesOptions = ConfigFlags & {
  readonly libraries?: boolean;
  readonly format: ListFormat;
  readonly color: ColorChoice;
};

/** `sharenothing rules`: one line a rule, with its severity as configured in the current folder. */
export async function runRules(options: RulesOptions, context: CommandContext): Promise<void> {
  const { terminal, stages } = context;
  const opened = await knownConfig(options, context);
  if (options.libraries) return listLibraries(opened?.config.libraries ?? [], options, context);
  const rules = [...(await stages.rules())]
    .sort((a, b) => byCodeUnit(a.id, b.id))
    .map((rule) => {
      const { value, from } = opened ? severityOf(opened.config, rule.id, null) : { value: 'default', from: 'default' };
      const { id, title, clauses, since, maturity } = rule;
      return {
        id,
        title,
        clauses,
        since,
        maturity,
        severity: value,
        severityFrom: from,
        severities: severitiesOf(rule),
      };
    });
  if (options.format === 'json') {
    await terminal.stdout.write(`${JSON.stringify(rules, null, 2)}\n`);
    return;
  }
  const { paint } = createStyle(styleOptions(options.color, terminal));
  const lines = table(
    rules.map(({ id, title, severity, severityFrom, severities, maturity }) => [
      id,
      severity === 'default' ? severities.join('/') : severity,
      severityFrom === 'default' ? '' : severityFrom,
      maturity === 'preview' ? `${title} (preview)` : title,
    ]),
  );
  const shown = rules.map(({ id }, at) => lines[at]!.replace(id, paint.bold(id)));
  await terminal.stdout.write(
    `${[...shown, '', `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}; \`sharenothing explain RULE\` tells what one finds, and the way out`].join('\n')}\n`,
  );
}

/** `sharenothing rules --libraries`: one line an entry of the catalogue or of the configuration, by rule and id. */
async function listLibraries(
  declared: readonly Setting<LibraryDeclaration>[],
  options: RulesOptions,
  { terminal, stages }: CommandContext,
): Promise<void> {
  const own = declared.flatMap(({ value, from }) => ('use' in value ? [{ entry: value, from }] : []));
  const builtIn = (await stages.libraryEntries()).map((entry) => ({ entry, from: 'built in' }));
  const entries = [...builtIn, ...own].sort(
    (a, b) => byCodeUnit(a.entry.rule, b.entry.rule) || byCodeUnit(a.entry.id, b.entry.id),
  );
  // A user's entry may have the id of a built-in one; nobody has checked that.
  const proofs = new Map((await stages.libraryProofs()).map((proof) => [proof.id, proof]));
  const proofOf = ({ entry, from }: (typeof entries)[number]) =>
    from === 'built in' ? proofs.get(entry.id) : undefined;
  if (options.format === 'json') {
    await terminal.stdout.write(
      `${JSON.stringify(
        entries.map((one) => ({ ...one.entry, from: one.from, check: checkOf(proofOf(one)) })),
        null,
        2,
      )}\n`,
    );
    return;
  }
  const { paint } = createStyle(styleOptions(options.color, terminal));
  const lines = table(
    entries.map(({ entry, from }, at) => [
      entry.id,
      entry.packages.join(', '),
      entry.versions ?? 'any',
      entry.rule,
      entry.verdict === 'silent' ? `silent (${entry.reason ?? 'backed'})` : (entry.severity ?? 'error'),
      entry.unverified ? 'not verified' : 'verified',
      wordsOf(proofOf(entries[at]!)),
      from === 'built in' ? entry.source : `${from}: ${entry.source}`,
    ]),
  );
  const shown = entries.map(({ entry }, at) => lines[at]!.replace(entry.id, paint.bold(entry.id)));
  const told = entries.filter(({ entry }) => entry.verdict === 'report').length;
  const checked = entries.flatMap((one) => proofOf(one) ?? []);
  const proved = checked.filter((proof) => proof.shown).length;
  await terminal.stdout.write(
    `${[
      ...shown,
      '',
      `${entries.length} library entries: ${told} reported, ${entries.length - told} silent`,
      `${proved} shown on the installed package, ${checked.length - proved} with a check that fails, ${entries.length - checked.length} without a check`,
    ].join('\n')}\n`,
  );
}

/** What a check of the installed package has shown, for a reader. */
function wordsOf(proof: LibraryProof | undefined): string {
  if (!proof) return 'no check';
  return `${proof.shown ? 'shown on' : 'check fails on'} ${proof.package} ${proof.version}`;
}

/** The same for programs; null where an entry has no check. */
function checkOf(proof: LibraryProof | undefined): object | null {
  if (!proof) return null;
  const { shown, package: name, version, kind, types } = proof;
  return { outcome: shown ? 'shown' : 'failed', package: name, version, kind, types };
}

/** The severities that a rule's messages have, gravest first. */
export function severitiesOf({ messages }: Rule): string[] {
  const own = new Set(Object.values(messages).map(({ severity }) => severity));
  return (['error', 'warning', 'info'] as const).filter((severity) => own.has(severity));
}
