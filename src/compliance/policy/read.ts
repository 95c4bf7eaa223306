import * as v from 'valibot';
import { LineCounter, type Node, parseDocument } from 'yaml';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { ToolError } from '../../diagnostics/tool-error.ts';
import { SKIP_REASONS } from '../../report/skip-reasons.ts';
import { sha256 } from '../../settle/digest.ts';
import type { PolicyPack, Texts } from './pack.ts';
import { packSchema } from './schema.ts';

/** Larger files are not read (bytes); a control takes about five hundred. */
const policyLimit = 1024 * 1024;

type Path = readonly (string | number)[];

/**
 * Reads a policy pack from YAML (of which JSON is a part). `name` is what errors call the file; `ruleIds` are the rules that there are.
 * @throws ToolError `compliance-policy-invalid` that names file, line and key of everything that is wrong
 */
export function readPolicyPack(text: string, name: string, ruleIds: readonly string[]): PolicyPack {
  if (Buffer.byteLength(text) > policyLimit)
    throw invalid([{ where: name, what: `it has more than ${policyLimit} bytes` }], name);
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    logLevel: 'silent',
    uniqueKeys: true,
  });
  const lineOf = (offset: number) => counter.linePos(offset).line;
  const [first] = document.errors;
  if (first)
    throw invalid(
      [{ where: `${name}:${lineOf(first.pos[0])}`, what: `it is no YAML: ${first.message.split('\n')[0]}` }],
      name,
    );
  let value: unknown;
  try {
    // Aliases that multiply are refused.
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw invalid([{ where: name, what: (error as Error).message }], name);
  }
  const placeOf = (path: Path): string => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node?.range) return `${name}:${lineOf(node.range[0])}`;
    }
    return name;
  };
  const parsed = v.safeParse(packSchema, value);
  if (!parsed.success) {
    const problems = parsed.issues
      .flatMap((issue) => deepest(issue))
      .map(({ issue, path }) => ({
        where: placeOf(path),
        what: problemOf(issue, path),
      }));
    throw invalid(problems, name);
  }
  const { controls = [], thresholds = {}, exceptions = {}, ...pack } = parsed.output;
  const problems = [
    ...controls.flatMap(({ rules = [] }, at) =>
      rules.flatMap((id, index) =>
        ruleIds.includes(id)
          ? []
          : [
              {
                path: ['controls', at, 'rules', index],
                what: `there is no rule "${id}"`,
                hint: didYouMean(id, ruleIds, 1),
              },
            ],
      ),
    ),
    ...controls.flatMap(({ id }, at) =>
      controls.findIndex((other) => other.id === id) < at
        ? [{ path: ['controls', at, 'id'], what: `there are two controls "${id}"`, hint: '' }]
        : [],
    ),
    ...(thresholds.skipped ?? []).flatMap((reason, at) =>
      (SKIP_REASONS as ReadonlyMap<string, string>).has(reason)
        ? []
        : [
            {
              path: ['thresholds', 'skipped', at],
              what: `there is no reason "${reason}" for leaving a file out`,
              hint: didYouMean(reason, [...SKIP_REASONS.keys()], 1),
            },
          ],
    ),
  ];
  if (problems.length > 0)
    throw invalid(
      problems.map(({ path, what, hint }) => ({
        where: placeOf(path),
        what: `${told(path)}: ${what}${hint === '' ? '' : ` (${hint.replace(/(?:[;,]\s*|(?<!\s)\s+)$/, '')})`}`,
      })),
      name,
    );
  return {
    id: pack.id,
    title: pack.title,
    version: pack.version,
    toBeConfirmed: pack.toBeConfirmed ?? true,
    thresholds: {
      severity: thresholds.severity ?? 'warning',
      confidence: thresholds.confidence ?? 'medium',
      skipped: thresholds.skipped ?? [],
    },
    exceptions: {
      accept: exceptions.accept ?? ['waiver'],
      require: exceptions.require ?? ['reason', 'owner', 'approvedBy', 'until'],
    },
    evidence: pack.evidence ?? [],
    controls: controls.map(({ id, title, description, clauses, rules, evidence }) => ({
      id,
      title: textsOf(title),
      description: description === undefined ? { en: '' } : textsOf(description),
      clauses: clauses ?? [],
      rules: rules ?? [],
      evidence: evidence ?? [],
    })),
    sha256: sha256(text),
  };
}

function textsOf(given: string | Readonly<Record<string, string>>): Texts {
  return typeof given === 'string' ? { en: given } : { ...given };
}

type Issue = { readonly issue: v.BaseIssue<unknown>; readonly path: Path };

/** Of a value that fits no alternative, the complaints of the one that it fits best: the one that failed further inside. */
function deepest(issue: v.BaseIssue<unknown>, above: Path = []): readonly Issue[] {
  const path = [...above, ...(issue.path ?? []).map(({ key }) => key as string | number)];
  const inner = (issue.issues ?? []).flatMap((one) => deepest(one, path));
  const further = inner.filter((one) => one.path.length > path.length || one.issue.type === 'check');
  return further.length > 0 ? further : [{ issue, path }];
}

const keysOf: readonly (readonly [(path: Path) => boolean, readonly string[]])[] = [
  [(path) => path.length === 1, Object.keys(packSchema.entries)],
  [(path) => path[0] === 'thresholds', ['severity', 'confidence', 'skipped']],
  [(path) => path[0] === 'exceptions', ['accept', 'require']],
  [(path) => path[0] === 'controls', ['id', 'title', 'description', 'clauses', 'rules', 'evidence']],
];

function problemOf(issue: v.BaseIssue<unknown>, path: Path): string {
  const key = told(path);
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = keysOf.find(([holds]) => holds(path))?.[1] ?? [];
    const hint = didYouMean(String(path.at(-1)), known, 1);
    return `there is no key "${key}" (${hint}the keys are ${known.join(', ')})`;
  }
  if (path.length === 0) return 'it is no map of keys';
  if (issue.received === 'undefined') return `"${key}" is missing`;
  if (issue.type === 'regex' || issue.type === 'check')
    return `"${key}" cannot be ${received(issue.input)}: ${issue.message}`;
  if (issue.type === 'min_length') return `"${key}" is empty`;
  const words = (issue.expected ?? 'another value').replace(/[()]/g, '').replaceAll(' | ', ' or ');
  return `"${key}" cannot be ${received(issue.input)}: it takes ${words.replaceAll('Array', 'a list').replaceAll('Object', 'a map').replaceAll('string', 'a text').replaceAll('boolean', 'true or false')}`;
}

function received(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : String(value);
}

function told(path: Path): string {
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');
}

function invalid(problems: readonly { readonly where: string; readonly what: string }[], name: string): ToolError {
  const [first, ...others] = problems;
  return new ToolError({
    code: 'compliance-policy-invalid',
    what: `the policy cannot be used: ${first?.what ?? 'it is none'}`,
    where: first?.where ?? name,
    fix: 'docs/compliance.md tells each key; `schema/policy-v1.schema.json` lets an editor check it',
    also: others.map(({ where, what }) => `${where} ${what}`),
  });
}
