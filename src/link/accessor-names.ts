import { mayBeGetter } from './defined-properties.ts';
import type { Points } from './points.ts';

/** Names of properties that code stands behind: most names are none of these, and no object has to be asked. */
export type AccessorNames = {
  /** Whether a getter of a class, a literal or a defined property may have that name. */
  isRead(name: string): boolean;
  /** Whether a setter of a class may have that name. */
  isWritten(name: string): boolean;
};

/** Gathers the names from all files that are open, and anew once another one is. */
export function accessorNames(pt: Points): AccessorNames {
  const { p } = pt;
  let opened = -1;
  let getters: ReadonlySet<string> = new Set();
  let setters: ReadonlySet<string> = new Set();
  const gather = (): void => {
    if (opened === p.opened()) return;
    opened = p.opened();
    const [get, set] = [new Set<string>(), new Set<string>()];
    // The array has holes where a file is not open.
    p.classes.forEach(({ c }) => {
      for (const m of c.members) {
        if (m.kind === 'get') get.add(m.name);
        if (m.kind === 'set') set.add(m.name);
        // Setters are found under their name behind this sign, where another member may stand as well.
        else if (m.name.startsWith('=')) set.add(m.name.slice(1));
      }
    });
    for (let file = 0; file < p.files.length; file++) {
      if (!p.isOpen(file)) continue;
      for (const x of p.files[file]!.values)
        if (x.k === 'obj') for (const [name, , kind] of x.props) if (kind === 'get') get.add(name);
    }
    [getters, setters] = [get, set];
  };
  return {
    isRead(name) {
      gather();
      return getters.has(name) || mayBeGetter(pt, name);
    },
    isWritten(name) {
      gather();
      return setters.has(name);
    },
  };
}
