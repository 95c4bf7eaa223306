import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Node as YamlNode } from 'yaml';
import { LoaderError, loadedValue } from './loaders.ts';
import { type ConfigSyntax, packageKey } from './search-places.ts';

/** Keys and indexes from the configuration's top. */
export type ConfigPath = readonly (string | number)[];

/** What a configuration file says. */
export type ParsedConfig = {
  /** Plain data; objects have no prototype, so that no key of the file means anything by itself. */
  readonly value: unknown;
  /** 1-based line of a key (or list element) of it; null where the file tells none. */
  lineOf(path: ConfigPath): number | null;
};

/** The text is not of its syntax. `line` is 1-based. */
export class ConfigSyntaxError extends Error {
  readonly line: number | null;

  constructor(message: string, line: number | null) {
    super(message);
    this.name = 'ConfigSyntaxError';
    this.line = line;
  }
}

/**
 * Parses a configuration that is data: jsonc-parser and yaml check it and know the line of everything, cosmiconfig's loaders give the
 * values (JSON with comments or trailing commas aside, which they do not read). Returns undefined where a package.json has no configuration. An empty file is an empty
 * configuration.
 * @throws ConfigSyntaxError
 */
export function parseConfig(text: string, syntax: Exclude<ConfigSyntax, 'code'>): ParsedConfig | undefined {
  try {
    if (syntax === 'yaml' || (syntax === 'rc' && !/^\s*(?:\{|\/[/*])/.test(text))) return parseYaml(text);
    return parseJson(text, syntax === 'package' ? [packageKey] : []);
  } catch (error) {
    if (error instanceof RangeError) throw new ConfigSyntaxError('it nests too deeply', null);
    if (error instanceof LoaderError) throw new ConfigSyntaxError(`it is not usable: ${error.message}`, error.line);
    throw error;
  }
}

function parseJson(text: string, prefix: ConfigPath): ParsedConfig | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, {
    allowTrailingComma: true,
    allowEmptyContent: true,
    disallowComments: prefix.length > 0,
  });
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const [first] = errors;
  if (first) {
    const what = printParseErrorCode(first.error).replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
    throw new ConfigSyntaxError(`it is not valid JSON: ${what.toLowerCase()}`, lineAt(first.offset));
  }
  if (!root && prefix.length === 0) return { value: Object.create(null), lineOf: () => null };
  const top = prefix.reduce<Node | undefined>((node, key) => memberOf(node, key)?.value, root);
  if (!top) return undefined;
  return {
    value: isStrictJson(text) ? valueAt(withoutPrototypes(loadedValue(text, 'json')), prefix) : jsonValue(top),
    lineOf(path) {
      let at: Node | undefined = top;
      let key: Node | undefined;
      for (const step of path) {
        const member = memberOf(at, step);
        if (!member) break;
        ({ value: at, key } = member);
      }
      const found = key ?? top;
      return lineAt(found.offset);
    },
  };
}

/** Whether a text that is JSON with comments is JSON without. */
function isStrictJson(text: string): boolean {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  return errors.length === 0;
}

/** What lies at a path of keys; the path is known to be there. */
function valueAt(value: unknown, path: ConfigPath): unknown {
  return path.reduce((at, key) => (at as Record<string | number, unknown>)[key], value);
}

/** The last member of a name counts, as in JSON.parse. */
function memberOf(node: Node | undefined, step: string | number): { key: Node; value: Node } | undefined {
  if (node?.type === 'array' && typeof step === 'number') {
    const item = node.children?.[step];
    return item && { key: item, value: item };
  }
  if (node?.type !== 'object') return undefined;
  const property = node.children?.findLast((child) => child.children?.[0]?.value === step);
  const [key, value] = property?.children ?? [];
  return key && value && { key, value };
}

function jsonValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(jsonValue);
  if (node.type !== 'object') return node.value;
  const object: Record<string, unknown> = Object.create(null);
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (key && value) object[key.value] = jsonValue(value);
  }
  return object;
}

function parseYaml(text: string): ParsedConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const [first] = document.errors;
  if (first) {
    const message = first.message.split('\n')[0] ?? '';
    throw new ConfigSyntaxError(`it is not valid YAML: ${message}`, lines.linePos(first.pos[0]).line);
  }
  try {
    // Aliases that multiply are refused here: the loader would follow them, and copying the result would not end.
    document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new ConfigSyntaxError(`it is not usable YAML: ${(error as Error).message}`, null);
  }
  return {
    value: withoutPrototypes(loadedValue(text, 'yaml') ?? {}),
    lineOf(path) {
      let at: unknown = document.contents;
      let found: YamlNode | null = document.contents;
      for (const step of path) {
        const member = yamlMember(at, step);
        if (!member) break;
        found = member.key ?? found;
        at = member.value;
      }
      return found?.range ? lines.linePos(found.range[0]).line : null;
    },
  };
}

function yamlMember(node: unknown, step: string | number): { key: YamlNode | null; value: unknown } | undefined {
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step];
    return item === undefined ? undefined : { key: item as YamlNode, value: item };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step));
  return pair && { key: pair.key as YamlNode, value: pair.value };
}

/** A copy of plain data in which no object has a prototype; what is no plain data (a Date of YAML, a function) stays. */
export function withoutPrototypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (typeof value !== 'object' || value === null) return value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value;
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) object[key] = withoutPrototypes(item);
  return object;
}
