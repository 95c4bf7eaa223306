import type { Report } from '../../src/report/report.ts';
import { git, gitEnvironment, scratchRepository } from '../source/scratch.ts';
import { type Finished, runProcess } from '../support/process.ts';

/** A shop with two pieces of state: a counter and a collection that another file writes. */
export const shop: Readonly<Record<string, string>> = {
  'package.json': `${JSON.stringify(
    {
      name: 'shop',
      type: 'module',
      dependencies: { express: '^5.0.0' },
      scripts: { start: 'node src/server.js' },
    },
    null,
    2,
  )}\n`,
  'src/server.js': `import express from 'express';
import { addToCart } from './carts.js';
import { nextNumber } from './invoices.js';

const app = express();
app.post('/carts/:id', (request, response) => {
  addToCart(request.params.id, request.body);
  response.json({ invoice: nextNumber() });
});
app.listen(3000);
`,
  'src/carts.js': `import { carts } from './store.js';

export function addToCart(id, item) {
  carts.set(id, item);
}
`,
  'src/store.js': `/**
 * Everybody's carts, by the id that the shop gives its customers.
 */
export const carts = new Map();
`,
  'src/invoices.js': `let lastNumber = 0;

export function nextNumber() {
  lastNumber += 1;
  return lastNumber;
}
`,
};

/** The same with one more piece of state: who visited. */
export const withVisitors: Readonly<Record<string, string>> = {
  'src/visitors.js': `const visitors = new Set();

export function visited(name) {
  visitors.add(name);
  return visitors.size;
}
`,
  'src/server.js': shop['src/server.js']!.replace(
    'app.listen(3000);',
    "app.get('/hello', (request, response) => response.json({ visitors: visited(request.query.name) }));\napp.listen(3000);",
  ).replace("from './invoices.js';\n", "from './invoices.js';\nimport { visited } from './visitors.js';\n"),
};

/** A repository with the shop on `main`, and `work` checked out. */
export function shopRepository(more: Readonly<Record<string, string>> = {}): string {
  const root = scratchRepository({ ...shop, ...more });
  git(root, ['checkout', '-q', '-b', 'work']);
  return root;
}

/** Runs the tool in a folder, under variables that make git behave the same everywhere. */
export function check(cwd: string, argv: readonly string[], env: Record<string, string> = {}): Promise<Finished> {
  return runProcess(argv, { cwd, env: { ...gitEnvironment(), HOME: process.env.HOME ?? '', ...env } });
}

/** `symbol status` of everything that a JSON report tells, sorted. */
export function told({ stdout, stderr }: Finished): string[] {
  if (stdout === '') throw new Error(stderr);
  const report: Report = JSON.parse(stdout);
  return report.findings.map(({ symbol, status }) => `${symbol} ${status}`).sort();
}

/** The messages of a report's notes with a code. */
export function notes({ stdout }: Finished, code: string): string[] {
  const report: Report = JSON.parse(stdout);
  return report.notes.filter((note) => note.code === code).map(({ message }) => message);
}
