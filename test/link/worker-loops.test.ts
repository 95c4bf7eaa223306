import { describe, expect, test } from 'vitest';
import { Ctx } from '../../src/link/frames.ts';
import { linkTexts } from '../support/linked.ts';

const MANIFEST = JSON.stringify({ name: 'round', scripts: { start: 'node worker.js' }, dependencies: { pg: '8' } });
const SLEEP = 'await new Promise((wake) => setTimeout(wake, 1000));';

/** Whether `work`, which the text calls, is known to run after start-up too. */
function runsOn(text: string): boolean {
  const { p, ctx } = linkTexts({ 'package.json': MANIFEST, 'worker.js': `function work() {}\n${text}\nrun();` });
  const fn = p.functions.findIndex(({ f }) => f.name === 'work');
  return (ctx.maskOf(fn) & Ctx.timer) !== 0;
}

describe('loops that start-up enters', () => {
  test('without an end run on, with or without a pause', () => {
    expect(runsOn(`async function run() { while (true) { work(); ${SLEEP} } }`)).toBe(true);
    expect(runsOn('async function run() { for (;;) { await next(); work(); } } const next = async () => {};')).toBe(
      true,
    );
    expect(
      runsOn(`class A { async go() { while (!this.stopped) { work(); ${SLEEP} } } } const run = () => new A().go();`),
    ).toBe(true);
  });

  test('run on where what is thrown at them ends them, and what they sleep by can be called off', () => {
    const sleep = `const sleep = (ms, signal) => new Promise((resolve, reject) => {
      let done = () => {};
      const timeout = setTimeout(() => { done(); resolve(); }, ms);
      const onAbort = () => { done(); reject(new Error('aborted')); };
      signal.addEventListener('abort', onAbort);
      done = () => { clearTimeout(timeout); signal.removeEventListener('abort', onAbort); };
    });`;
    const loop = `async function every(fn, ms, signal) {
      while (true) {
        await fn();
        try { await sleep(ms, signal); } catch (e) { if (e instanceof Error) return; throw e; }
      }
    }
    const run = () => every(async () => { work(); }, 60_000, new AbortController().signal);`;
    expect(runsOn(`${sleep} ${loop}`)).toBe(true);
  });

  test('that end by what they find are start-up', () => {
    expect(runsOn(`async function run() { let up = false; while (!up) { up = work(); ${SLEEP} } }`)).toBe(false);
    expect(runsOn(`async function run() { for (let i = 0; i < 5; i++) { work(); ${SLEEP} } }`)).toBe(false);
    expect(runsOn(`async function run() { for (;;) { if (work()) return; ${SLEEP} } }`)).toBe(false);
    expect(runsOn('function run() { while (true) { work(); break; } }')).toBe(false);
  });

  test('say nothing of what stands beside them', () => {
    expect(runsOn(`async function run() { work(); while (true) { ${SLEEP} } }`)).toBe(false);
  });

  test('a function that sleeps and calls itself again runs on', () => {
    expect(runsOn(`async function run() { work(); ${SLEEP} return run(); }`)).toBe(true);
  });
});
