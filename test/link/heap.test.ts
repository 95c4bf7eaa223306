import { describe, expect, test } from 'vitest';
import { addObject, fieldNode, nameId, newHeap, newNode, newObject, readAnyField, setOf } from '../../src/link/heap.ts';

describe('tables whose entries are read by computed keys', () => {
  const FIELDS = 200;
  const READERS = 200;

  test('have as many edges as entries and readers, not as many as both multiplied', () => {
    const h = newHeap(0, 1_000_000);
    const table = newObject(h, { k: 'obj' });
    const entry = newObject(h, { k: 'obj' });
    for (let i = 0; i < FIELDS; i++) addObject(h, fieldNode(h, table, nameId(h, `entry${i}`)), entry);
    const readers = Array.from({ length: READERS }, () => newNode(h));
    for (const reader of readers) readAnyField(h, table, reader);
    expect(h.edges.reduce((sum, list) => sum + (list?.length ?? 0), 0)).toBe(FIELDS + READERS);
    expect(readers.every((reader) => setOf(h, reader).includes(entry))).toBe(true);
  });

  test('give readers what entries that are added later hold', () => {
    const h = newHeap(0, 1_000_000);
    const table = newObject(h, { k: 'obj' });
    const reader = newNode(h);
    readAnyField(h, table, reader);
    const late = fieldNode(h, table, nameId(h, 'late'));
    expect(h.edges[late]).toHaveLength(1);
    const any = h.edges[late]![0]!;
    expect(h.edges[any]).toEqual([reader]);
  });
});
