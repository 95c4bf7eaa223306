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
  const [held, ...others] = uses.of(uses.callValue(made)).filter((use) => !isOfFields(f, use));
  if (!held || others.length > 0) return null;
  if (held.k === 'recv') return parsesFields(f, held.c) ? held.c : null;
  if (held.k !== 'def') return null;
  const b = f.bindings[held.b]!;
  if (b.defs.length !== 1 || b.top || f.exports.some((e) => 'b' in e && e.b === held.b)) return null;
  const form = uses.bindValue(held.b);
  const calls = uses
    .of(form)
    .filter((use) => !isOfFields(f, use))
    .map((use) => (use.k === 'recv' && parsesFields(f, use.c) ? use.c : null));
  const [first] = calls;
  if (first === undefined || calls.includes(null)) return null;
  const isTold = f.functions.some((fn) =>
    fn.events.some((e) => e.t === 'write' && 'p' in e.to && e.to.o === form && !OF_FIELDS.has(e.to.p)),
  );
  return isTold ? null : first;
}

/** The name of a method or property of a form, where it says nothing of files; who calls the method is looked at itself. */
function isOfFields(f: FileFacts, use: Consumer): boolean {
  const x = use.k === 'value' ? f.values[use.v]! : null;
  return x?.k === 'prop' && (x.p === 'parse' || OF_FIELDS.has(x.p));
}

/** `form.parse(req, (err, fields) => …)`, also where the callback has a parameter for files that nothing reads. */
function parsesFields(f: FileFacts, id: CallId): boolean {
  const c = f.calls[id]!;
  const callee = f.values[c.callee]!;
  const callback = c.args[1] === undefined ? null : f.values[c.args[1]]!;
  if (callee.k !== 'prop' || callee.p !== 'parse' || callback?.k !== 'fn') return false;
  const { params, rest } = f.functions[callback.f]!;
  const files = params[2];
  // Whoever reads `arguments` may read the files there.
  const isCounted = f.values.some((x) => x.k === 'args' && x.f === callback.f);
  return !rest && !isCounted && params.length >= 2 && (files === undefined || isUnread(f, files));
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
