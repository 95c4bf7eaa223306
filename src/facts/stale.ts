import { ToolError } from '../diagnostics/tool-error.ts';
import { isCode } from '../paths/code-extensions.ts';
import { baseOf } from '../paths/repo-path.ts';
import { sha256 } from '../settle/digest.ts';
import type { Source } from '../source/source.ts';
import type { NamedFacts, Standing } from './facts-source.ts';
import { factsName } from './make-facts.ts';

/**
 * Where facts belong: the commit and state of the repository `here`, where that is the one they were made of, else nothing known. Facts
 * are kept by content and know of no commit; but where the files are at hand, a verdict over others would be a lie.
 * @throws ToolError `facts-stale` where a file is not as it was when its facts were made
 */
export function standingOf(parts: readonly NamedFacts[], here: Source): Standing {
  const known = new Map(
    parts.flatMap(({ name, facts }) => facts.files.map((file) => [file.path, { name, file }] as const)),
  );
  const present = new Set(here.list().files.map(({ path }) => path));
  const shared = [...known.keys()].filter((path) => present.has(path)).length;
  // The repository of the facts has nearly all of their files; another one hardly any.
  if (shared * 2 < known.size || shared === 0) return { commit: null, dirty: null };
  const changed = [...known.values()].filter(({ file }) => {
    const bytes = present.has(file.path) && file.digest !== undefined ? here.read(file.path) : undefined;
    return file.digest !== undefined && (!bytes || sha256(bytes) !== file.digest);
  });
  const added = [...present].filter((path) => !known.has(path) && isCode(path) && baseOf(path) !== factsName);
  const [first] = [...changed.map(({ file }) => file.path), ...added];
  if (first === undefined) return { commit: here.commit, dirty: here.dirty };
  const count = changed.length + added.length;
  throw new ToolError({
    code: 'facts-stale',
    what: `the facts were made of other files: ${first}${count === 1 ? ' is' : ` and ${count - 1} more are`} not as they say`,
    where: changed[0]?.name ?? null,
    fix: 'make the facts of that package again; in a task runner, let its inputs be all files of the package',
  });
}
