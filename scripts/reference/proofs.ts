import fs from 'node:fs';
import path from 'node:path';
import { analyze } from '../../src/index.ts';
import pretty from '../../src/reporters/pretty.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { byCodeUnit } from '../../src/text/order.ts';

const root = path.join(import.meta.dirname, '../..');
const experimentsFolder = 'proofs/experiments';
/** The folder of experiments that show what is allowed, and the page about them. */
const allowed = 'allowed';

/** An experiment as its folder tells it; `proofs/harness/experiment.ts` describes the fields. */
export type ProofExperiment = {
  /** From the root of the repository. */
  readonly folder: string;
  /** The rule that it proves, or `allowed`. */
  readonly rule: string;
  readonly about: {
    readonly title: string;
    readonly story: string;
    readonly wayOut: string;
    readonly broken: readonly string[];
    readonly shown?: readonly string[];
    readonly onlyInFull?: boolean;
  };
};

const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const names = (folder: string): readonly string[] => fs.readdirSync(path.join(root, folder)).sort(byCodeUnit);

/** All experiments, by rule and name. */
export function proofExperiments(): readonly ProofExperiment[] {
  return names(experimentsFolder).flatMap((rule) =>
    names(`${experimentsFolder}/${rule}`).map((name) => {
      const folder = `${experimentsFolder}/${rule}/${name}`;
      return { folder, rule, about: JSON.parse(read(`${folder}/about.json`)) };
    }),
  );
}

/** Every page of docs/proofs: path → text. What happened comes from the last `npm run proofs`, all else from what lies here. */
export async function proofPages(rules: readonly Rule[]): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const rule of rules)
    if (rule.clauses.length > 0) pages.set(`docs/proofs/${rule.id}.md`, await proofPage(rule.id, rule.title));
  pages.set('docs/proofs/allowed.md', await proofPage(allowed, 'What is allowed'));
  pages.set('docs/proofs/README.md', indexPage(rules));
  return pages;
}

const generated = 'Written by `npm run proofs`. What differs between two runs (ports, identities, times) is left out.';

/** The page of a rule, or of what is allowed. */
export async function proofPage(rule: string, title: string): Promise<string> {
  const sections: string[] = [];
  for (const one of proofExperiments()) if (one.rule === rule) sections.push(await sectionOf(one));
  const rulePage = rule === allowed ? '' : ` The rule: [${rule}](../rules/${rule}.md).`;
  return `${[
    rule === allowed ? `# ${title}, on live processes` : `# ${rule}, on live processes: ${title}`,
    `${generated}${rulePage} All proofs: [docs/proofs](README.md).`,
    ...sections,
  ].join('\n\n')}\n`;
}

async function sectionOf({ folder, rule, about }: ProofExperiment): Promise<string> {
  const code = (side: string) =>
    shownFiles(`${folder}/${side}`, about.shown ?? []).flatMap((file) => [
      `\`${file}\`:`,
      fenced(languageOf(file), read(`${folder}/${side}/${file}`)),
    ]);
  const transcript = (side: string) => fenced('text', read(`${folder}/${side}.transcript.txt`));
  const head = [`## ${about.title}`, `${about.story} [The experiment](../../${folder}).`];
  if (rule === allowed)
    return [
      ...head,
      ...code('mended'),
      'sharenothing finds nothing. Two processes, A and B, behind a balancer:',
      transcript('mended'),
      about.wayOut,
    ].join('\n\n');
  return [
    ...head,
    ...code('losing'),
    '### What sharenothing finds',
    fenced('text', await findingAsPrinted(folder, rule)),
    '### What two processes do',
    'Two processes, A and B, behind a balancer that deals requests out in turn; what each line was answered, and by whom.',
    transcript('losing'),
    '### The way out',
    about.wayOut,
    ...code('mended'),
    'sharenothing finds nothing, and the same client sees:',
    transcript('mended'),
  ].join('\n\n');
}

/** What `sharenothing check` prints of the server that loses, as far as it is about the rule. */
async function findingAsPrinted(folder: string, rule: string): Promise<string> {
  const report = await analyze({
    dir: path.join(root, folder, 'losing'),
    now: '2000-01-01',
    baseline: false,
    waivers: false,
  });
  const findings = report.findings.filter(({ ruleId }) => ruleId === rule);
  if (findings.length === 0) throw new Error(`${folder}/losing: ${rule} is not found`);
  const separator = /^─+\n/m;
  const texts = pretty
    .render({ ...report, findings }, { width: 100 })
    .split(separator)
    .slice(0, findings.length);
  return texts.map((text) => text.trimEnd()).join('\n\n');
}

/** What a reader has to see of a server: its sources, and what is named beside them. */
function shownFiles(server: string, beside: readonly string[]): readonly string[] {
  const sources = fs
    .readdirSync(path.join(root, server, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `src/${file.split(path.sep).join('/')}`)
    .sort(byCodeUnit);
  return [...beside, ...sources];
}

function languageOf(file: string): string {
  if (file.endsWith('Dockerfile')) return 'dockerfile';
  return path.extname(file).slice(1);
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;

function indexPage(rules: readonly Rule[]): string {
  const experiments = proofExperiments();
  const rows = experiments
    .filter(({ rule }) => rules.some(({ id }) => id === rule))
    .map(
      ({ rule, folder, about }) =>
        `| [${rule}](${rule}.md) | [${path.posix.basename(folder)}](../../${folder}) | ${about.title} |`,
    );
  const fine = experiments
    .filter(({ rule }) => rule === allowed)
    .map(
      ({ folder, about }) =>
        `| [allowed](allowed.md) | [${path.posix.basename(folder)}](../../${folder}) | ${about.title} |`,
    );
  return `${[
    '# Proofs',
    `What the rules claim, shown on live processes. For each rule a small server on the real packages is started as two processes behind a
balancer on loopback; a scripted client sees what is lost, and processes are killed (SIGKILL). Then the same server with the way out that
the finding names, on real backing services (Redis, Memcached, PostgreSQL, an S3-compatible store): the same client sees nothing wrong,
and sharenothing finds nothing. An experiment in which nothing is lost counts as failed.`,
    '`npm run proofs` runs all of them and writes these pages. The code that users check is never run: these are servers of our own.',
    'What the entries of libraries say is checked one by one on the installed packages: [models](models.md).',
    ['| rule | server | what is seen |', '| --- | --- | --- |', ...rows, ...fine].join('\n'),
  ].join('\n\n')}\n`;
}
