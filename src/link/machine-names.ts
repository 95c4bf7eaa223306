import { NONE, type ValueId } from '../extract/facts.ts';
import { callersOfFunctions } from './callers.ts';
import type { JudgeInput } from './categories.ts';
import { consumersOf } from './consumers.ts';
import type { Access } from './holders.ts';
import type { Points } from './points.ts';
import { callGid, functionGid } from './program.ts';
import { isOwn } from './unique-names.ts';

// What a number names that is not of this process: a file, or what another program keeps under it.

/** Steps from a number to the name that it stands in. */
const MAX_STEPS = 12;
/** Calls that are looked at for what becomes of the number that a function gives. */
const MAX_CALLERS = 20;
/** Folders that all processes of a machine share. */
const SHARED_FOLDER = /^\/(?:tmp|var|run|dev|mnt|srv|opt|home|etc|data)\//;
const RUNS = /^\.(?:exec|execFile|spawn)(?:Sync)?$/;

/**
 * Whether a number goes into the path of a file, or into the words that another program is started with: that file, and what that
 * program keeps under the number, are the machine's, and another process counts up to the same one. Beside what is this process's own
 * (`${process.pid}-${count}`) it names something else in each.
 */
export function namesOfMachine(input: JudgeInput, r: Pick<Access, 'file' | 'fn' | 'v'>): boolean {
  const { pt } = input;
  const seen = new Set<string>();
  const callersOf = callersOfFunctions(pt);
  const goesInto = (file: number, v: ValueId, depth: number): boolean => {
    const key = `${file}|${v}`;
    if (v === NONE || depth > MAX_STEPS || seen.has(key)) return false;
    seen.add(key);
    const f = pt.p.files[file]!;
    const uses = consumersOf(f);
    return uses.of(v).some((u) => {
      switch (u.k) {
        case 'def': {
          const b = f.bindings[u.b]!;
          return !b.top && b.kind !== 'param' && b.defs.length === 1 && goesInto(file, uses.bindValue(u.b), depth + 1);
        }
        case 'return': {
          const calls = callersOf.get(functionGid(pt.p, file, u.f)) ?? [];
          return calls.slice(0, MAX_CALLERS).some((call) => {
            const at = pt.p.calls[call]!;
            return goesInto(at.file, consumersOf(pt.p.files[at.file]!).callValue(at.id), depth + 1);
          });
        }
        case 'arg':
          return isPath(pt, file, u.c) || isCommand(pt, file, u.c);
        case 'value': {
          const x = f.values[u.v]!;
          const isText = x.k === 'op' && (x.op === 'template' || x.op === '+');
          if (isText && x.of.some((y) => y !== v && isOwn(input, r, file, y))) return false;
          if (isText && startsInSharedFolder(pt, file, x.of)) return true;
          return (x.k === 'op' || x.k === 'as' || x.k === 'arr') && goesInto(file, u.v, depth + 1);
        }
        default:
          return false;
      }
    });
  };
  return goesInto(r.file, r.v, 0);
}

/** `path.join(folder, n)`: a path of the machine. */
const isPath = (pt: Points, file: number, c: number): boolean =>
  (pt.externals.get(callGid(pt.p, file, c)) ?? []).some((o) => {
    const x = pt.h.objects[o]!;
    return x.pkg === 'node:path' && /\.(?:join|resolve)$/.test(x.steps);
  });

/** Whether a call starts a program with words, and it is not this one. */
function isCommand(pt: Points, file: number, c: number): boolean {
  const runs = (pt.externals.get(callGid(pt.p, file, c)) ?? []).some((o) => {
    const x = pt.h.objects[o]!;
    return x.pkg === 'node:child_process' && RUNS.test(x.steps);
  });
  if (!runs) return false;
  const f = pt.p.files[file]!;
  const [program] = f.calls[c]!.args;
  const x = program === undefined ? undefined : f.values[program]!;
  if (x?.k === 'prop') return x.p !== 'execPath' && x.p !== 'argv0';
  return !(x?.k === 'lit' && /^(?:node|bun|deno|tsx|npm|npx)\b/.test(String(x.v)));
}

/** `/tmp/${n}.txt`, `${os.tmpdir()}/${n}`. */
function startsInSharedFolder(pt: Points, file: number, of: readonly ValueId[]): boolean {
  const f = pt.p.files[file]!;
  const x = of[0] === undefined ? undefined : f.values[of[0]]!;
  if (x?.k === 'lit') return SHARED_FOLDER.test(String(x.v));
  return (
    x?.k === 'call' &&
    (pt.externals.get(callGid(pt.p, file, x.c)) ?? []).some((o) => pt.h.objects[o]!.steps.endsWith('.tmpdir'))
  );
}
