import type { FileFacts } from '../extract/facts.ts';

const known = new WeakMap<FileFacts, boolean>();

/**
 * Whether a file without export statements gives something the name `default` (`exports.default = …`). The default import of any other is
 * what it exports as a whole: an element that stands there under a computed name is not meant.
 */
export function writesDefault(f: FileFacts): boolean {
  let found = known.get(f);
  if (found === undefined) {
    found =
      f.functions.some((fn) => fn.events.some((e) => e.t === 'write' && 'p' in e.to && e.to.p === 'default')) ||
      f.values.some((x) =>
        x.k === 'obj' ? x.props.some(([name]) => name === 'default') : x.k === 'lit' && x.v === 'default',
      );
    known.set(f, found);
  }
  return found;
}
