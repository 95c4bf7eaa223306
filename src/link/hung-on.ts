import type { ObjectId } from './heap.ts';
import type { Points } from './points.ts';

/**
 * Names under which a library looks for what is to be told that something happened. Those of the browser's form (`socket.onerror`) are left
 * out: a client of this process has them, and what they do is about its one connection.
 */
const HANDLER = /^on[A-Z]/;
/** What comes once, when what was made at boot is up, is a part of start-up; so may be what connects. */
const OF_START = /^on(?:Ready|Open|Listen|Connect|Start|Boot|Load|Init|Bound|Setup|Launch|Mount|Create)/;

/**
 * Whether what is put into a field by its name is a handler that a library calls when something happens: `auth.settings.onRegister = async
 * (user) => …`, where `auth` is known to be a library's alone, or a part of what it gave. What hangs on an object of the program is the
 * program's to call, and is followed there.
 */
export function isHungOn(pt: Points, owners: readonly ObjectId[], name: string): boolean {
  if (owners.length === 0 || !HANDLER.test(name) || OF_START.test(name)) return false;
  return owners.every((o) => pt.h.objects[o]!.k === 'ext' && pt.h.objects[o]!.pkg !== '(global)');
}
