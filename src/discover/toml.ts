import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { plain } from './json.ts';

/** A TOML text as plain values (objects without a prototype). */
export type TomlDocument = {
  readonly value: unknown;
  /** 1-based line on which the value at a path of keys stands; 1 where there is none. Tables of an array are numbered from 0. */
  lineOf(path: readonly (string | number)[]): number;
};

/** Larger texts (characters) are generated; they are not read. */
const sizeLimit = 300_000;

/** Parses TOML; undefined where it is broken or too large. Never throws. */
export function readToml(text: string): TomlDocument | undefined {
  if (text.length > sizeLimit) return undefined;
  try {
    const program = parseTOML(text);
    const lines = new Map<string, number>();
    const keep = (path: readonly (string | number)[], line: number) => {
      const key = keyOf(path);
      if (!lines.has(key)) lines.set(key, line);
    };
    const take = (node: TomlNode, above: readonly (string | number)[], depth: number): void => {
      if (depth > 40) return;
      if (node.type === 'TOMLTable') {
        const path = node.resolvedKey ?? [];
        keep(path, node.loc.start.line);
        for (const inner of node.body ?? []) take(inner, path, depth + 1);
      } else if (node.type === 'TOMLKeyValue' && node.key) {
        const path = [...above, ...node.key.keys.map((key) => String(key.name ?? key.value ?? ''))];
        keep(path, node.loc.start.line);
        const { value } = node;
        for (const inner of value?.body ?? []) take(inner, path, depth + 1);
        value?.elements?.forEach((element, index) => {
          keep([...path, index], element.loc.start.line);
          for (const inner of element.body ?? []) take(inner, [...path, index], depth + 1);
        });
      }
    };
    for (const node of (program.body[0] as unknown as TomlNode).body ?? []) take(node, [], 0);
    return {
      value: plain(getStaticTOMLValue(program), 0),
      lineOf(path) {
        for (let length = path.length; length > 0; length--) {
          const line = lines.get(keyOf(path.slice(0, length)));
          if (line !== undefined) return line;
        }
        return 1;
      },
    };
  } catch {
    return undefined;
  }
}

/** The parts of the parser's tree that are used here. */
type TomlNode = {
  readonly type: string;
  readonly loc: { readonly start: { readonly line: number } };
  readonly resolvedKey?: readonly (string | number)[];
  readonly key?: { readonly keys: readonly { readonly name?: string; readonly value?: unknown }[] };
  readonly value?: { readonly body?: readonly TomlNode[]; readonly elements?: readonly TomlNode[] };
  readonly body?: readonly TomlNode[];
};

function keyOf(path: readonly (string | number)[]): string {
  return JSON.stringify(path.map(String));
}
