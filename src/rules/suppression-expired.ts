import type { Rule } from './rule.ts';

/** Reported by settle (src/settle/suppress.ts) of comments whose last day is over. */
const rule: Rule = {
  id: 'suppression-expired',
  title: 'A suppression whose last day is over',
  clauses: [],
  since: '0.1.0',
  maturity: 'stable',
  consequences: [],
  meta: true,
  docs: `Reports a comment whose \`until\` lies in the past, or is no date. The finding that it held is back, with status \`expired\`.

Days are those of the calendar in UTC, and the last day counts. \`--now\` decides what today is. What cannot be read as a date
(\`YYYY-MM-DD\`) counts as expired: an exception must not last longer because of a misprint.

Incorrect, from 2026-02-01 on:

\`\`\`ts
// sharenothing-ignore-next-line module-state -- one instance until 2026-01-31
const carts = new Map();
\`\`\`

Correct: the state is gone, or the exception was decided on again.

Silent are suppressions without \`until\`, those whose last day has not passed, and those of rules that were not asked about the file.
`,
  messages: {
    expired: {
      severity: 'warning',
      what: 'this comment suppressed `{symbol}` until {until}',
      why: 'the finding is back',
      fix: 'mend what `{symbol}` finds there, or decide again and write a later day',
    },
    malformed: {
      severity: 'warning',
      what: 'this comment suppresses `{symbol}` until `{until}`, which is no date',
      why: 'it counts as expired, so the finding stays',
      fix: 'write the last day as YYYY-MM-DD, for instance `until 2027-01-31`',
    },
  },
  check() {},
};

export default rule;
