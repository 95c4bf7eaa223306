import { fieldNodeIfAny, type HeapObject, nameId, setOf } from './heap.ts';
import type { Points } from './points.ts';

/** Collections that are reached by their methods alone: nothing is a table of its own without being meant as one. */
const KEYED: ReadonlySet<string> = new Set(['Map', 'Set', 'WeakMap', 'WeakSet']);
/** Functions that run once for what they build. */
const BUILDS: ReadonlySet<string> = new Set(['module', 'constructor', 'fields']);

/**
 * Whether a property of a literal is one of several collections that the literal puts together under names
 * (`{ guests: new Map(), rooms: new Map() }`): each is a piece of state of its own, and the record only says where it is.
 */
export function isShelf({ p, h }: Points, x: HeapObject, name: string): boolean {
  // What a method puts together is a value of the place that it is put into.
  if (x.k !== 'obj' || (x.allocator >= 0 && !BUILDS.has(p.functions[x.allocator]!.f.kind))) return false;
  const lit = p.files[x.file]!.values[x.site]!;
  if (lit.k !== 'obj') return false;
  const made = lit.props.filter(([prop, , kind]) => kind === 'value' && isKeyed(prop));
  return made.length > 1 && made.some(([prop]) => prop === name);

  function isKeyed(prop: string): boolean {
    const n = fieldNodeIfAny(h, x.id, nameId(h, prop));
    return n !== undefined && setOf(h, n).some((o) => h.objects[o]!.k === 'nat' && KEYED.has(h.objects[o]!.type));
  }
}
