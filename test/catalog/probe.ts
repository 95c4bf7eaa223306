import picomatch from 'picomatch';
import type { CallbackContext, LibraryContexts } from '../../src/catalog/contexts.ts';
import { parseProvenance } from '../../src/catalog/provenance.ts';

/**
 * Asks the catalogue one question, written as `form subject = context`:
 * - `call express/router.get`, `call node-http:.createServer`: a callback given to a method or a package's export, with
 *   ` @event` for one event (`call socketio/socket.on @message`) and ` #option` for a function in an options object
 * - `decorator nest:Get`, `method nest:CanActivate.canActivate`, `assign ws/socket.onmessage`
 * - `file next:app/api/users/route.ts#GET` with ` %use_server` for a file with that directive, `type express:RequestHandler`
 * Returns the contexts found, sorted and without doubles; none where nothing fits.
 */
export function contextsFound(libraries: readonly LibraryContexts[], question: string): readonly CallbackContext[] {
  const [form, subject, ...rest] = question.split(' ');
  const event = rest.find((word) => word.startsWith('@'))?.slice(1);
  const option = rest.find((word) => word.startsWith('#'))?.slice(1);
  const directive = rest
    .find((word) => word.startsWith('%'))
    ?.slice(1)
    .replace('_', ' ');
  const found = new Set<CallbackContext>();
  if (form === 'call') {
    const { entry, on, name } = split(libraries, subject!);
    for (const row of entry.registrations ?? []) {
      if (row.on !== on || !row.call.some((call) => same(call, name, on))) continue;
      if (!takes(row.events, event)) continue;
      const options = typeof row.callback === 'object' ? row.callback.option : null;
      if (option === undefined ? options !== null : options === null || !options.includes(option)) continue;
      found.add(row.context);
    }
  } else if (form === 'assign') {
    const { entry, on, name } = split(libraries, subject!);
    for (const row of entry.assignments ?? [])
      if (row.on === on && row.properties.includes(name)) found.add(row.context);
  } else {
    const colon = subject!.indexOf(':');
    const entry = entryOf(libraries, subject!.slice(0, colon));
    const what = subject!.slice(colon + 1);
    if (form === 'decorator') {
      for (const row of entry.decorators ?? []) if (row.name === what) found.add(row.context);
    } else if (form === 'type') {
      for (const row of entry.functionTypes ?? []) if (row.types.includes(what)) found.add(row.context);
    } else if (form === 'method') {
      const [name, method] = what.split('.');
      for (const row of entry.classes ?? []) {
        if (!row.extends.includes(name!) && !(row.decoratedBy ?? []).some((text) => text.endsWith(name!))) continue;
        const context = row.methods[method!];
        if (context !== undefined) found.add(context);
      }
    } else if (form === 'file') {
      const [path, exported] = what.split('#');
      for (const row of entry.files ?? []) {
        if (row.directive !== undefined && !row.directive.startsWith('!') && row.directive !== directive) continue;
        const named = row.exports.includes(exported!) || row.exports.includes('*');
        if (named && (row.entry === true || picomatch.isMatch(path!, [...row.files]))) found.add(row.context);
      }
    } else throw new Error(`no such form: ${form}`);
  }
  return [...found].sort();
}

function entryOf(libraries: readonly LibraryContexts[], id: string): LibraryContexts {
  const entry = libraries.find((library) => library.id === id);
  if (entry === undefined) throw new Error(`there is no entry ${id}`);
  return entry;
}

function split(
  libraries: readonly LibraryContexts[],
  subject: string,
): { entry: LibraryContexts; on: string; name: string } {
  const colon = subject.indexOf(':');
  if (colon > 0) return { entry: entryOf(libraries, subject.slice(0, colon)), on: '', name: subject.slice(colon + 1) };
  const [, id, kind, name] = /^([^/]+)\/([^.]+)\.(.+)$/.exec(subject)!;
  const entry = entryOf(libraries, id!);
  return { entry, on: kind!, name: name! };
}

function same(call: string, name: string, on: string): boolean {
  if (on !== '') return call === name;
  return JSON.stringify(parseProvenance(call)) === JSON.stringify(parseProvenance(name.replace('new_', 'new ')));
}

function takes(events: readonly string[] | undefined, event: string | undefined): boolean {
  if (events === undefined || event === undefined) return event === undefined ? events === undefined : true;
  return events[0]!.startsWith('!') ? !events.includes(`!${event}`) : events.includes(event);
}
