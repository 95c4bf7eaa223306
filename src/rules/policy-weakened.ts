import type { Rule } from './rule.ts';

/** Reported where a change is compared with its base (src/policy/weakened.ts finds it, src/settle/policy-findings.ts tells it). */
const rule: Rule = {
  id: 'policy-weakened',
  title: 'A change that weakens the gate it has to pass',
  clauses: [],
  since: '0.1.0',
  maturity: 'stable',
  consequences: [],
  meta: true,
  docs: `Reports what a change takes from the gate itself, where it is compared with its base (\`--new-from\`, \`--new-from-patch\`): a rule that is
switched off or counts for less, files that are no longer looked at, a level that is raised, a baseline that has grown, a waiver or a
suppression that was added.

A change is judged by the configuration, the baseline and the waivers of its base, so that it cannot let itself through. What it would
make of them is for a reviewer to see. \`--allow-policy-change\` says that one has: then the change's own configuration, baseline and
waivers hold, and these findings are listed as waived.

Incorrect, in a change that also adds \`const carts = new Map()\`:

\`\`\`yaml
# .sharenothingrc.yaml
rules:
  module-state: off
\`\`\`

Correct: a change that does not weaken anything, or one whose reviewer lets it pass with \`--allow-policy-change\`.

Silent is what makes the gate stricter: a rule switched on, a baseline that shrinks, a waiver that goes. A configuration that is code is
not run from the change, only from its base; that its text has changed is reported. See [pull requests](../pull-requests.md).
`,
  messages: {
    severity: {
      severity: 'warning',
      what: 'this change makes `{symbol}` {now} for {files}; it was {before}',
      why: 'after the merge the gate lets through what it stops now',
      fix: 'take it back, or have a reviewer accept it with `--allow-policy-change`',
    },
    ignored: {
      severity: 'warning',
      what: 'this change leaves out what is found in {files}: they match `{symbol}`',
      why: 'after the merge nothing that is found there is reported',
      fix: 'take it back, or have a reviewer accept it with `--allow-policy-change`',
    },
    setting: {
      severity: 'warning',
      what: 'this change sets `{symbol}` to {now}; it was {before}',
      why: 'after the merge the gate lets through what it stops now',
      fix: 'take it back, or have a reviewer accept it with `--allow-policy-change`',
    },
    process: {
      severity: 'warning',
      what: 'this change says that what starts from `{symbol}` is {now}; it was {before}',
      why: 'what runs as no server and no worker is judged more mildly, or not at all',
      fix: 'take it back, or have a reviewer accept it with `--allow-policy-change`',
    },
    library: {
      severity: 'warning',
      what: 'this change alters what is known of the package `{symbol}`',
      why: 'an entry of a library can turn a finding into a silence',
      fix: 'take it back, or have a reviewer accept it with `--allow-policy-change`',
    },
    code: {
      severity: 'warning',
      what: 'this change alters the configuration `{symbol}`, which is code and was not run',
      why: 'what it makes of the gate is not known before it runs',
      fix: 'read it, and accept it with `--allow-policy-change`',
    },
    baseline: {
      severity: 'warning',
      what: 'this change adds `{symbol}` ({rule} in {file}) to the baseline',
      why: 'after the merge the finding no longer fails',
      fix: 'mend the finding, or have a reviewer accept it with `--allow-policy-change`',
    },
    waiver: {
      severity: 'warning',
      what: 'this change waives `{symbol}` until {until}; {before}',
      why: 'until then the finding no longer fails',
      fix: 'mend the finding, or have a reviewer accept it with `--allow-policy-change`',
    },
    suppression: {
      severity: 'warning',
      what: 'this change suppresses `{symbol}` ({rule}) with a comment',
      why: 'after the merge the finding no longer fails',
      fix: 'mend the finding, or have a reviewer accept it with `--allow-policy-change`',
    },
  },
  check() {},
};

export default rule;
