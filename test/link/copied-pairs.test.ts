import { expect, test } from 'vitest';
import { fieldNodeIfAny, nameId, setOf } from '../../src/link/heap.ts';
import type { Points } from '../../src/link/points.ts';
import { linkTexts } from '../support/linked.ts';
import { manifest } from '../support/started.ts';

/** `Object.assign` of as many objects onto as many others. Each has a function of its own: under its own name, sources under two more. */
const linked = (count: number): Points => {
  const numbers = Array.from({ length: count }, (_, i) => i);
  return linkTexts({
    'package.json': manifest({ scripts: { start: 'node server.js' } }),
    'server.js': `
      const to = [${numbers.map((i) => `{ to${i}() {} }`).join(', ')}];
      const from = [${numbers.map((i) => `{ from${i}() {}, start() {}, stop() {} }`).join(', ')}];
      for (const a of to) for (const b of from) Object.assign(a, b);`,
  }).pt;
};

/** For each object that has a function `to…`: the names of the functions that it was given, and how many it has as `start`. */
function taken({ h }: Points, count: number): [string[], number][] {
  const at = (o: number, name: string) => setOf(h, fieldNodeIfAny(h, o, nameId(h, name)) ?? -1);
  return Array.from({ length: count }, (_, i) => {
    const o = h.objects.findIndex((x, id) => x.k === 'obj' && x.type !== 'rest' && at(id, `to${i}`).length > 0);
    const given = Array.from({ length: count }, (_, j) => `from${j}`).filter((name) => at(o, name).length > 0);
    return [given, at(o, 'start').length];
  });
}

test.each([4, 24])('each of %i targets takes what each of as many sources has', (count) => {
  const all = Array.from({ length: count }, (_, i) => `from${i}`);
  expect(taken(linked(count), count)).toEqual(all.map(() => [all, count]));
});

test('what has one name in all sources is copied in as many steps as there are objects, not in their product', () => {
  const entering = (count: number): number => {
    const { h } = linked(count);
    const starts = new Set(h.objects.flatMap((_, o) => fieldNodeIfAny(h, o, nameId(h, 'start')) ?? []));
    return h.edges.reduce((sum, list) => sum + (list ?? []).filter((to) => starts.has(to)).length, 0);
  };
  expect(entering(48) / entering(24)).toBeLessThan(3);
});
