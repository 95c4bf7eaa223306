import { AFTER } from './contexts.ts';
import type { Contexts } from './frames.ts';
import type { ObjectId } from './heap.ts';
import type { Holder, Holders } from './holders.ts';
import type { Owner } from './ownership.ts';
import type { Points } from './points.ts';

/** Objects of one class that are judged one by one; where there are more, they are of one kind. */
const MAX_HOMES = 24;

/**
 * A collection that a class has and of whose objects the program keeps several, each in a place of its own (`const codes = new
 * Expiring()`, `const pages = new Expiring()`): one holder for each of these places, with what is written and read there. Null where there is but one
 * such place, or where an object has none: then the field says it for all.
 */
export function perInstance(
  pt: Points,
  ctx: Contexts,
  { lifeOf, ownerOf }: Pick<Holders, 'lifeOf' | 'ownerOf'>,
  holder: Holder,
): readonly Holder[] | null {
  if (holder.kind !== 'field' || holder.cls < 0 || holder.objects.size === 0) return null;
  const homes = new Map<ObjectId, Owner>();
  for (const o of pt.instances.get(holder.cls) ?? []) {
    if (lifeOf(o) !== 'process') continue;
    const owner = ownerOf(o);
    if (pt.h.objects[o]!.injected || !owner || owner.kind === 'property' || owner.name === '') return null;
    homes.set(o, owner);
  }
  if (new Set([...homes.values()].map(placeOf)).size < 2 || homes.size > MAX_HOMES) return null;
  const isOf = (o: ObjectId) => (at: { readonly frame: number }) => {
    const { self } = ctx.frames[at.frame]!;
    return self === o || !homes.has(self);
  };
  const out = new Map<string, Holder>();
  for (const [o, owner] of homes) {
    const mutations = holder.mutations.filter(isOf(o));
    if (!mutations.some((m) => m.mask & AFTER)) continue;
    const place = placeOf(owner);
    const before = out.get(place);
    if (before) {
      before.mutations.push(...mutations.filter((m) => !before.mutations.includes(m)));
      before.reads.push(...holder.reads.filter((r) => isOf(o)(r) && !before.reads.includes(r)));
      continue;
    }
    const { file, s, e, name } = owner;
    const symbol = owner.kind === 'field' ? `${pt.p.classes[owner.cls]!.c.name || 'class'}.${name}` : name;
    out.set(place, {
      ...holder,
      key: `${holder.key}@${place}`,
      symbol,
      file,
      s,
      e,
      mutations: [...mutations],
      reads: holder.reads.filter(isOf(o)),
    });
  }
  return out.size > 0 ? [...out.values()] : null;
}

const placeOf = ({ file, s }: Owner): string => `${file}:${s}`;
