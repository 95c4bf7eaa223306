import type * as v from 'valibot';

/** What is wrong with one entry: `entry` is its id (or `#3`, its place, where it has none), `key` the dotted path in it. */
export type Problem = { readonly entry: string; readonly key: string; readonly what: string };

/** The id by which problems name an entry that may have any shape: its own, or its place in the list. */
export function idOf(entry: unknown, place: number): string {
  const id = typeof entry === 'object' && entry !== null ? (entry as { id?: unknown }).id : undefined;
  return typeof id === 'string' && id !== '' ? id : `#${place + 1}`;
}

/** Puts an issue of a schema into the words that users read beside file and key. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object') return issue.expected === 'never' ? 'unknown key' : 'missing key';
  if (issue.type === 'picklist')
    return `expected one of ${issue.expected?.replaceAll(' | ', ', ')}, got ${issue.received}`;
  if (issue.type === 'union') return `not one of the allowed forms, got ${issue.received}`;
  if (issue.type === 'check' || issue.type === 'regex' || issue.type === 'non_empty' || issue.type === 'min_length')
    return issue.message;
  return issue.expected === null ? issue.message : `expected ${issue.expected}, got ${issue.received}`;
}
