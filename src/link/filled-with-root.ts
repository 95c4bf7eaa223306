import { type Event, NONE, type ValueId } from '../extract/facts.ts';
import { guardChain } from './guards.ts';
import type { Mutation } from './holders.ts';
import type { Points } from './points.ts';
import { bindingGid } from './program.ts';

/** Properties within properties that are climbed out of: `config.email.smtp.password`. */
const MAX_PATH = 8;

/**
 * Whether each of these writes of a field reaches it from a variable of the program that the same function filled anew before:
 * `settings = await read(); settings.mail.password = secret`. What is written then is a part of what fills the variable, where it is
 * told: the field has no life of its own. What fills the variable must run wherever the field is written. `roots` are the variables (global ids) of which something is told.
 */
export function isFilledWithRoot({ p }: Points, writes: readonly Mutation[], roots: ReadonlySet<number>): boolean {
  return (
    writes.length > 0 &&
    writes.every((m) => {
      const { values } = p.files[m.file]!;
      const { events } = p.functions[m.fn]!.f;
      const write = events.find((e) => e.t === 'write' && e.s === m.s && e.e === m.e && 'p' in e.to);
      if (write?.t !== 'write' || !('p' in write.to)) return false;
      const b = rootOf(write.to.o);
      if (b === NONE || !roots.has(bindingGid(p, m.file, b))) return false;
      const under = new Set(guardChain(p.files[m.file]!, m.guard));
      const fills = (e: Event): boolean => e.t === 'write' && 'b' in e.to && e.to.b === b && e.op === '=' && e.s < m.s;
      return (
        m.kind === 'assign' &&
        events.some(
          (e) => fills(e) && e.t === 'write' && [...guardChain(p.files[m.file]!, e.guard)].every((g) => under.has(g)),
        )
      );

      function rootOf(v: ValueId): number {
        let at = v;
        for (let hops = 0; hops < MAX_PATH; hops++) {
          const x = values[at]!;
          if (x.k === 'bind') return x.b;
          if (x.k !== 'prop' && x.k !== 'index' && x.k !== 'as' && x.k !== 'narrow') return NONE;
          at = x.k === 'prop' || x.k === 'index' ? x.o : x.v;
        }
        return NONE;
      }
    })
  );
}
