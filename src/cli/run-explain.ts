import { assertKnownRule } from '../config/merge.ts';
import { optionsOf, severityOf } from '../config/resolve.ts';
import { proofPageOf } from '../report/proof-page.ts';
import { createStyle } from '../reporters/terminal/style.ts';
import type { Rule } from '../rules/rule.ts';
import { styleOptions } from './appearance.ts';
import type { ColorChoice } from './color-choices.ts';
import type { ConfigFlags } from './config-flags.ts';
import type { CommandContext } from './context.ts';
import { knownConfig } from './known-config.ts';
import { renderMarkdown } from './markdown.ts';
import { rulePage } from './pages.ts';
import { severitiesOf } from './run-rules.ts';
import type { pageFormats } from './values.ts';

type ExplainOptions = ConfigFlags & { readonly format: (typeof pageFormats)[number]; readonly color: ColorChoice };

/** `sharenothing explain RULE`: the rule's page, with its severity as configured in the current folder. */
export async function runExplain(id: string, options: ExplainOptions, context: CommandContext): Promise<void> {
  const { terminal, stages } = context;
  const rules = await stages.rules();
  const rule = assertKnownRule(id, rules, `explain ${id}`) as Rule;
  const opened = await knownConfig(options, context);
  const severity = opened ? severityOf(opened.config, id, null) : { value: 'default', from: 'default' };
  if (options.format === 'json') {
    const { title, docs, clauses, since, maturity, consequences, messages } = rule;
    const configured = opened ? Object.fromEntries(optionsOf(opened.config, id, null)) : {};
    const page = {
      id,
      title,
      clauses,
      since,
      maturity,
      consequences,
      severity: severity.value,
      severityFrom: severity.from,
      severities: severitiesOf(rule),
      options: configured,
      messages,
      docs,
      proof: proofPageOf(rule),
    };
    await terminal.stdout.write(`${JSON.stringify(page, null, 2)}\n`);
    return;
  }
  const here =
    severity.value === 'default' ? 'as each message says (default)' : `${severity.value}, from ${severity.from}`;
  const page = rulePage(rule, here);
  const text =
    options.format === 'markdown' ? page : renderMarkdown(page, createStyle(styleOptions(options.color, terminal)));
  await terminal.stdout.write(text);
}
