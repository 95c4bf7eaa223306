import { describe, expect, it } from 'vitest';
import { libraryEntries } from '../../src/catalog/libraries/index.ts';
import { en } from '../../src/compliance/language/en.ts';
import { loadLanguage } from '../../src/compliance/language/index.ts';
import type { Language } from '../../src/compliance/language/language.ts';
import { languageCodes } from '../../src/compliance/language/names.ts';
import { dataIn, phraseIn } from '../../src/compliance/phrases.ts';
import { findingWords, reasonWords, stepWords } from '../../src/compliance/words.ts';
import { TRACE_MESSAGES } from '../../src/report/trace-messages.ts';
import { rules } from '../../src/rules/index.ts';
import { placeholdersOf } from '../../src/settle/render.ts';
import { englishWords } from './english.ts';
import { goldenAssessment } from './support.ts';

const languages = await Promise.all(languageCodes.map(loadLanguage));
const others = languages.filter(({ code }) => code !== 'en');

/** Every text of a language by its path, of functions what they say of marked data. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const data = new Proxy({} as Record<string, string>, {
      get: (_, name) => (name === 'count' ? '2' : `\`${String(name)}\``),
    });
    return [[path, value(data)]];
  }
  return Object.entries(value as object).flatMap(([key, inner]) => textsOf(inner, `${path}/${key}`));
}

/** Tables that English does not need: the report has these words itself. */
const OWN = /^\/(?:messages|steps|phrases)\//;

describe.each(languages.map((language) => [language.code, language] as const))('language %s', (code, language) => {
  const texts = textsOf(language);

  it('is told by its code, and every text says something', () => {
    expect(language.code).toBe(code);
    for (const [path, text] of texts) {
      expect([path, text.trim() === text && text !== '']).toEqual([path, true]);
      // One spelling of each letter, so that search finds it.
      expect(text.normalize('NFC')).toBe(text);
      expect(text).not.toMatch(/\s{2,}|\n|undefined/);
    }
  });

  it('has the texts that English has, and no other', () => {
    const paths = (of: Language) =>
      textsOf(of)
        .map(([path]) => path)
        .filter((path) => !OWN.test(path));
    expect(paths(language)).toEqual(paths(en));
  });

  it('says of every rule what it finds, why and the way out', () => {
    expect(Object.keys(language.rules)).toEqual(rules.map(({ id }) => id));
    for (const { title, what, why, wayOut } of Object.values(language.rules)) {
      expect(title).toMatch(/^\p{Lu}.*[^.]$/u);
      for (const text of [what, why, wayOut]) expect(text).toMatch(/^\p{Lu}.*\.$/u);
    }
  });
});

describe.each(others.map((language) => [language.code, language] as const))(
  'language %s beside English',
  (_, language) => {
    it.each(rules.map((rule) => [rule.id, rule] as const))(
      'has every message of %s, with the same data',
      (id, rule) => {
        const messages = language.messages[id] ?? {};
        expect(Object.keys(messages).sort()).toEqual(Object.keys(rule.messages).sort());
        for (const [name, { what, why, whyFunctions, fix }] of Object.entries(rule.messages)) {
          const own = messages[name]!;
          expect([name, own.whyFunctions !== undefined]).toEqual([name, whyFunctions !== undefined]);
          const pairs = [
            [own.what, what],
            [own.why, why],
            [own.fix, fix],
          ] as const;
          for (const [ours, english] of pairs) {
            expect(new Set(placeholdersOf(ours))).toEqual(new Set(placeholdersOf(english)));
            // Codes are the same in all languages.
            for (const [code] of english.matchAll(/`[^`]*`|@[\w/-]+/g))
              if (!/[A-Z]{4}|\{/.test(code)) expect(ours).toContain(code);
            expect(ours).toMatch(/^(?:\p{Ll}|`)/u);
            expect(ours).toMatch(/[^.!?\s]$/);
          }
        }
      },
    );

    it('has every step of traces, with the same data', () => {
      const steps = {
        ...TRACE_MESSAGES,
        ...Object.fromEntries(
          rules.flatMap(({ id, steps = {} }) => Object.entries(steps).map(([name, text]) => [`${id}/${name}`, text])),
        ),
      };
      expect(Object.keys(language.steps).sort()).toEqual(Object.keys(steps).sort());
      for (const [name, english] of Object.entries(steps))
        expect([name, new Set(placeholdersOf(language.steps[name]!))]).toEqual([
          name,
          new Set(placeholdersOf(english)),
        ]);
    });

    it('has what the catalogue says of every library that is reported', () => {
      const said = libraryEntries
        .filter(({ verdict }) => verdict === 'report')
        .flatMap(({ keeps, wayOut }) => [keeps, wayOut]);
      const missing = [...new Set(said)].filter((text) => !Object.hasOwn(language.phrases, text));
      expect(missing).toEqual([]);
    });

    it('uses the data of phrases', () => {
      for (const [english, own] of Object.entries(language.phrases)) {
        if (Object.values(libraryEntries).some(({ keeps, wayOut }) => keeps === english || wayOut === english))
          continue;
        expect([english, new Set(placeholdersOf(own))]).toEqual([english, new Set(placeholdersOf(english))]);
      }
    });

    it('has words of its own: no English but codes and names', () => {
      const left = textsOf(language).map(([path, text]) => [path, englishWords(text)] as const);
      expect(left.filter(([, words]) => words.length > 0)).toEqual([]);
    });
  },
);

describe('Vietnamese', () => {
  const vi = others.find(({ code }) => code === 'vi')!;

  it('knows the phrases that runs put into sentences', () => {
    const said = [
      'while it serves requests',
      'for each request',
      'for each request (GET /carts)',
      'at each event (@nestjs/websockets @SubscribeMessage)',
      'runs the listeners of this process alone, so what one client sends reaches those clients only that this process holds',
      'publish through Redis pub/sub and let each process send to its own clients',
      '20 findings below confidence medium left out',
      'replicas: 1 (Deployment coins-alone) hides 1 finding: with one process nobody notices',
      'src/tsconfig.json extends ./.svelte-kit/tsconfig.json, which is generated and not in the repository; by convention it maps $lib',
      '128 values could be more than 48 objects each; the others were not followed',
      "line 4: ')' expected.; what was understood is analysed",
      'no script, manifest or framework starts a server; what package.json exports (src/a.ts) is taken for one',
    ];
    for (const text of said) expect([text, phraseIn(vi, text)]).not.toEqual([text, null]);
    expect(phraseIn(vi, 'for each request (GET /carts)')).toBe('cho mỗi yêu cầu (GET /carts)');
    expect(phraseIn(vi, '2 findings below confidence medium left out')).toBe(
      '2 phát hiện có độ tin cậy dưới trung bình bị lược bỏ',
    );
    expect(phraseIn(vi, 'carts')).toBeNull();
    expect(phraseIn(en, 'for each request')).toBeNull();
  });

  it('leaves names alone, whatever they are called', () => {
    const data = { symbol: 'default', setting: 'not known', when: 'at start-up', __proto: 'x', constructor: 'default' };
    const functions = { name: 'default', by: 'high', callee: 'off' };
    expect(dataIn(vi, functions)).toEqual(functions);
    expect(dataIn(vi, { by: 'the module' })).toEqual({ by: 'module' });
    expect(dataIn(vi, data)).toEqual({ ...data, when: 'lúc khởi động', constructor: 'mặc định' });
  });

  it('tells findings, steps and reasons as sentences', () => {
    const [service] = goldenAssessment().services;
    const finding = service!.findings.find(({ ruleId, messageId }) =>
      Object.hasOwn(vi.messages[ruleId] ?? {}, messageId),
    )!;
    const { message, help } = findingWords(finding, vi);
    expect(message).toMatch(/^(?:\p{Lu}|`).*\.$/su);
    expect(help).toMatch(/^(?:\p{Lu}|`).*\.$/su);
    expect(englishWords(`${message} ${help}`)).toEqual([]);
    const step = { ...finding.trace[0]!, messageId: 'registered', data: { name: 'add', root: 'for each request' } };
    expect(stepWords(step, finding.ruleId, vi)).toBe('`add` được đăng ký ở đây để chạy cho mỗi yêu cầu');
    expect(
      reasonWords({ code: 'rule-off', data: { rule: 'module-state', from: 'default' }, places: [] }, vi),
    ).toContain('mặc định');
  });

  it('says why in the words for functions where the processes are functions', () => {
    const [finding] = goldenAssessment().services[0]!.findings;
    const base = {
      ...finding!,
      ruleId: 'module-state',
      messageId: 'counter',
      data: { symbol: 'hits', when: 'on a timer' },
    };
    const functions = { ...finding!.trace[0]!, messageId: 'functions', data: { unit: 'api' } };
    expect(findingWords({ ...base, trace: [] }, vi).message).toContain('mỗi tiến trình tự đếm'.replace('m', 'M'));
    expect(findingWords({ ...base, trace: [functions] }, vi).message).toContain('Mỗi instance của hàm');
  });
});
