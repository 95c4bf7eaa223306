import { expect, test } from 'vitest';
import { chooseWorkers } from '../../src/workers/choose.ts';

const threads = (files: number, characters: number, cores: number, asked?: number) =>
  chooseWorkers(files, characters, { cores, ...(asked !== undefined && { asked }) }).workers;

test('small projects stay in one thread, large ones take the processors there are', () => {
  expect([threads(0, 0, 8), threads(50, 200_000, 8), threads(900, 6_000_000, 1)]).toEqual([0, 0, 0]);
  expect([threads(900, 6_000_000, 2), threads(900, 6_000_000, 4)]).toEqual([2, 4]);
  expect(threads(90_000, 600_000_000, 128)).toBe(8);
});

test('what is asked for holds, whatever there is to do', () => {
  expect([threads(1, 10, 8, 1), threads(1, 10, 1, 3), threads(900, 6_000_000, 8, 1)]).toEqual([0, 3, 0]);
});

test('each choice has a reason', () => {
  expect(chooseWorkers(3, 5_000, { cores: 4 }).why).toBe('0.0 million characters to extract: threads pay from 2 on');
  expect(chooseWorkers(3, 5_000, { cores: 4, asked: 2 }).why).toBe('--concurrency 2');
});
