import { expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { makeEffects } from '../../src/link/effects.ts';
import { sitesOf } from '../../src/link/schedule-sites.ts';
import { findTimers } from '../../src/link/timers.ts';
import { linkTexts } from '../support/linked.ts';
import { memorySource } from '../support/memory-source.ts';
import { manifest } from '../support/started.ts';

test('what many places hand to one timer is followed once, not for each function and place', () => {
  const many = 20;
  const names = Array.from({ length: many }, (_, i) => `part${i}`);
  const { pt, ctx } = linkTexts({
    'package.json': manifest({ scripts: { start: 'node server.js' }, dependencies: { pg: '8' } }),
    'bus.js': `
      const kept = [];
      exports.on = (work) => {
        kept.push({ work });
        setInterval(() => { for (const one of kept) one.work(); }, 60000);
      };`,
    'server.js': `
      const { on } = require('./bus.js');
      const pg = require('pg');
      const pool = new pg.Pool();
      ${names.map((name) => `function ${name}() { pool.query('insert into rounds values (1)'); }`).join('\n')}
      const all = [${names.join(', ')}];
      ${names.map(() => 'for (const one of all) on(one);').join('\n')}`,
  });
  const effects = makeEffects(pt);
  let walks = 0;
  const counted = {
    ...effects,
    of: (...given: Parameters<typeof effects.of>) => {
      walks++;
      return effects.of(...given);
    },
  };
  const timers = findTimers(pt, ctx, effects, []);
  expect(timers).toHaveLength(1);
  const sites = sitesOf({ pt, ctx, effects: counted }, timers[0]!);
  expect(sites.length).toBeGreaterThan(many);
  expect(walks).toBeLessThan(many);
});

test('a function that is entered under thousands of names takes nothing away from what stands behind it', () => {
  const said = Array.from({ length: 2_100 }, (_, i) => `word('k${i}');`);
  const { pt, ctx } = linkTexts({
    'package.json': manifest({ scripts: { start: 'node server.js' }, dependencies: { pg: '8' } }),
    'server.js': `
      const pg = require('pg');
      const pool = new pg.Pool();
      const words = {};
      function word(key) { return words[key]; }
      async function save() { await pool.query('insert into rounds values (1)'); }
      setInterval(() => { ${said.join('\n')} save(); }, 60000);`,
  });
  const effects = makeEffects(pt);
  const [timer] = findTimers(pt, ctx, effects, []);
  const work = effects.of(timer!.work);
  expect(work.cut).toBe(false);
  expect(work.leaves.map(({ what }) => what)).toEqual(['pg query']);
});

test('what a calendar plans and a library does, whose effect nobody knows, is more than a guess; of an interval it is one', async () => {
  const confidences = async (arm: string) => {
    const texts = {
      'package.json': manifest({
        scripts: { start: 'node server.js' },
        dependencies: { 'node-cron': '4', '@harbour/horn': '1' },
      }),
      'server.js': `
        const cron = require('node-cron');
        const { Horn } = require('@harbour/horn');
        const horn = new Horn();
        async function sound() { await horn.sound('fog'); }
        ${arm}`,
    };
    const { findings } = await analyze(memorySource(texts), { now: '2026-01-01' });
    return findings.filter((x) => x.ruleId === 'in-process-schedule').map((x) => x.confidence);
  };
  expect(await confidences(`cron.schedule('0 6 * * *', sound);`)).toEqual(['medium']);
  expect(await confidences('setInterval(sound, 60000);')).toEqual(['low']);
});
