import * as v from 'valibot';
import { libraryEntrySchema } from '../catalog/library-schema.ts';
import { libraryContextsSchema } from '../catalog/schema.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Config } from './config.ts';
import type { ConfigPath } from './parse.ts';
import { asConfig, configSchema } from './schema.ts';

/** One thing that is wrong with a configuration. */
export type ConfigProblem = {
  readonly path: ConfigPath;
  /** Lower case, no final stop. */
  readonly what: string;
  readonly fix: string;
};

/** Holds plain data against the schema: the configuration, or all that is wrong with it, in the order of the schema. */
export function validateConfig(value: unknown): { config: Config } | { problems: readonly ConfigProblem[] } {
  if (Array.isArray(value)) return { problems: [noObject] };
  const result = v.safeParse(configSchema, value);
  if (result.success) return { config: asConfig(result.output) };
  const issues = result.issues.flatMap((issue) => libraryIssues(issue) ?? deepest(issue));
  return { problems: issues.map((inner) => problemOf(inner, value)) };
}

/** Of a library entry that fits neither shape, the complaints of the shape that it means to have: `use` tells. */
function libraryIssues({ path, input, type }: v.BaseIssue<unknown>): Issue[] | null {
  const keys = (path ?? []).map(({ key }) => key as string | number);
  if (type !== 'union' || keys.length !== 2 || keys[0] !== 'libraries') return null;
  const isEntry = typeof input === 'object' && input !== null && 'use' in input;
  const own = v.safeParse(isEntry ? libraryEntrySchema : libraryContextsSchema, input);
  return own.success ? null : own.issues.flatMap((issue) => deepest(issue, keys));
}

const noObject: ConfigProblem = {
  path: [],
  what: 'a configuration is an object',
  fix: 'write { "rules": { "RULE": "error" } }',
};

type Issue = { readonly issue: v.BaseIssue<unknown>; readonly path: ConfigPath };

/** Of a value that fits no alternative, the complaints of the alternative that it fits best: the one that failed further inside. */
function deepest(issue: v.BaseIssue<unknown>, above: ConfigPath = []): Issue[] {
  const path = [...above, ...(issue.path ?? []).map(({ key }) => key as string | number)];
  const inner = (issue.issues ?? []).flatMap((one) => deepest(one, path));
  const further = inner.filter((one) => one.path.length > path.length);
  return further.length > 0 ? further : [{ issue, path }];
}

function problemOf({ issue, path }: Issue, top: unknown): ConfigProblem {
  const key = path.at(-1);
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = keysAt(path.slice(0, -1));
    return {
      path,
      what: `there is no key "${key}"${path.length > 1 ? ` in ${told(path.slice(0, -1))}` : ''}`,
      fix: `${didYouMean(String(key), known)}the keys are ${known.join(', ')}`,
    };
  }
  if (path.length === 0) return noObject;
  if (issue.received === 'undefined' && !hasAt(top, path)) {
    const owner = path.length > 1 ? told(path.slice(0, -1)) : 'the configuration';
    return { path, what: `${owner} has no "${key}"`, fix: `add "${key}" to ${owner}` };
  }
  if (issue.type === 'regex')
    return { path, what: `${told(path)} cannot be ${received(issue.input)}`, fix: issue.message };
  return {
    path,
    what: `${told(path)} cannot be ${received(issue.input)}`,
    fix: `${suggestion(issue)}${told(path)} takes ${expected(issue)}`,
  };
}

function suggestion({ input, expected }: v.BaseIssue<unknown>): string {
  const words = [...(expected ?? '').matchAll(/"([^"]+)"/g)].map(([, word]) => word!);
  return typeof input === 'string' ? didYouMean(input, words, 1) : '';
}

const expectations: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  min_value: 'a number from 0 on',
  min_length: 'at least one element or character',
  non_empty: 'at least one element or character',
};

function expected(issue: v.BaseIssue<unknown>): string {
  const words = (issue.expected ?? 'another value')
    .replace(/[()]/g, '')
    .replaceAll('Object', 'an object')
    .replaceAll('Array', 'a list')
    .replaceAll('string', 'a text')
    .replaceAll('number', 'a number')
    .split(' | ');
  return expectations[issue.type] ?? words.join(' or ');
}

function received(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'function' ? 'a function' : String(value);
}

function told(path: ConfigPath): string {
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');
}

function hasAt(top: unknown, path: ConfigPath): boolean {
  let at = top;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return false;
    at = (at as Record<string | number, unknown>)[step];
  }
  return true;
}

type AnySchema = {
  readonly type?: string;
  readonly wrapped?: AnySchema;
  readonly item?: AnySchema;
  readonly value?: AnySchema;
  readonly options?: readonly AnySchema[];
  readonly entries?: Readonly<Record<string, AnySchema>>;
};

/** The keys that the schema has at a place. */
function keysAt(path: ConfigPath): string[] {
  let found = inside(configSchema as unknown as AnySchema);
  for (const step of path) {
    found = found.flatMap((schema) => {
      if (schema.entries && typeof step === 'string' && Object.hasOwn(schema.entries, step))
        return inside(schema.entries[step]!);
      if (schema.item) return inside(schema.item);
      return schema.type === 'record' && schema.value ? inside(schema.value) : [];
    });
  }
  return [...new Set(found.flatMap((schema) => Object.keys(schema.entries ?? {})))];
}

/** A schema without its `optional`, and the alternatives of a union. */
function inside(schema: AnySchema): AnySchema[] {
  if (schema.wrapped) return inside(schema.wrapped);
  return Array.isArray(schema.options) && schema.type === 'union' ? schema.options.flatMap(inside) : [schema];
}
