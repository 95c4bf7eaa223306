import { type FileFacts, NONE, type ValueId } from '../extract/facts.ts';
import { countsOn, type Facts, type JudgeInput, type Verdict, verdict } from './categories.ts';
import { consumersOf } from './consumers.ts';
import { From } from './origins.ts';

// The numbers of calls by JSON-RPC, of which its specification says what they are for.

/** Steps that a number is followed from where it is counted. */
const MAX_STEPS = 6;
const COMPARES: ReadonlySet<string> = new Set(['===', '!==', '==', '!=']);

/**
 * A count that is nothing but the `id` of JSON-RPC requests: the side that asks makes it up, and it only finds the answer to that request
 * again, which comes over the same connection. Another process that counts the same asks over one of its own.
 */
export function rpcNumbers({ pt, holder }: JudgeInput, f: Facts): Verdict | null {
  if (holder.objects.size > 0) return null;
  const counted = f.afterPuts.filter((m) => m.kind === 'update' || countsOn(pt, f, m));
  if (counted.length === 0) return null;
  if (!f.afterPuts.every((m) => counted.includes(m) || (f.originOf(m) & ~From.constant) === 0)) return null;
  let found = false;
  const stays = (file: number, v: ValueId, depth: number): boolean => {
    if (v === NONE) return true;
    if (depth > MAX_STEPS) return false;
    const facts = pt.p.files[file]!;
    const uses = consumersOf(facts);
    return uses.of(v).every((u) => {
      if (u.k === 'cond') return true;
      if (u.k === 'def')
        return (
          pt.p.bindingBase[file]! + u.b === holder.binding ||
          (!facts.bindings[u.b]!.top && stays(file, uses.bindValue(u.b), depth + 1))
        );
      // What is counted on goes back to where it is kept.
      if (u.k === 'store') return counted.some((m) => m.file === file && m.v === v);
      if (u.k !== 'value') return false;
      const x = facts.values[u.v]!;
      if (x.k === 'op' && COMPARES.has(x.op)) return true;
      if (x.k !== 'obj') return (x.k === 'op' || x.k === 'as' || x.k === 'alt') && stays(file, u.v, depth + 1);
      found ||= isRpcId(facts, u.v, v);
      return isRpcId(facts, u.v, v);
    });
  };
  const starts = [...f.reads, ...counted.filter((m) => m.kind === 'update')];
  if (!starts.every((r) => stays(r.file, r.v, 0)) || !found) return null;
  return verdict('process-upkeep', 'rpc-numbers', 'tells calls by JSON-RPC apart until they are answered', counted[0]!);
}

/** Whether a value stands in a record as the `id` of a JSON-RPC message, and nowhere else. */
function isRpcId(f: FileFacts, record: ValueId, v: ValueId): boolean {
  const x = f.values[record]!;
  if (x.k !== 'obj' || x.spreads.length > 0) return false;
  const names = x.props.filter((q) => q[1] === v).map((q) => q[0]);
  return (
    names.length === 1 && names[0] === 'id' && x.props.some((q) => q[0] === 'jsonrpc' && f.values[q[1]]!.k === 'lit')
  );
}
