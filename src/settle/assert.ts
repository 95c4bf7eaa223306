import { nearest } from '../diagnostics/nearest.ts';
import { isBelow } from '../paths/repo-path.ts';
import type { Finding } from '../rules/rule.ts';
import { byCodeUnit } from '../text/order.ts';
import { type Remark, remarkOn } from './suppress.ts';

/** What can be claimed, and the reasons of silences that bear it out. */
const CLAIMS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  // What the first request builds once counts as start-up.
  ['init-only', new Set(['init-only', 'immutable', 'lazy-singleton'])],
  ['request-scoped', new Set(['request-scoped'])],
  ['backed', new Set(['backed'])],
]);

/** What the analysis says of state: a finding, or a silence with its reason. `line` is 1-based. */
export type Verdict = {
  readonly line: number;
  readonly symbol: string;
  readonly says: string;
  readonly silent: boolean;
};

export type AssertContext = {
  /** DIR, repository-relative. */
  readonly dir: string;
  /** Everything that is known of the state of a file (repository-relative). */
  readonly verdictsOf: (file: string) => readonly Verdict[];
  /** Lines on which a file declares a name. */
  readonly declaredLines: (file: string) => ReadonlySet<number>;
  /** Whether code stands before a comment on its line: it speaks of that code then, else of the next. */
  readonly followsCode: (remark: Remark) => boolean;
};

/**
 * Holds the claims of comments (`sharenothing-assert init-only`) against the verdict of the analysis. A claim changes no verdict: one
 * that the analysis does not bear out is a finding of its own.
 */
export function checkAssertions(
  remarksOf: ReadonlyMap<string, readonly Remark[]>,
  context: AssertContext,
): readonly Finding[] {
  return [...remarksOf]
    .filter(([file]) => isBelow(file, context.dir))
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([file, all]) =>
      all.filter(({ directive }) => directive.kind === 'assert').flatMap((one) => check(one, file, context)),
    );
}

function check(remark: Remark, file: string, context: AssertContext): readonly Finding[] {
  const { names } = remark.directive;
  const failed = (messageId: string, symbol: string, data: Readonly<Record<string, string>> = {}) => [
    remarkOn(remark, 'assertion-failed', messageId, symbol, data),
  ];
  if (names.length !== 1) return failed('not-one', remark.directive.word);
  const [claim] = names as readonly [string];
  const borneOutBy = CLAIMS.get(claim);
  if (!borneOutBy) {
    const [best] = claim.length > 60 ? [] : nearest(claim, [...CLAIMS.keys()], 1);
    return failed('unknown', claim, { near: best === undefined ? '' : `; the nearest is \`${best}\`` });
  }
  const line = context.followsCode(remark) ? remark.line : remark.nextLine;
  if (line === null) return failed('nothing', claim, { line: String(remark.line) });
  const here = context.verdictsOf(file).filter((one) => one.line === line);
  const against = here.find(({ silent, says }) => !silent || !borneOutBy.has(says));
  if (against) {
    const { silent, symbol, says } = against;
    return failed(silent ? 'other-reason' : 'found', claim, { state: symbol, says });
  }
  if (here.length > 0) return [];
  // What does not outlive a request is no state of the process at all: where something is declared, that is the proof.
  if (claim === 'request-scoped' && context.declaredLines(file).has(line)) return [];
  return failed('nothing', claim, { line: String(line) });
}
