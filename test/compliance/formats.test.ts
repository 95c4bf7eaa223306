import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import csv from '../../src/compliance/formats/csv.ts';
import { loadComplianceFormat } from '../../src/compliance/formats/index.ts';
import json from '../../src/compliance/formats/json.ts';
import markdown from '../../src/compliance/formats/markdown.ts';
import { renderedFormatNames } from '../../src/compliance/formats/names.ts';
import { uuidOf } from '../../src/compliance/formats/oscal/values.ts';
import oscal from '../../src/compliance/formats/oscal.ts';
import { en } from '../../src/compliance/language/en.ts';
import { loadLanguage } from '../../src/compliance/language/index.ts';
import { languageCodes } from '../../src/compliance/language/names.ts';
import type { Assessment } from '../../src/compliance/model.ts';
import { parseAssessment } from '../../src/compliance/schema.ts';
import { escapeControls } from '../../src/text/escape-controls.ts';
import { goldenReport } from '../support/golden-report.ts';
import { hostilePath, hostileText, reportSaying } from '../support/hostile.ts';
import { assessed, goldenAssessment, service } from './support.ts';

/** Everything that can be given a text says this one. */
const saying = (text: string, file: string): Assessment => {
  const report = reportSaying(text, file);
  const silences = [{ ...place(file), symbol: text, reason: 'backed', proof: place(file), backing: backing(text) }];
  const [project] = report.projects;
  const processes = project!.processes.map((one) => ({ ...one, name: text, evidence: { ...one.evidence, text } }));
  const whole = { ...report, silences, projects: [{ ...project!, processes }], run: { ...report.run, by: text } };
  return assessed([service(whole, text, { name: text, previous: { ...service(goldenReport), name: text } })], {
    by: text,
  });
};
const place = (file: string) => ({ file, line: 1 });
const backing = (text: string) => ({ package: text, service: text });

const readSchema = (file: string) => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));

describe('every format', () => {
  test.each(renderedFormatNames)('%s: equal input gives equal bytes, in each language', async (name) => {
    const { render, name: own } = await loadComplianceFormat(name);
    expect(own).toBe(name);
    for (const code of languageCodes) {
      const language = await loadLanguage(code);
      const text = await render(goldenAssessment(), language);
      expect(await render(goldenAssessment(), language)).toBe(text);
      expect(text.endsWith('\n')).toBe(true);
    }
  });
});

describe('json', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  const validate = ajv.compile(readSchema('schema/compliance-v1.schema.json'));
  const read = (assessment: Assessment) => JSON.parse(json.render(assessment, en) as string);

  test('is what its schema describes, and reads back as the same', () => {
    const value = read(goldenAssessment());
    expect([validate(value), validate.errors]).toEqual([true, null]);
    expect(parseAssessment(value)).toEqual({ assessment: value });
    expect(validate({ ...value, extra: 1 })).toBe(false);
    expect(parseAssessment({ ...value, services: [{ ...value.services[0], commit: 5 }] })).toEqual({
      wrong: 'services[0].commit is 5',
    });
  });

  test('keeps any text, and none of it acts on a terminal', () => {
    fc.assert(
      fc.property(hostileText, hostilePath, (text, file) => {
        const shown = json.render(saying(text, file), en) as string;
        expect(escapeControls(shown.replaceAll('\n', ''))).toBe(shown.replaceAll('\n', ''));
        const value = JSON.parse(shown);
        expect(validate(value)).toBe(true);
        expect(value.services[0].findings[0].message).toBe(text);
      }),
      { numRuns: 40 },
    );
  });
});

describe('csv', () => {
  const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true });

  test('has each clause and below it each of its findings', () => {
    const assessment = goldenAssessment();
    const rows = rowsOf(csv.render(assessment, en) as string);
    const [one] = assessment.services;
    expect(rows.filter(({ record }) => record === 'clause').map(({ clause, status }) => [clause, status])).toEqual(
      one!.clauses.map(({ id, status }) => [id, status]),
    );
    for (const { id, findings } of one!.clauses)
      expect(rows.filter(({ record, clause }) => record === 'finding' && clause === id)).toHaveLength(findings.length);
    expect(rows.filter(({ record }) => record === 'control').map(({ clause }) => clause)).toEqual(['P-1']);
  });

  test('keeps any text on one line, and lets no cell be a formula', () => {
    fc.assert(
      fc.property(hostileText, hostilePath, (text, file) => {
        const rows = rowsOf(csv.render(saying(text, file), en) as string);
        for (const row of rows)
          for (const cell of Object.values(row)) expect(cell.trimStart()).not.toMatch(/^[=+\-@\t\r\n]/);
        const shown = escapeControls(text);
        const finding = rows.find(({ record }) => record === 'finding')!;
        expect(finding.message).toBe(/^\s*[=+\-@]/.test(shown) ? `'${shown}` : shown);
      }),
      { numRuns: 40 },
    );
  });
});

describe('markdown', () => {
  const htmlOf = (text: string) =>
    micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const own = 'h1 h2 h3 h4 p table thead tbody tr th td code pre strong ol ul li br blockquote'.split(' ');

  test('tells clauses, findings with their traces, exceptions, backed components, changes and inputs', () => {
    const text = markdown.render(goldenAssessment(), en) as string;
    const html = htmlOf(text);
    for (const { id } of en.clauses ? Object.keys(en.clauses).map((id) => ({ id })) : [])
      expect(html).toMatch(new RegExp(`<h4>${id.replace('.', '\\.')} `));
    for (const heading of Object.entries(en.words.headings))
      if (!['portfolio', 'gaps', 'trace'].includes(heading[0])) expect(html, heading[0]).toContain(heading[1]);
    expect(html).toContain('A. Auditor');
    expect(html).not.toContain('undefined');
  });

  test('shows any text of the target as text: no tag, link, picture or row of its own', () => {
    const rows = (text: string) => htmlOf(text).match(/<tr>/g)!.length;
    const plain = rows(markdown.render(saying('abc', 'a.ts'), en) as string);
    fc.assert(
      fc.property(hostileText, hostilePath, (text, file) => {
        fc.pre(text.trim() !== '');
        const shown = markdown.render(saying(text, file), en) as string;
        const tags = new Set(Array.from(htmlOf(shown).matchAll(/<(\w+)/g), ([, name]) => name));
        for (const tag of tags) expect(own).toContain(tag);
        expect(rows(shown)).toBe(plain);
      }),
      { numRuns: 40 },
    );
  });
});

describe('oscal', () => {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: true });
  addFormats.default(ajv);
  const validate = ajv.compile(readSchema('test/schemas/oscal-complete-1.2.1.json'));
  type Resource = { uuid: string; base64?: { filename: string; value: string } };
  const decoded = (resources: readonly Resource[], name: string) => {
    const found = resources.find(({ base64 }) => base64?.filename === name)!;
    return { uuid: found.uuid, document: JSON.parse(Buffer.from(found.base64!.value, 'base64').toString('utf8')) };
  };
  const documents = (assessment: Assessment) => {
    const results = JSON.parse(oscal.render(assessment, en) as string);
    const { resources } = results['assessment-results']['back-matter'];
    const plan = decoded(resources, 'assessment-plan.json');
    return { results, plan, catalogue: decoded(resources, 'catalog.json') };
  };

  test('is valid by NIST’s schema, with the plan and the catalogue that it refers to', () => {
    const { results, plan, catalogue } = documents(goldenAssessment());
    for (const document of [results, plan.document, catalogue.document])
      expect([validate(document), validate.errors]).toEqual([true, null]);
    const body = results['assessment-results'];
    expect(body['import-ap'].href).toBe(`#${plan.uuid}`);
    const ids = JSON.stringify(catalogue.document);
    for (const { findings } of body.results)
      for (const { target } of findings) expect(ids).toContain(`"id":"${target['target-id']}"`);
    expect(validate({ 'assessment-results': { ...body, results: undefined } })).toBe(false);
  });

  test('says satisfied of what is satisfied alone', () => {
    const assessment = goldenAssessment();
    const { results } = documents(assessment);
    const [result] = results['assessment-results'].results;
    const states = result.findings.slice(0, 5).map(({ target }: { target: { status: object } }) => target.status);
    const expected = { satisfied: 'pass', 'not-satisfied': 'fail', 'risk-accepted': 'other', 'not-assessed': 'other' };
    assessment.services[0]!.clauses.forEach(({ status }, at) => {
      expect(states[at]).toMatchObject({
        state: status === 'satisfied' ? 'satisfied' : 'not-satisfied',
        reason: expected[status],
      });
    });
    const risks = result.risks.map(({ status }: { status: string }) => status);
    expect(new Set(risks)).toEqual(new Set(['open', 'deviation-approved']));
  });

  test('names the same finding alike in two runs, and every thing once', () => {
    const uuids = (text: string) => Array.from(text.matchAll(/"uuid": "([^"]+)"/g), ([, one]) => one!);
    const first = oscal.render(assessed([service(goldenReport)]), en) as string;
    const later = oscal.render(assessed([service(goldenReport)], { now: '2026-02-09' }), en) as string;
    expect(new Set(uuids(first)).size).toBe(uuids(first).length);
    const observations = (text: string) =>
      JSON.parse(text)['assessment-results'].results[0].observations.map(({ uuid }: Resource) => uuid);
    expect(observations(later)).toEqual(observations(first));
    expect(JSON.parse(later)['assessment-results'].uuid).not.toBe(JSON.parse(first)['assessment-results'].uuid);
    expect(uuidOf('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('is valid whatever the target says', () => {
    fc.assert(
      fc.property(hostileText, hostilePath, (text, file) => {
        const { results, plan, catalogue } = documents(saying(text, file));
        for (const document of [results, plan.document, catalogue.document])
          expect([validate(document), validate.errors]).toEqual([true, null]);
      }),
      { numRuns: 20 },
    );
  });
});
