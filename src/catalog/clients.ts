import { effectOfCall, effectsOf } from './effects/index.ts';

/** Whether a package's calls ask for data that can change while this process runs: databases, caches, services over HTTP. */
export function isClient(pkg: string): boolean {
  return effectsOf(pkg)?.remote ?? false;
}

const CHANGES: ReadonlySet<string> = new Set(['store', 'local', 'queue', 'send']);

/**
 * Whether a call of a client changes something there: what it answers was made by this very call and cannot be asked for again.
 * `steps` is the provenance of the callee from its package or kind, `firstText` the first argument where it is a text.
 */
export function isCreating(pkg: string, steps: string, firstText: string | null): boolean {
  const names = steps.replace(/^new /, '').match(/[A-Za-z_$][\w$]*/g) ?? [];
  const effect = effectOfCall(pkg, names, { text: firstText });
  return effect !== undefined && CHANGES.has(effect);
}
