import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { proofExperiments, proofPage, proofPages } from '../../scripts/reference/proofs.ts';
import { rulePage } from '../../src/cli/pages.ts';
import { analyze } from '../../src/index.ts';
import sarif from '../../src/reporters/sarif.ts';
import { rules } from '../../src/rules/index.ts';
import { byCodeUnit } from '../../src/text/order.ts';
import { repositoryRoot } from '../support/process.ts';

// The experiments themselves run with `npm run proofs`. Here: that what lies in the repository belongs together.

const read = (file: string) => fs.readFileSync(path.join(repositoryRoot, file), 'utf8');
const experiments = proofExperiments();
const proved = rules.filter(({ clauses }) => clauses.length > 0);
const pages: readonly (readonly [string, string])[] = [
  ...proved.map(({ id, title }) => [id, title] as const),
  ['allowed', 'What is allowed'],
];

/** The code blocks of a page that are files: path as told above the block → text. */
const filesShown = (page: string) =>
  Array.from(page.matchAll(/^`([^`\n]+)`:\n\n```\w*\n(.*?)^```$/gms), ([, file, text]) => [file!, text!] as const);

describe.each(pages)('docs/proofs/%s.md', (id, title) => {
  const own = experiments.filter(({ rule }) => rule === id);

  test('is current (else: npm run proofs, or npm run docs where only the code or the finding changed)', async () => {
    expect(read(`docs/proofs/${id}.md`)).toBe(await proofPage(id, title));
  });

  test('shows the files of its experiments', () => {
    const files = filesShown(read(`docs/proofs/${id}.md`));
    const known = own.flatMap(({ folder }) =>
      ['losing', 'mended'].flatMap((side) => {
        const server = path.join(repositoryRoot, folder, side);
        if (!fs.existsSync(server)) return [];
        const inside = fs.readdirSync(server, { recursive: true, withFileTypes: true });
        return inside
          .filter((entry) => entry.isFile())
          .map((entry) => read(path.relative(repositoryRoot, path.join(entry.parentPath, entry.name))));
      }),
    );
    expect(files.length).toBeGreaterThanOrEqual(id === 'allowed' ? 1 : 2 * own.length);
    for (const [file, text] of files) expect([file, known.includes(text)]).toEqual([file, true]);
  });

  test('has an experiment that runs with every change', () => {
    expect(own.filter(({ about }) => about.onlyInFull !== true).length).toBeGreaterThan(0);
  });
});

test('every page is linked from the index, and there is no other', async () => {
  const all = await proofPages([]);
  expect([...all.keys()]).toEqual(['docs/proofs/allowed.md', 'docs/proofs/README.md']);
  const files = fs.readdirSync(path.join(repositoryRoot, 'docs/proofs'));
  expect(files.sort(byCodeUnit)).toEqual(
    ['README.md', 'models.md', ...pages.map(([id]) => `${id}.md`)].sort(byCodeUnit),
  );
  const index = read('docs/proofs/README.md');
  for (const [id] of [...pages, ['models'] as const]) expect(index).toContain(`[${id}](${id}.md)`);
});

test('the page of a rule leads to its proof, and SARIF does', async () => {
  for (const rule of proved) expect(rulePage(rule)).toContain(`(../proofs/${rule.id}.md)`);
  const report = await analyze({ dir: path.join(repositoryRoot, experiments[0]!.folder, 'mended') });
  const [run] = JSON.parse(sarif.render(report, {})).runs;
  const told = run.tool.driver.rules.filter(({ id, help }: { id: string; help: { markdown: string } }) =>
    help.markdown.includes(`docs/proofs/${id}.md`),
  );
  expect(told.map(({ id }: { id: string }) => id).sort(byCodeUnit)).toEqual(
    proved.map(({ id }) => id).sort(byCodeUnit),
  );
});

describe.each(experiments.map((one) => [one.folder, one] as const))('%s', (folder, { rule, about }) => {
  const sides = rule === 'allowed' ? ['mended'] : ['losing', 'mended'];

  test('names a rule, and loses something', () => {
    expect([...proved.map(({ id }) => id), 'allowed']).toContain(rule);
    expect(about.broken.length > 0).toBe(rule !== 'allowed');
  });

  test('nothing is found in the mended server', async () => {
    const { findings, projects, errors } = await analyze({ dir: path.join(repositoryRoot, folder, 'mended') });
    expect(findings).toEqual([]);
    expect(errors).toEqual([]);
    expect(projects.map(({ files }) => files > 0)).toEqual([true]);
  });

  test('both runs looked at the same claims: all of the mended server hold, of the other exactly the others', () => {
    const claims = (side: string) =>
      Array.from(
        read(`${folder}/${side}.transcript.txt`).matchAll(/^ {2}(holds|BROKEN): (.*?)(?: \([^()]*\))?$/gm),
        ([, how, what]) => ({ how, what: what! }),
      );
    const mended = claims('mended');
    expect(mended.length).toBeGreaterThan(0);
    expect(mended.filter(({ how }) => how !== 'holds')).toEqual([]);
    if (rule === 'allowed') return;
    const losing = claims('losing');
    expect(losing.map(({ what }) => what)).toEqual(mended.map(({ what }) => what));
    expect(losing.filter(({ how }) => how === 'BROKEN').map(({ what }) => what)).toEqual(about.broken);
  });

  test.each(sides)('%s uses the packages that the run installs, and each that it names', (side) => {
    const installed = JSON.parse(read('proofs/package.json')).dependencies;
    const { dependencies, devDependencies = {} } = JSON.parse(read(`${folder}/${side}/package.json`));
    expect({ ...dependencies, ...devDependencies }).toEqual(
      Object.fromEntries(Object.keys({ ...dependencies, ...devDependencies }).map((name) => [name, installed[name]])),
    );
  });
});
