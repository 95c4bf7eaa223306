import { createHash } from 'node:crypto';
import type { Process, Workspace } from './discover/workspace.ts';
import type { FileFacts } from './extract/facts.ts';
import type { FactsStore } from './extraction.ts';
import { sameBody } from './facts/facts-text.ts';
import { joinProgram, type LinkInput, type NameKind } from './link/program.ts';

/** All that linking and judging came from beside the bodies of facts: who learns the same again comes to the same end. */
export type LinkedFrom = {
  /** SHA-256 of the workspace, the paths of the repository and what outlines tell before a file is opened. */
  readonly frame: string;
  /** Files whose bodies were read. */
  readonly opened: readonly string[];
  /** Names that files were looked for by. */
  readonly asked: Readonly<Record<NameKind, readonly string[]>>;
};

/** What an earlier run linked, and the digests of the texts that its facts came from. */
export type Linked = {
  readonly from: LinkedFrom;
  readonly digests: ReadonlyMap<string, string>;
  readonly processes: readonly Process[];
};

/** What this run would link. */
export type ToLink = {
  readonly workspace: Workspace;
  readonly paths: Iterable<string>;
  readonly facts: ReadonlyMap<string, FileFacts>;
  readonly digests: ReadonlyMap<string, string>;
  readonly store: FactsStore | undefined;
};

const kinds: readonly NameKind[] = ['called', 'methods'];
const mentions = ({ outline }: FileFacts, kind: NameKind, name: string): boolean => outline[kind].includes(`|${name}|`);

/** More changed files are linked anew without a look at what changed in them. */
const MAX_CHANGED = 50;

/** The digest of what linking starts from; see `LinkedFrom`. */
export function frameOf({ workspace, paths, facts }: Pick<ToLink, 'workspace' | 'paths' | 'facts'>): string {
  const outlines = [...facts.values()].map(({ file, outline, directives, esm, jsx }) => {
    const { specs, typeSpecs, loads, globals } = outline;
    return [file, specs, typeSpecs, loads, globals, directives, esm, jsx];
  });
  const text = JSON.stringify([workspace, [...paths], outlines], (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

/** What a program that was linked came from. */
export function linkedFrom(frame: string, input: LinkInput): LinkedFrom {
  const p = joinProgram(input);
  return {
    frame,
    opened: p.files.flatMap(({ file }, at) => (p.isOpen(at) ? [file] : [])),
    asked: { called: [...p.asked.called], methods: [...p.asked.methods] },
  };
}

/**
 * Whether linking would come to the same end as an earlier run: the same files stand in the same frame, those that were opened say the
 * same, and none of the others has got a name that was asked for.
 */
export function isAsLinked(linked: Linked | undefined, frame: string, { facts, digests, store }: ToLink): boolean {
  if (linked?.from.frame !== frame) return false;
  const changed = [...digests].filter(([path, digest]) => linked.digests.get(path) !== digest);
  if (changed.length > MAX_CHANGED) return false;
  const opened = new Set(linked.from.opened);
  // The line that starts a process is told in words.
  const quoted = new Set(linked.processes.map(({ evidence }) => evidence.file));
  return changed.every(([path]) => {
    const now = facts.get(path);
    const before = linked.digests.get(path);
    if (!now || before === undefined || quoted.has(path)) return false;
    if (!opened.has(path))
      return !kinds.some((kind) => linked.from.asked[kind].some((name) => mentions(now, kind, name)));
    const then = store?.peek?.(path, before);
    return then !== undefined && 'outline' in then && sameBody(then, now);
  });
}
