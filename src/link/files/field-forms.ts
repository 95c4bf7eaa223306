import { type CallId, type FileFacts, NONE, type ValueId } from '../../extract/facts.ts';
import { type Consumer, consumersOf } from '../consumers.ts';

/** Properties of a form that say nothing of files. */
const OF_FIELDS: ReadonlySet<string> = new Set(['encoding', 'type', 'maxFields', 'maxFieldsSize']);

/**
 * The call that reads a form whose files nobody takes: the form is told nothing of files, it does nothing but parse a request, and the
 * callback looks at the fields alone. A client may send files all the same; none of the program's does. Null for all other forms.
 */
export function parsedForFields(f: FileFacts, made: CallId): CallId | null {
  const uses = consumersOf(f);
  const { args } = f.calls[made]!;
  if (args.length > 0) return null;
  const [held, ...others] = uses.of(uses.callValue(made));
  if (!held || others.length > 0) return null;
  if (held.k === 'recv') return parsesFields(f, held.c) ? held.c : null;
  if (held.k !== 'def') return null;
  const b = f.bindings[held.b]!;
  if (b.defs.length !== 1 || b.top || f.exports.some((e) => 'b' in e && e.b === held.b)) return null;
  const form = uses.bindValue(held.b);
  const calls = uses.of(form).map((use: Consumer) => (use.k === 'recv' && parsesFields(f, use.c) ? use.c : null));
  const [first] = calls;
  if (first === undefined || calls.includes(null)) return null;
  const isTold = f.functions.some((fn) =>
    fn.events.some((e) => e.t === 'write' && 'p' in e.to && e.to.o === form && !OF_FIELDS.has(e.to.p)),
  );
  return isTold ? null : first;
}

/** `form.parse(req, (err, fields) => …)`, also where the callback has a parameter for files that nothing reads. */
function parsesFields(f: FileFacts, id: CallId): boolean {
  const c = f.calls[id]!;
  const callee = f.values[c.callee]!;
  const callback = c.args[1] === undefined ? null : f.values[c.args[1]]!;
  if (callee.k !== 'prop' || callee.p !== 'parse' || callback?.k !== 'fn') return false;
  const { params, rest } = f.functions[callback.f]!;
  const files = params[2];
  return !rest && params.length >= 2 && (files === undefined || isUnread(f, files));
}

function isUnread(f: FileFacts, b: number): boolean {
  const uses = consumersOf(f);
  const v: ValueId = uses.bindValue(b);
  return v === NONE || (uses.of(v).length === 0 && !isReadAlone(f, v));
}

/** Whether a value is read by itself (`files;`), or written to. */
const isReadAlone = (f: FileFacts, v: ValueId): boolean =>
  f.functions.some((fn) =>
    fn.events.some((e) => (e.t === 'read' && e.v === v) || (e.t === 'write' && !('b' in e.to) && e.to.o === v)),
  );
