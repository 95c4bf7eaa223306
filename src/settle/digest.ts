import { createHash } from 'node:crypto';
import type { Rule } from '../rules/rule.ts';
import { byCodeUnit } from '../text/order.ts';

/** SHA-256 in lower-case hex; a string counts as UTF-8. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/**
 * JSON with object keys in code-unit order and no white space, so that equal values give equal bytes whatever the order in which
 * they were built. Maps count as arrays of their entries in key order, sets as sorted arrays; undefined members are left out.
 * @throws TypeError on functions, class instances, bigints and non-finite numbers: a digest over them would leave something out in silence.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => `[${canonicalJson(key)},${canonicalJson(item)}]`);
    return `[${entries.sort(byCodeUnit).join(',')}]`;
  }
  if (value instanceof Set) return `[${[...value].map(canonicalJson).sort(byCodeUnit).join(',')}]`;
  if (isPlain(value)) {
    const members = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`${Object.prototype.toString.call(value)} has no canonical form`);
}

/**
 * That a value has a canonical form.
 * @throws TypeError as `canonicalJson` does.
 */
export function assertCanonical(value: unknown): void {
  if (Array.isArray(value) || value instanceof Set) for (const item of value) assertCanonical(item ?? null);
  else if (typeof value === 'object' && isPlain(value))
    for (const item of Object.values(value)) {
      if (item !== undefined) assertCanonical(item);
    }
  else canonicalJson(value);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** The digest of any plain value: SHA-256 over its canonical JSON. Serves the catalogue, the configuration and the policy. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** The digest of what a run read: path (repository-relative) → SHA-256 of the bytes, whatever the order of reading. */
export function inputsDigest(inputs: ReadonlyMap<string, string>): string {
  return digestOf(inputs);
}

/** The digest of what the rules say of themselves. What their code does belongs to the tool's version. */
export function rulesDigest(rules: readonly Rule[]): string {
  return digestOf(
    [...rules]
      .sort((a, b) => byCodeUnit(a.id, b.id))
      .map(({ id, title, docs, clauses, since, maturity, consequences, messages }) => ({
        id,
        title,
        docs,
        clauses,
        since,
        maturity,
        consequences,
        messages,
      })),
  );
}
