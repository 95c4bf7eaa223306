import { NONE, type ValueId } from '../../extract/facts.ts';
import type { Contexts } from '../contexts.ts';
import { From, type Origins } from '../origins.ts';
import { functionGid, type Program } from '../program.ts';
import type { Place } from './place.ts';

/** Properties between a variable and what is written in it, and conversions around a content. */
const MAX_PARTS = 8;

/**
 * Whether something made by chance is put into what a file is given, before or after that is read from elsewhere:
 * `config.auth.secret = randomBytes(32).toString('hex')` makes of the settings that lay there something that no other process has.
 */
export function filledByChance(p: Program, ctx: Contexts, origins: Origins, content: Place): boolean {
  const { file } = content;
  const f = p.files[file]!;
  const of = rootOf(content.v);
  if (of === NONE) return false;
  return f.functions.some((fn, id) =>
    fn.events.some((e) => {
      if (e.t !== 'write' || !('p' in e.to) || e.v === NONE || rootOf(e.to.o) !== of) return false;
      const [frame] = ctx.framesOf(functionGid(p, file, id));
      return frame !== undefined && (origins.of(frame, file, e.v) & From.random) !== 0;
    }),
  );

  /** The variable that a value is a part of, through what only writes it in another form (`JSON.stringify(config)`). */
  function rootOf(start: ValueId): number {
    let v = start;
    for (let hops = 0; v !== NONE && hops < MAX_PARTS; hops++) {
      const x = f.values[v]!;
      if (x.k === 'bind') return f.bindings[x.b]!.imp ? NONE : x.b;
      if (x.k === 'as' || x.k === 'narrow' || x.k === 'await') v = x.v;
      else if (x.k === 'prop' || x.k === 'index') v = x.o;
      else if (x.k === 'call') v = f.calls[x.c]!.args[0] ?? NONE;
      else return NONE;
    }
    return NONE;
  }
}
