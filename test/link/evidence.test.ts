import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { memorySource } from '../support/memory-source.ts';

const MANIFEST = JSON.stringify({
  name: 'lamp',
  scripts: { start: 'node server.js' },
  dependencies: { express: '5', axios: '1', ws: '8' },
});
const HEAD = "const axios = require('axios');\nconst app = require('express')();\napp.listen(3000);\n";

/** The confidence of each finding about state or files, by its symbol. */
async function confidences(text: string): Promise<Readonly<Record<string, string>>> {
  const { findings } = await analyze(memorySource({ 'package.json': MANIFEST, 'server.js': HEAD + text }), {
    now: '2026-01-01',
  });
  const told = findings.filter(({ ruleId }) => /^(module-|local-)/.test(ruleId));
  return Object.fromEntries(told.map(({ symbol, confidence }) => [symbol, confidence]));
}

describe('a value that nobody else is shown to notice', () => {
  test('written and read by a timer alone is uncertain', async () => {
    const text = `let step = 'dim';
      setInterval(async () => {
        const { data } = await axios.get('https://sky.test');
        step = data.light;
        await axios.post('https://lamp.test', { step });
      }, 30_000);`;
    expect(await confidences(text)).toEqual({ step: 'low' });
  });

  test('that a request reads, or writes, is not', async () => {
    const read = `let step = 0;
      setInterval(() => { step = (step + 1) % 4; axios.post('https://lamp.test', { step }); }, 30_000);
      app.get('/step', (req, res) => res.json({ step }));`;
    const written = `let step = 'dim';
      setInterval(() => axios.post('https://lamp.test', { step }), 30_000);
      app.put('/step', (req, res) => { step = req.query.step; res.end(); });`;
    expect(await confidences(read)).toEqual({ step: 'high' });
    expect(await confidences(written)).toEqual({ step: 'high' });
  });

  test('what a browser says that the process has started is uncertain, unless a request asks for it', async () => {
    const browse = (more: string) => `const puppeteer = require('puppeteer');
      const seen = new Set();
      (async () => {
        const browser = await puppeteer.launch();
        const page = await browser.newPage();
        page.on('request', (asked) => { if (!seen.has(asked.url())) axios.post('https://lamp.test', { url: asked.url() }); seen.add(asked.url()); });
      })();
      ${more}`;
    expect(await confidences(browse(''))).toEqual({ seen: 'low' });
    const asked = await confidences(browse("app.get('/seen', (req, res) => res.json([...seen]));"));
    expect(asked).toEqual({ seen: 'high' });
  });

  test('that says what is asked for next is not', async () => {
    const text = `let last = 0;
      setInterval(async () => {
        const { data } = await axios.get('https://lamp.test/changes', { params: { after: last } });
        last = data.id;
      }, 30_000);`;
    expect(await confidences(text)).toEqual({ last: 'high' });
  });

  test('that counts what leaves the process is not, nor what clients of a socket do', async () => {
    const counted = `let no = 0;
      setInterval(() => { no += 1; axios.post('https://lamp.test/invoices', { no }); }, 30_000);`;
    const played = `const { WebSocketServer } = require('ws');
      let round = 0;
      new WebSocketServer({ port: 1 }).on('connection', (ws) => ws.on('message', () => { round += 1; ws.send(String(round)); }));`;
    expect(await confidences(counted)).toEqual({ no: 'high' });
    expect(await confidences(played)).toEqual({ round: 'high' });
  });

  test('made of nothing but what the process makes itself, by its own rounds, is uncertain', async () => {
    const refused = `let closed = false;
      setTimeout(() => { closed = true; }, 3_600_000);
      app.post('/bids', (req, res) => (closed ? res.status(403).end() : res.end()));`;
    const gathered = `const steps = [];
      setInterval(() => { steps.push(Date.now()); axios.post('https://lamp.test', { steps }); }, 30_000);`;
    expect(await confidences(refused)).toEqual({ closed: 'low' });
    expect(await confidences(gathered)).toEqual({ steps: 'low' });
  });

  test('that a request sets by itself, or of what a request brings, is not', async () => {
    const set = `let closed = false;
      setTimeout(() => { closed = false; }, 3_600_000);
      app.post('/close', (req, res) => { closed = true; res.end(); });
      app.post('/bids', (req, res) => (closed ? res.status(403).end() : res.end()));`;
    const gathered = `const bids = [];
      setInterval(() => { bids.length = 0; }, 3_600_000);
      app.post('/bids', (req, res) => { bids.push(req.query.bid); res.json(bids); });`;
    const paused = `const { WebSocketServer } = require('ws');
      let paused = false;
      setInterval(() => { paused = false; }, 3_600_000);
      new WebSocketServer({ port: 1 }).on('connection', (ws) => ws.on('message', (text) => {
        if (String(text) === 'pause') paused = true;
        ws.send(String(paused));
      }));`;
    expect(await confidences(set)).toEqual({ closed: 'high' });
    expect(await confidences(gathered)).toEqual({ bids: 'high' });
    expect(await confidences(paused)).toEqual({ paused: 'high' });
  });
});

describe('a file whose path is handed in whole', () => {
  const SAVE = `const fs = require('node:fs');
    const save = (target, text) => { if (!fs.existsSync(target)) fs.writeFileSync(target, text); };`;

  test('at start-up is uncertain, as nothing says where it lies', async () => {
    expect(
      await confidences(
        `${SAVE} axios.get('https://copies.test/sample').then(({ data }) => save(data.path, data.text));`,
      ),
    ).toEqual({
      'fs.writeFileSync': 'low',
    });
  });

  test('by a request is not', async () => {
    const text = `${SAVE} app.post('/copies', (req, res) => { save(req.query.target, req.query.text); res.end(); });`;
    expect(await confidences(text)).toEqual({ 'fs.writeFileSync': 'high' });
  });
});

describe('what is called a log', () => {
  const RECEIPTS = `const auditLog = require('./audit-log');
    let no = 0;
    app.post('/receipts', async (req, res) => { no = no + 1; await auditLog.info('receipt ' + no); res.end(); });
    app.get('/receipts', (req, res) => res.json(auditLog.all?.()));`;
  const told = async (log: string) => {
    const files = { 'package.json': MANIFEST, 'server.js': HEAD + RECEIPTS, 'audit-log.js': log };
    const { findings } = await analyze(memorySource(files), { now: '2026-01-01' });
    return findings.filter(({ ruleId }) => ruleId === 'module-state').map(({ symbol }) => symbol);
  };

  test('is one where it does nothing else', async () => {
    expect(
      await told("const fs = require('node:fs'); exports.info = (text) => fs.appendFileSync('/dev/stdout', text);"),
    ).toEqual([]);
  });

  test('is none where it tells another process, or keeps the lines', async () => {
    expect(
      await told("const axios = require('axios'); exports.info = (text) => axios.post('https://audit.test', text);"),
    ).toEqual(['no']);
    expect(
      await told('const lines = []; exports.info = (text) => { lines.push(text); }; exports.all = () => lines;'),
    ).toContain('no');
  });
});

describe('a write through a parameter that takes what many callers give', () => {
  // More steps than are followed back to each caller.
  const steps = `const put = (table, key) => { table[key] = 1; return table; };
    const a = (t, k) => put(t, k); const b = (t, k) => a(t, k); const c = (t, k) => b(t, k); const stamp = (t, k) => c(t, k);
    const tides = {};
    app.get('/tides', (req, res) => res.json(tides));`;
  const route = (table: string) =>
    `app.get('/${table.length}', (req, res) => res.json(stamp(${table}, req.query.key)));`;

  test('is uncertain where few of these live on', async () => {
    const text = `${steps} stamp(tides, 'north'); ${['{}', '{ a: 1 }', '{ a: 1, b: 1 }'].map(route).join('\n')}`;
    expect(await confidences(text)).toEqual({ tides: 'low' });
  });

  test('is not where no others are given', async () => {
    expect(await confidences(`${steps} ${route('tides')}`)).toEqual({ tides: 'high' });
  });
});

describe('a function that code that is not known is given', () => {
  const kit = "const kit = require('kit');\nlet port = 1;\napp.get('/port', (req, res) => res.json(port));\n";

  test.each([
    "kit.option('port', (given) => { port = given; });",
    "kit.section('/ports', (part) => { port = part.port; });",
    "kit.open().get('/port', (err, given) => { port = given; });",
  ])('under a name, or for one answer, may run at start-up alone: %s', async (text) => {
    expect(await confidences(kit + text)).toEqual({ port: 'low' });
  });

  test.each([
    'kit.onPort((given) => { port = given; });',
    "kit.job('port', async (given) => { port = given; });",
    "kit.open().put('/port', (given) => { port = given; });",
  ])('to keep, to wait in, or by a path, runs later: %s', async (text) => {
    expect(await confidences(kit + text)).toEqual({ port: 'high' });
  });
});

describe('an entry that is taken out by its key, and of which a method is called', () => {
  const text = (key: string) => `const open = new Map();
    app.post('/ask/:ship', async (req, res) => {
      const stop = new AbortController();
      open.set(${key}, stop);
      await axios.post('https://pilots.test', {}, { signal: stop.signal });
      open.delete(${key});
      res.end();
    });
    app.post('/stop/:ship', (req, res) => { open.get(${key})?.abort(); res.end(); });`;

  test('is reached in this process alone, where a request brings the key', async () => {
    expect(await confidences(text('req.params.ship'))).toEqual({ open: 'high' });
  });

  test('is uncertain where the program says the key itself', async () => {
    expect(await confidences(text("'pilot'"))).toEqual({ open: 'low' });
  });
});
