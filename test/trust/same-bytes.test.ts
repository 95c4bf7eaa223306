import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderedFormatNames } from '../../src/compliance/formats/names.ts';
import { byCodeUnit } from '../../src/text/order.ts';
import { filesBelow } from '../fixtures/expectations.ts';
import { repositoryRoot, runProcess } from '../support/process.ts';

const original = path.join(repositoryRoot, 'fixtures/showcase/orders-api');
const places = ['a/orders', 'another folder/far üp/orders'];
/** A file system may list files in the order in which they were made. */
const orders: Readonly<Record<string, (a: string, b: string) => number>> = {
  'by name': byCodeUnit,
  backwards: (a, b) => byCodeUnit(b, a),
};
const languages = {
  'the C locale in Newfoundland': { LANG: 'C', LC_ALL: 'C', TZ: 'America/St_Johns' },
  'Turkish on Kiritimati': { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' },
};

let scratch: string;
const rootOf = (place: string, order: string) => path.join(scratch, order, place);

beforeAll(() => {
  scratch = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), 'sharenothing-same-')));
  for (const [order, compare] of Object.entries(orders)) {
    for (const place of places) {
      for (const file of [...filesBelow(original)].sort(compare)) {
        const copy = path.join(rootOf(place, order), file);
        fs.mkdirSync(path.dirname(copy), { recursive: true });
        fs.copyFileSync(path.join(original, file), copy);
      }
    }
  }
});
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

/** Each place, order and language with each of the others: half of all rows has every pair. */
const rows = places.flatMap((place, i) =>
  Object.keys(orders).flatMap((order, j) =>
    (Object.keys(languages) as (keyof typeof languages)[]).flatMap((language, k) =>
      (i + j + k) % 2 === 0 ? [[place, order, language] as const] : [],
    ),
  ),
);

describe('the same bytes', () => {
  const told = new Set<string>();

  test.each(rows)('in the folder %j, files made %s, in %s: cold and warm, in 1, 2 and 4 threads', async (...row) => {
    const [place, order, language] = row;
    for (const threads of ['1', '2', '4']) {
      const cache = path.join(scratch, 'caches', row.join(' ').replaceAll('/', ' '), threads);
      for (const expected of [/: facts of 0 of \d+ files taken over|no verdict/, /verdict taken over/]) {
        const argv = ['check', '.', '--format', 'json', '--silences', '--now', '2026-01-02', '--stats'];
        const { stdout, stderr, code } = await runProcess([...argv, '--concurrency', threads], {
          cwd: rootOf(place, order),
          env: { ...languages[language], SHARENOTHING_NO_CACHE: '', XDG_CACHE_HOME: cache },
        });
        expect(stderr).toMatch(expected);
        expect(code).toBe(1);
        told.add(JSON.stringify({ ...JSON.parse(stdout), timing: null }));
      }
    }
    expect(told.size).toBe(1);
    expect(JSON.parse([...told][0]!).findings.length).toBeGreaterThan(0);
  });

  test('of a compliance report, in every format that is text', async () => {
    const audits = new Set<string>();
    for (const [i, language] of Object.values(languages).entries()) {
      const cwd = rootOf(places[i]!, Object.keys(orders)[i]!);
      const out = path.join(scratch, `audit-${i}`);
      fs.mkdirSync(out);
      const formats = renderedFormatNames.flatMap((name) => ['--format', `${name}:${path.join(out, name)}`]);
      const argv = ['report', '--compliance', 'orders=.', '--now', '2026-01-02', ...formats];
      const { code, stderr } = await runProcess(argv, { cwd, env: language });
      expect([code, stderr]).toEqual([0, '']);
      audits.add(renderedFormatNames.map((name) => fs.readFileSync(path.join(out, name), 'utf8')).join('\n'));
    }
    expect([...audits][0]).toContain('orders');
    expect(audits.size).toBe(1);
  });
});
