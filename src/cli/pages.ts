import { clauseOf } from '../report/clauses.ts';
import { CONSEQUENCES } from '../report/consequences.ts';
import { proofPageOf } from '../report/proof-page.ts';
import type { Rule } from '../rules/rule.ts';
import { renderSentence } from '../settle/render.ts';

/** A template as a sentence, its placeholders as they are. */
const sentence = (template: string) => renderSentence(template, {}).text;

/** A rule's page in Markdown: what `explain` prints and docs/rules/<id>.md holds. `configured` is the line on its severity. */
export function rulePage(rule: Rule, configured?: string): string {
  const messages = Object.entries(rule.messages);
  return `${[
    `# ${rule.id}: ${rule.title}`,
    [
      rule.meta
        ? '- About comments to this tool, not about the code; no comment can suppress it'
        : `- Clauses: ${rule.clauses.map((id) => `${id} (${clauseOf(id).title})`).join('; ')}`,
      `- Severity: ${[...new Set(messages.map(([, { severity }]) => severity))].join(', ')} by message (below)`,
      ...(configured === undefined ? [] : [`- Here: ${configured}`]),
      `- Since ${rule.since}, ${rule.maturity}`,
      ...(proofPageOf(rule) === null ? [] : [`- Proof on live processes: [docs/proofs](../proofs/${rule.id}.md)`]),
    ].join('\n'),
    rule.docs.trim(),
    ...examplesOf(rule),
    ...(rule.consequences.length === 0
      ? []
      : ['## What follows', rule.consequences.map((one) => `- \`${one}\`: ${CONSEQUENCES.get(one)}`).join('\n')]),
    '## Messages',
    ...messages.map(([id, { severity, what, why, fix }]) =>
      [`### ${id} (${severity})`, sentence(what), sentence(why), `Way out: ${sentence(fix)}`].join('\n\n'),
    ),
  ].join('\n\n')}\n`;
}

function examplesOf({ examples = [] }: Rule): readonly string[] {
  if (examples.length === 0) return [];
  const shown = examples.flatMap(({ text, reports }) => [
    reports ? 'Reported:' : 'Not reported:',
    `\`\`\`ts\n${text.trim()}\n\`\`\``,
  ]);
  return ['## Examples', ...shown];
}
