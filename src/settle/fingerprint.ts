import type { Severity } from '../report/report.ts';
import { graver } from '../report/severities.ts';
import { byCodeUnit } from '../text/order.ts';
import { canonicalJson, sha256 } from './digest.ts';

/**
 * What identifies a finding from one run to the next.
 *
 * The key is the leaf of the symbol, the rule's group and the set of writes (`kind:context`). Neither line, path, kind of holder nor
 * counts are in it: it survives moved lines, edits elsewhere, boxing, the move to a class, closure or another file, and a renamed file.
 * A renamed symbol changes the key and is found by the last rung of `matchFindings`.
 */
export type FingerprintInput = { readonly ruleId: string; readonly symbol: string; readonly writes: readonly string[] };

/** The rules that judge the same holders: a holder that moves from one to another of these is the same finding. */
const STATE_RULES: ReadonlySet<string> = new Set(['module-state', 'module-cache', 'memory-session', 'in-process-lock']);

/** The rule's group: `state` for the rules about state in memory, else the rule itself. */
export function ruleGroup(ruleId: string): string {
  return STATE_RULES.has(ruleId) ? 'state' : ruleId;
}

/** The last name of a dotted symbol: `Store.rows` → `rows`, `Store#rows` → `rows`, `app.locals["rows"]` → `rows`. */
export function leafSymbol(symbol: string): string {
  const leaf = symbol.endsWith(']')
    ? bracketed(symbol)
    : symbol.slice(Math.max(symbol.lastIndexOf('.'), symbol.lastIndexOf('#')) + 1);
  return leaf === '' ? symbol : leaf;
}

/** What stands in the last brackets, without its quotes. Searched from the end by hand: keys of the target can be of any length. */
function bracketed(symbol: string): string {
  const quote = symbol.at(-2) ?? '';
  const quoted = quote === '"' || quote === "'" || quote === '`';
  const opening = quoted ? `[${quote}` : '[';
  const start = symbol.lastIndexOf(opening, symbol.length - 1 - opening.length);
  return start < 0 ? symbol : symbol.slice(start + opening.length, quoted ? -2 : -1);
}

/** The canonical text of the key; equal texts, equal keys. */
export function fingerprintKey({ ruleId, symbol, writes }: FingerprintInput): string {
  return canonicalJson([ruleGroup(ruleId), leafSymbol(symbol), [...new Set(writes)].sort(byCodeUnit)]);
}

/** A finding as numbering sees it; `order` is any total order of the run's findings, used among equal keys alone. */
export type Placed = FingerprintInput & { readonly file: string; readonly start: number };

/**
 * The fingerprints of one run's findings, in the order given: 32 hex digits of the key's SHA-256, and `-2`, `-3`, ... for further
 * findings of the same key.
 *
 * Which of several equal keys is the first is decided by full symbol, file and place, in that order, and by nothing else: an edit that
 * adds or takes away no finding of that key can at most swap two of them, never give a fingerprint that was not there before.
 */
export function fingerprintsOf(findings: readonly Placed[]): readonly string[] {
  const byKey = new Map<string, number[]>();
  findings.forEach((finding, index) => {
    const key = fingerprintKey(finding);
    const same = byKey.get(key);
    if (same) same.push(index);
    else byKey.set(key, [index]);
  });
  const result = new Array<string>(findings.length);
  for (const [key, indexes] of byKey) {
    const digest = sha256(`sharenothing/v1 ${key}`).slice(0, 32);
    indexes.sort((a, b) => byPlace(findings[a]!, findings[b]!));
    indexes.forEach((index, ordinal) => {
      result[index] = ordinal === 0 ? digest : `${digest}-${ordinal + 1}`;
    });
  }
  return result;
}

function byPlace(a: Placed, b: Placed): number {
  return (
    byCodeUnit(a.symbol, b.symbol) || byCodeUnit(a.file, b.file) || a.start - b.start || byCodeUnit(a.ruleId, b.ruleId)
  );
}

/** A finding of this run or of an earlier report, as matching needs it. Reports and baselines carry all of it. */
export type Matchable = FingerprintInput & {
  readonly file: string;
  readonly fingerprint: string;
  readonly severity: Severity;
};

/** How an entry was found: same key in the same file, same key in another file, same file and writes under another symbol. */
export type Rung = 'same-file' | 'moved' | 'renamed';

export type Match<C, P> = {
  readonly current: C;
  readonly previous: P | null;
  readonly rung: Rung | null;
  /** New where nothing matches, and where the match was less grave. */
  readonly status: 'new' | 'existing';
};

/**
 * Matches a run's findings against earlier ones, down the ladder: same key in the same file; same key in any file; same file, same
 * rule group and same writes under another symbol (only where there are writes: without any, two components in a file have nothing
 * in common). Each earlier entry is used once. Several candidates on a rung: the same symbol and severity goes first, then the order of fingerprints.
 * The result follows `current`; it does not depend on the order of either list. `unmatched` are earlier entries that are gone.
 */
export function matchFindings<C extends Matchable, P extends Matchable>(
  current: readonly C[],
  previous: readonly P[],
): { readonly matches: readonly Match<C, P>[]; readonly unmatched: readonly P[] } {
  const found = new Map<C, { previous: P; rung: Rung }>();
  const used = new Set<P>();
  for (const [rung, bucketOf] of RUNGS) {
    for (const preference of PREFERENCES) {
      pair(current, previous, found, used, rung, (finding) => {
        const bucket = bucketOf(finding);
        return bucket === null ? null : canonicalJson([bucket, preference(finding)]);
      });
    }
  }
  const matches = current.map((finding): Match<C, P> => {
    const match = found.get(finding);
    if (!match) return { current: finding, previous: null, rung: null, status: 'new' };
    const rose = graver(finding.severity, match.previous.severity);
    return { current: finding, ...match, status: rose ? 'new' : 'existing' };
  });
  return { matches, unmatched: previous.filter((entry) => !used.has(entry)) };
}

const RUNGS: readonly (readonly [Rung, (finding: Matchable) => string | null])[] = [
  ['same-file', (finding) => canonicalJson([fingerprintKey(finding), finding.file])],
  ['moved', (finding) => fingerprintKey(finding)],
  [
    'renamed',
    (finding) =>
      finding.writes.length === 0
        ? null
        : canonicalJson([finding.file, ruleGroup(finding.ruleId), [...new Set(finding.writes)].sort(byCodeUnit)]),
  ],
];

/** Among candidates of one rung, closest first: a swap of two equal keys must not look like a rise in severity. */
const PREFERENCES: readonly ((finding: Matchable) => readonly string[])[] = [
  ({ fingerprint, symbol, severity }) => [fingerprint, symbol, severity],
  ({ symbol, severity }) => [symbol, severity],
  ({ severity }) => [severity],
  () => [],
];

/** Pairs what is left of both lists where `bucketOf` agrees, in the order of fingerprint, file and symbol. */
function pair<C extends Matchable, P extends Matchable>(
  current: readonly C[],
  previous: readonly P[],
  found: Map<C, { previous: P; rung: Rung }>,
  used: Set<P>,
  rung: Rung,
  bucketOf: (finding: Matchable) => string | null,
): void {
  const waiting = new Map<string, P[]>();
  for (const entry of [...previous].sort(byFingerprint)) {
    const bucket = used.has(entry) ? null : bucketOf(entry);
    if (bucket === null) continue;
    const queue = waiting.get(bucket);
    if (queue) queue.push(entry);
    else waiting.set(bucket, [entry]);
  }
  if (waiting.size === 0) return;
  for (const finding of [...current].sort(byFingerprint)) {
    const bucket = found.has(finding) ? null : bucketOf(finding);
    const entry = bucket === null ? undefined : waiting.get(bucket)?.shift();
    if (!entry) continue;
    used.add(entry);
    found.set(finding, { previous: entry, rung });
  }
}

function byFingerprint(a: Matchable, b: Matchable): number {
  return (
    byCodeUnit(a.fingerprint, b.fingerprint) ||
    byCodeUnit(a.file, b.file) ||
    byCodeUnit(a.symbol, b.symbol) ||
    byCodeUnit(a.severity, b.severity) ||
    byCodeUnit(a.ruleId, b.ruleId)
  );
}
