import { isCollection, isMap, isPair, LineCounter, parseAllDocuments } from 'yaml';
import { plain } from './json.ts';

/** One document of a YAML text. */
export type YamlDocument = {
  /** Plain values; tags and custom types are dropped. */
  readonly value: unknown;
  /** 1-based line on which the value at a path of keys stands; 1 where there is none. */
  lineOf(path: readonly (string | number)[]): number;
};

/** Larger manifests (characters) are generated; they are not read. */
const sizeLimit = 1_000_000;

/** Parses the YAML documents of a text; undefined where it is broken, too large, or a template that is no YAML. Never throws. */
export function readYaml(text: string): readonly YamlDocument[] | undefined {
  if (text.length > sizeLimit) return undefined;
  return parsed(text) ?? (closing.test(text) ? parsed(text.replace(closings, `$&${' '.repeat(40)}`)) : undefined);
}

/**
 * A line that closes a list or a map in brackets. Many parsers (those of CloudFormation and Ansible among them) take it at any depth,
 * which the specification forbids: where the text cannot be read as it stands, such lines are moved in.
 */
const closing = /^[ \t]*[}\]]/m;
const closings = /^(?=[ \t]*[}\]])/gm;

function parsed(text: string): readonly YamlDocument[] | undefined {
  const lines = new LineCounter();
  try {
    const documents = parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false });
    if (!Array.isArray(documents)) return [];
    const read: YamlDocument[] = [];
    for (const document of documents) {
      // Unknown tags (`!Ref`, `!Sub` of CloudFormation) are warnings; only errors make it unreadable.
      if (document.errors.length > 0) return undefined;
      const value: unknown = plain(document.toJS({ maxAliasCount: 100 }), 0);
      read.push({
        value,
        lineOf(path) {
          let found = 1;
          let at: unknown = document.contents;
          for (const key of path) {
            if (!isCollection(at)) break;
            const pair = isMap(at)
              ? at.items.find((item) => isPair(item) && String(item.key) === String(key))
              : undefined;
            const next: unknown = pair ? pair.value : at.get(key, true);
            const node = (pair?.key ?? next) as { range?: readonly [number, number, number] } | undefined;
            if (!node?.range) break;
            found = lines.linePos(node.range[0]).line;
            at = next;
          }
          return found;
        },
      });
    }
    return read;
  } catch {
    return undefined;
  }
}
