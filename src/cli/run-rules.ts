import { severityOf } from '../config/resolve.ts';
import { createStyle } from '../reporters/terminal/style.ts';
import type { Rule } from '../rules/rule.ts';
import { byCodeUnit } from '../text/order.ts';
import { type ColorChoice, styleOptions } from './appearance.ts';
import type { ConfigFlags } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { knownConfig } from './known-config.ts';
import type { ListFormat } from './shared-options.ts';
import { table } from './table.ts';

type RulesOptions = ConfigFlags & { readonly format: ListFormat; readonly color: ColorChoice };

/** `sharenothing rules`: one line a rule, with its severity as configured in the current folder. */
export async function runRules(options: RulesOptions, context: CommandContext): Promise<void> {
  const { terminal, stages } = context;
  const opened = await knownConfig(options, context);
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

/** The severities that a rule's messages have, gravest first. */
export function severitiesOf({ messages }: Rule): string[] {
  const own = new Set(Object.values(messages).map(({ severity }) => severity));
  return (['error', 'warning', 'info'] as const).filter((severity) => own.has(severity));
}
