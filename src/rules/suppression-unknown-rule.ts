import type { Rule } from './rule.ts';

/** Reported by settle (src/settle/suppress.ts) of comments that name what there is not. */
const rule: Rule = {
  id: 'suppression-unknown-rule',
  title: 'A suppression of a rule that does not exist',
  clauses: [],
  since: '0.1.0',
  maturity: 'stable',
  consequences: [],
  meta: true,
  docs: `Reports a comment that names a rule which does not exist, that names none, or that starts with a word that this tool does not know.
Such a comment has no effect, and would otherwise look as if it had.

Rules about suppressions (this one, \`suppression-no-reason\`, \`suppression-unused\`, \`suppression-expired\`, \`assertion-failed\`) cannot be
suppressed by a comment; the configuration can switch them off.

Incorrect:

\`\`\`ts
// sharenothing-ignore-next-line modul-state -- one instance
const carts = new Map();
\`\`\`

Correct:

\`\`\`ts
// sharenothing-ignore-next-line module-state -- one instance
const carts = new Map();
\`\`\`

Silent are comments that start with another word, and the marks inside strings, templates, JSX text and other comments.
`,
  messages: {
    unknown: {
      severity: 'error',
      what: 'this comment suppresses `{symbol}`, and there is no such rule',
      why: 'it has no effect',
      fix: 'name a rule that `sharenothing rules` lists{near}',
    },
    none: {
      severity: 'error',
      what: 'this comment (`{symbol}`) names no rule',
      why: 'it has no effect: there is no suppression of everything',
      fix: 'name the rule between the first word and the two dashes: `{symbol} RULE -- REASON`',
    },
    meta: {
      severity: 'error',
      what: 'this comment suppresses `{symbol}`, a rule about suppressions',
      why: 'it has no effect, because who suppresses would judge the suppression',
      fix: 'mend what `{symbol}` reports, or switch the rule off in the configuration',
    },
    directive: {
      severity: 'error',
      what: 'this comment starts with `{symbol}`, which means nothing',
      why: 'it has no effect',
      fix: 'start it with `sharenothing-ignore-next-line`, `-ignore-line`, `-ignore-start`, `-ignore-end`, `-ignore-file` or `sharenothing-assert`{near}',
    },
  },
  check() {},
};

export default rule;
