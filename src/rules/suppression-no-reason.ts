import type { Rule } from './rule.ts';

/** Reported by settle (src/settle/suppress.ts) of comments that suppress. */
const rule: Rule = {
  id: 'suppression-no-reason',
  title: 'A suppression without a reason',
  clauses: [],
  since: '0.1.0',
  maturity: 'stable',
  consequences: [],
  meta: true,
  docs: `Reports a comment that suppresses a finding and does not say why. The comment has no effect: the finding stays.

A suppression is an exception that somebody decided on. Without the reason nobody can tell later whether it still holds, so it is
kept for ever. The reason follows two dashes; a last day and an owner may follow it.

Incorrect:

\`\`\`ts
// sharenothing-ignore-next-line module-state
const carts = new Map();
\`\`\`

Correct:

\`\`\`ts
// sharenothing-ignore-next-line module-state -- one instance until the move to Redis until 2027-01-31 owner @shop
const carts = new Map();
\`\`\`

Silent is a suppression with any words after the dashes. All forms: [suppressing](../suppressing.md).
`,
  messages: {
    missing: {
      severity: 'error',
      what: 'this comment suppresses `{symbol}` without a reason, so the finding stays',
      why: 'nobody can tell later whether the exception still holds',
      fix: 'write the reason after two dashes: `{directive} {symbol} -- REASON`',
    },
  },
  check() {},
};

export default rule;
