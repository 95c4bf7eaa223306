import type { Process } from '../discover/workspace.ts';
import { NONE, type ValueId } from '../extract/facts.ts';
import { byCodeUnit } from '../text/order.ts';
import { fileNamed } from './constants.ts';
import { findEntries } from './entries.ts';
import { joinProgram, type LinkInput, type Program } from './program.ts';
import { valueStatic } from './static.ts';

/** Calls that start another process or thread from a file of the program. */
type Started = { readonly entry: number; readonly file: number; readonly s: number };

const ROUNDS = 4;

/**
 * Processes and threads that the program's own processes start, by a call that names the file: `fork('./x')`,
 * `new Worker(new URL('./x.js', import.meta.url))`, `spawn(process.execPath, [path.join(__dirname, 'x.js')])`,
 * `cluster.setupPrimary({ exec })`. `lineOf` gives the line (1-based) and text at an offset of a file.
 */
export function spawnedProcesses(
  input: LinkInput,
  lineOf: (file: string, offset: number) => { readonly line: number; readonly text: string },
): Process[] {
  const p = joinProgram(input);
  const known = new Set(input.processes.map((x) => x.entry));
  const names = new Set(input.processes.map((x) => x.name));
  const out: Process[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { loaded } = findEntries(p, { ...input, processes: [...input.processes, ...out] });
    const started = [...loaded].sort((a, b) => a - b).flatMap((file) => startsOf(p, file));
    let any = false;
    for (const x of started) {
      const entry = p.files[x.entry]!.file;
      if (known.has(entry) || input.isTestPath(entry)) continue;
      known.add(entry);
      any = true;
      const at = lineOf(p.files[x.file]!.file, x.s);
      let name = entry
        .split('/')
        .pop()!
        .replace(/\.[cm]?[jt]sx?$/, '');
      if (names.has(name)) name = entry;
      names.add(name);
      out.push({
        name,
        kind: 'worker',
        entry,
        replicas: null,
        evidence: { file: p.files[x.file]!.file, line: at.line, text: at.text },
      });
    }
    if (!any) break;
  }
  return out.sort((a, b) => byCodeUnit(a.entry, b.entry));
}

function startsOf(p: Program, file: number): Started[] {
  const f = p.files[file]!;
  const out: Started[] = [];
  for (const c of f.calls) {
    if (!c || c.args.length === 0 || (c.kind !== 'call' && c.kind !== 'new')) continue;
    const s = valueStatic(p, file, c.callee);
    if (s?.k !== 'external') continue;
    const name = s.steps.split('.').pop() ?? '';
    const pkg = s.pkg.replace(/^node:/, '');
    for (const v of scriptOf(p, file, pkg, name, c.kind === 'new', c.args)) {
      const entry = fileNamed(p, file, v);
      if (entry !== null && entry !== file) out.push({ entry, file, s: c.s });
    }
  }
  return out;
}

/** The arguments that may name the script. */
function scriptOf(
  p: Program,
  file: number,
  pkg: string,
  name: string,
  isNew: boolean,
  args: readonly ValueId[],
): ValueId[] {
  const option = (v: ValueId | undefined, key: string): ValueId[] => {
    const o = v === undefined || v === NONE ? null : p.files[file]!.values[v]!;
    const q = o?.k === 'obj' ? o.props.find((x) => x[0] === key && x[2] === 'value') : undefined;
    return q ? [q[1]] : [];
  };
  if (isNew && name === 'Worker' && (pkg === 'worker_threads' || pkg === '(global)' || pkg === 'threads'))
    return [args[0]!];
  if (isNew && (name === 'Piscina' || name === 'Tinypool' || pkg === 'piscina' || pkg === 'tinypool'))
    return option(args[0], 'filename');
  if (pkg === 'cluster' && /^setup(Primary|Master)$/.test(name)) return option(args[0], 'exec');
  if (pkg !== 'child_process') return [];
  if (name === 'fork') return [args[0]!];
  if (name !== 'spawn' && name !== 'execFile') return [];
  const list = args[1] === undefined ? null : p.files[file]!.values[args[1]]!;
  return [args[0]!, ...(list?.k === 'arr' ? list.items.slice(0, 4) : [])];
}
