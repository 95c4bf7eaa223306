import {
  findNodeAtLocation,
  type JSONPath,
  type Node,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';

/** A JSON object of the target: no prototype, so that `__proto__` and `constructor` are keys like any other. */
export type JsonObject = { readonly [key: string]: unknown };

/** What a JSON text says, or where it is broken (1-based line). */
export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly line: number; readonly message: string };

/** Deeper values than this are dropped: no manifest nests so deep, and what reads it may recurse. */
const depthLimit = 100;

/**
 * Parses JSON of the target. `comments` also takes comments and trailing commas (tsconfig.json, bun.lock). Objects come back
 * without a prototype; never throws.
 */
export function readJson(text: string, options: { readonly comments?: boolean } = {}): JsonResult {
  try {
    return { ok: true, value: plain(JSON.parse(text), 0) };
  } catch {
    return readWithComments(text, options.comments ?? false);
  }
}

function readWithComments(text: string, comments: boolean): JsonResult {
  const errors: ParseError[] = [];
  let value: unknown;
  try {
    value = parse(text, errors, {
      allowTrailingComma: comments,
      disallowComments: !comments,
      allowEmptyContent: comments,
    });
  } catch {
    return { ok: false, line: 1, message: 'nests too deep' };
  }
  const first = errors[0];
  if (first) return { ok: false, line: lineAt(text, first.offset), message: printParseErrorCode(first.error) };
  return { ok: true, value: plain(value, 0) };
}

/** A copy without prototypes; what nests deeper than the limit is dropped. */
export function plain(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (depth > depthLimit) return undefined;
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) copy[key] = plain((value as Record<string, unknown>)[key], depth + 1);
  return copy;
}

/** The value as an object, or undefined where it is none. */
export function asObject(value: unknown): JsonObject | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The value as a string, or undefined where it is none. */
export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value as people write it where it is a string, number, boolean or null; `''` for lists and objects, which have no text. */
export function asText(value: unknown): string {
  return value !== undefined && (value === null || typeof value !== 'object') ? String(value) : '';
}

/** The value as a number, also where it is written as a string; NaN where it is none. */
export function asNumber(value: unknown): number {
  return typeof value === 'number'
    ? value
    : typeof value === 'string' && value.trim() !== ''
      ? Number(value)
      : Number.NaN;
}

/** The strings of a list; a string alone is a list of one. */
export function asStrings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The objects of a list; an object alone is a list of one. */
export function asObjects(value: unknown): readonly JsonObject[] {
  const objects: JsonObject[] = [];
  for (const item of Array.isArray(value) ? value : [value]) {
    const object = asObject(item);
    if (object) objects.push(object);
  }
  return objects;
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Finds the 1-based line on which the value at a path of keys stands; 1 where there is none. */
export function lineFinder(text: string): (path: JSONPath) => number {
  let tree: Node | undefined;
  try {
    tree = parseTree(text, [], { allowTrailingComma: true });
  } catch {
    tree = undefined;
  }
  return (path) => {
    const node = tree && findNodeAtLocation(tree, path);
    return node ? lineAt(text, (node.parent?.type === 'property' ? node.parent : node).offset) : 1;
  };
}
