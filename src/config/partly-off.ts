import { isTestPath } from '../discover/test-path.ts';
import { isCode } from '../paths/code-extensions.ts';
import { isBelow } from '../paths/repo-path.ts';
import type { Source } from '../source/source.ts';
import { byCodeUnit } from '../text/order.ts';
import type { EffectiveConfig } from './effective.ts';
import { ignoredBy, severityOf } from './resolve.ts';

/**
 * Rules that are on and that the configuration switches off for some of the code, by `ignore`, an override or a nested file: rule id →
 * where that is said, sorted. Tests and declarations do not count: no server runs them.
 */
export function partlyOff(
  config: EffectiveConfig,
  source: Source,
  ruleIds: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const [first, ...nested] = config.scopes;
  const said = new Map<string, Set<string>>();
  if (nested.length === 0 && first?.overrides.length === 0 && first.ignore.length === 0) return new Map();
  const start = source.dir === '' ? 0 : source.dir.length + 1;
  const files = source
    .list()
    .files.map(({ path }) => path)
    .filter((path) => isCode(path) && isBelow(path, source.dir))
    .filter((path) => !/\.d\.[cm]?ts$/.test(path) && !isTestPath(path.slice(start)));
  for (const id of ruleIds) {
    if (severityOf(config, id, null).value === 'off') continue;
    for (const file of files) {
      const ignored = ignoredBy(config, file);
      const { value, from } = severityOf(config, id, file);
      if (!ignored && value !== 'off') continue;
      const own = said.get(id) ?? new Set();
      said.set(id, own.add(ignored ? ignored.from : from));
    }
  }
  return new Map([...said].map(([id, origins]) => [id, [...origins].sort(byCodeUnit)]));
}
