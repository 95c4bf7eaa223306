import type { Rule } from './rule.ts';

/** Reported by settle (src/settle/suppress.ts) of comments that hold nothing. */
const rule: Rule = {
  id: 'suppression-unused',
  title: 'A suppression that suppresses nothing',
  clauses: [],
  since: '0.1.0',
  maturity: 'stable',
  consequences: [],
  meta: true,
  docs: `Reports a comment that suppresses a rule where that rule reports nothing. It is left from code that has changed, or stands in the
wrong place: a suppression speaks of the line of the finding, which is the declaration of the state.

Reported only for rules that were asked about the file: a rule that is off, left out with \`--skip\` or \`--only\`, or switched off for
the file says nothing about its suppressions.

Incorrect:

\`\`\`ts
// sharenothing-ignore-next-line module-state -- one instance
const limit = 20;
\`\`\`

Correct:

\`\`\`ts
const limit = 20;
\`\`\`

Silent are suppressions that hold at least one finding, also one that is below the confidence asked for.
`,
  messages: {
    unused: {
      severity: 'warning',
      what: 'this comment suppresses `{symbol}` where nothing of it is found',
      why: 'who reads it expects a problem that is not there, and a new one would be hidden',
      fix: 'take `{symbol}` out of the comment',
    },
    elsewhere: {
      severity: 'warning',
      what: 'this comment suppresses `{symbol}` on a line where nothing of it is found; the nearest finding of it stands on line {line}',
      why: 'it has no effect there',
      fix: 'move it directly above line {line}, or take `{symbol}` out of the comment',
    },
    'not-first': {
      severity: 'warning',
      what: 'this comment suppresses `{symbol}` in the whole file and stands below code',
      why: 'it has no effect: what holds for a file has to be seen at its top',
      fix: 'move it above the first line of code, or name the line with `sharenothing-ignore-next-line`',
    },
    'no-end': {
      severity: 'warning',
      what: 'this comment starts a block that suppresses `{symbol}`, and nothing ends the block',
      why: 'it has no effect: it would reach to the end of the file',
      fix: 'write `sharenothing-ignore-end {symbol}` below the block',
    },
    'no-start': {
      severity: 'warning',
      what: 'this comment (`{symbol}`) ends a block that nothing starts',
      why: 'it has no effect',
      fix: 'take the comment out, or write `sharenothing-ignore-start` with the same rules above the block',
    },
  },
  check() {},
};

export default rule;
