import { NONE, type ValueId } from '../extract/facts.ts';
import { isCommandLine } from './command-words.ts';
import { setOf } from './heap.ts';
import type { Points } from './points.ts';
import { valueAt } from './program.ts';

/** What a program tells the library that reads its command line. */
export type DeclaredFlags = {
  /** Options that it may be started with, as the values are named that hold them. */
  readonly names: ReadonlySet<string>;
  /** Those of them that are on where nobody says otherwise, or that the program sets itself. */
  readonly on: ReadonlySet<string>;
};

const OPTION = /^(?:add)?[oO]ption$/;
/** Calls of yargs that name an option by itself (yargs/yargs docs/api.md, 17). */
const NAMES = /^(?:options?|boolean|describe)$/;

/** Flags that the loaded files declare: `.option('--dev')`, `yargs.boolean('dev')`, `.option('dev', { default: true })`, `.default({ dev: true })`. */
export function declaredFlags(pt: Points, loaded: ReadonlySet<number>): DeclaredFlags {
  const { p } = pt;
  const names = new Set<string>();
  const on = new Set<string>();
  const isTrue = (file: number, v: ValueId | undefined): boolean => {
    const x = v === undefined || v === NONE ? null : valueAt(p, file, v);
    return x?.k === 'lit' && x.v === true;
  };
  for (const file of loaded)
    for (const c of p.files[file]!.calls) {
      const callee = c?.args[0] === undefined || c.callee === NONE ? null : valueAt(p, file, c.callee);
      if (callee?.k !== 'prop') continue;
      const [first, second] = c!.args;
      const text = valueAt(p, file, first!);
      const said = text.k === 'lit' ? String(text.v) : '';
      const long = OPTION.test(callee.p) ? /(?:^|[\s,])--([a-z][\w-]*)\s*$/.exec(said)?.[1] : undefined;
      if (long !== undefined) names.add(camel(long));
      const isYargs = NAMES.test(callee.p) || callee.p === 'default';
      if (!isYargs || !isCommandLine(pt, file, callee.o)) continue;
      if (callee.p === 'default') {
        if (said !== '' && isTrue(file, second)) on.add(camel(said));
        // The defaults may stand elsewhere: in a variable, or in what a function gives.
        for (const o of setOf(pt.h, pt.valueNode(file, first!))) {
          const x = pt.h.objects[o]!;
          const given = x.k === 'obj' && x.site >= 0 ? valueAt(p, x.file, x.site) : null;
          if (given?.k === 'obj') for (const q of given.props) if (isTrue(x.file, q[1])) on.add(camel(q[0]));
        }
      } else if (/^[a-z][\w-]*$/i.test(said)) {
        names.add(camel(said));
        const about = second === undefined ? null : valueAt(p, file, second);
        if (about?.k === 'obj' && about.props.some((q) => q[0] === 'default' && isTrue(file, q[1])))
          on.add(camel(said));
      }
    }
  if (names.size === 0) return { names, on };
  // What the program itself hands to a function as an option is no matter of the command line alone: `serve(app, { dev: true })`.
  for (const file of loaded)
    for (const c of p.files[file]!.calls) {
      if (!c || c.callee === NONE) continue;
      const set = c.args.flatMap((a) => {
        const given = valueAt(p, file, a);
        return given.k === 'obj'
          ? given.props.flatMap((q) => (names.has(q[0]) && isTrue(file, q[1]) ? [q[0]] : []))
          : [];
      });
      if (set.length === 0) continue;
      const callee = valueAt(p, file, c.callee);
      if (callee.k === 'prop' && isCommandLine(pt, file, callee.o)) continue;
      for (const name of set) on.add(name);
    }
  return { names, on };
}

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
