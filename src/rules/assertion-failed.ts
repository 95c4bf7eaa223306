import type { Rule } from './rule.ts';

/** Reported by settle (src/settle/assert.ts) of comments that claim what is not so. */
const rule: Rule = {
  id: 'assertion-failed',
  title: 'An assertion that the analysis does not bear out',
  clauses: [],
  since: '0.1.0',
  maturity: 'stable',
  consequences: [],
  meta: true,
  docs: `Reports a comment that claims something about a piece of state which the analysis does not confirm. An assertion is checked, never
believed: it changes no verdict, it only fails when the verdict is another.

| claim | borne out by |
| --- | --- |
| \`init-only\` | the silences \`init-only\`, \`immutable\` and \`lazy-singleton\`: nothing writes it after start-up |
| \`request-scoped\` | the silence \`request-scoped\`, or a declaration that does not outlive the request |
| \`backed\` | the silence \`backed\`: a backing service keeps what it holds |

Incorrect:

\`\`\`ts
// sharenothing-assert init-only
const carts = new Map();
app.post('/carts', (req, res) => { carts.set(req.body.id, req.body); res.end(); });
\`\`\`

Correct:

\`\`\`ts
// sharenothing-assert init-only
const prices = new Map(Object.entries(table));
\`\`\`

Silent are claims that hold. \`sharenothing trace FILE:LINE\` tells what the analysis knows of a line.
`,
  messages: {
    found: {
      severity: 'error',
      what: 'this comment claims `{symbol}`, and the analysis reports `{state}` as {says}',
      why: 'whoever relies on the comment is wrong about what two processes do',
      fix: 'move `{state}` out of the process as its finding says, or take the comment out',
    },
    'other-reason': {
      severity: 'error',
      what: 'this comment claims `{symbol}`, and the analysis holds `{state}` for {says}',
      why: 'whoever relies on the comment is wrong about why `{state}` is harmless',
      fix: 'correct the claim or take the comment out; `sharenothing trace` tells what is known of the line',
    },
    nothing: {
      severity: 'error',
      what: 'this comment claims `{symbol}`, and nothing that could bear it out is known on line {line}',
      why: 'the claim is checked by nobody',
      fix: 'put it directly above the declaration of the state, or take it out: `sharenothing trace` tells what is known of a line',
    },
    unknown: {
      severity: 'error',
      what: 'this comment claims `{symbol}`, which is no claim',
      why: 'it is checked by nobody',
      fix: 'claim `init-only`, `request-scoped` or `backed`{near}',
    },
    'not-one': {
      severity: 'error',
      what: 'this comment (`{symbol}`) does not make one claim',
      why: 'it is checked by nobody',
      fix: 'write one claim after `sharenothing-assert`: `init-only`, `request-scoped` or `backed`',
    },
  },
  check() {},
};

export default rule;
