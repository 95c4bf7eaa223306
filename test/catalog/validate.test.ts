import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LibraryContexts } from '../../src/catalog/contexts.ts';
import { libraryContexts, validateContexts } from '../../src/catalog/index.ts';
import { byCodeUnit } from '../../src/text/order.ts';

/** A sound entry; each case below breaks one thing of it. */
const sound: LibraryContexts = {
  id: 'acme-http',
  packages: ['acme-http'],
  source: 'acme-http README (3)',
  objects: {
    app: { from: ['.default()', 'new .Server', '@app.child()'], types: ['App'], fluent: ['use'] },
    request: { from: [], lifetime: 'request' },
  },
  registrations: [
    {
      on: 'app',
      call: ['use', 'get'],
      callback: 'functions',
      context: 'request',
      request: 0,
      parameters: { 0: 'request' },
    },
    { on: 'app', call: ['on'], callback: 1, events: ['close'], context: 'shutdown', request: null },
    { on: 'app', call: ['on'], callback: 1, events: ['!close'], context: 'event', request: null },
    { on: '', call: ['.createServer'], callback: { option: ['handler'], argument: 0 }, context: 'request', request: 0 },
  ],
  decorators: [{ name: 'Controller', target: 'class', context: 'boot' }],
  classes: [
    {
      extends: ['*'],
      decoratedBy: ['Controller'],
      methods: { init: 'boot', handle: 'request' },
      requests: { handle: 0 },
    },
  ],
  files: [{ files: ['routes/**/*.ts'], exports: ['default'], context: 'request', request: 0 }],
  functionTypes: [{ types: ['Handler'], context: 'request', request: 0, parameters: { 0: 'request' } }],
  assignments: [{ on: 'app', properties: ['onclose'], context: 'shutdown', request: null }],
  properties: [{ on: 'request', property: 'app', kind: 'app' }],
};

/** The sound entry with some keys replaced. */
function broken(changes: Readonly<Record<string, unknown>>): unknown {
  return { ...sound, ...changes };
}

const registration = sound.registrations![0]!;

const mistakes: readonly (readonly [name: string, entry: unknown, key: string, what: RegExp])[] = [
  ['a missing key', { id: 'acme-http', packages: ['acme-http'], registrations: [] }, 'source', /missing key/],
  ['an unknown key', broken({ registration: [] }), 'registration', /unknown key/],
  [
    'an unknown key inside a row',
    broken({ registrations: [{ ...registration, event: ['x'] }] }),
    'registrations.0.event',
    /unknown key/,
  ],
  ['an id that is none', broken({ id: 'Acme HTTP' }), 'id', /lower-case letters/],
  ['no packages', broken({ packages: [] }), 'packages', /must not be empty/],
  [
    'a wrong context',
    broken({ registrations: [{ ...registration, context: 'startup' }] }),
    'registrations.0.context',
    /expected one of .*"boot".*"startup"/,
  ],
  [
    'a wrong lifetime',
    broken({ objects: { app: { from: ['.default()'], lifetime: 'forever' } } }),
    'objects.app.lifetime',
    /expected one of/,
  ],
  [
    'a callback of no form',
    broken({ registrations: [{ ...registration, callback: 'first' }] }),
    'registrations.0.callback',
    /not one of the allowed forms/,
  ],
  ['a negative index', broken({ registrations: [{ ...registration, request: -1 }] }), 'registrations.0.request', /-1/],
  [
    'a parameter that is no index',
    broken({ registrations: [{ ...registration, parameters: { first: 'request' } }] }),
    'registrations.0.parameters.first',
    /by its index/,
  ],
  [
    'a broken provenance',
    broken({ objects: { ...sound.objects, app: { from: ['default()'] } } }),
    'objects.app.from.0',
    /is no provenance/,
  ],
  [
    'a wildcard in the middle',
    broken({ objects: { ...sound.objects, app: { from: ['.*.create()'] } } }),
    'objects.app.from.0',
    /is no provenance/,
  ],
  [
    'a provenance from a kind that is not there',
    broken({ objects: { ...sound.objects, app: { from: ['@server.child()'] } } }),
    'objects.app.from.0',
    /no object kind `server`/,
  ],
  [
    'a provenance twice, once through the default export',
    broken({ objects: { ...sound.objects, app: { from: ['.create()', '.default.create()'] } } }),
    'objects.app.from.1',
    /says the same as/,
  ],
  [
    'a callee that is none',
    broken({ registrations: [{ ...registration, on: '', call: ['createServer'] }] }),
    'registrations.0.call.0',
    /is no callee/,
  ],
  [
    'a method that is none',
    broken({ registrations: [{ ...registration, call: ['.use'] }] }),
    'registrations.0.call.0',
    /is no method name/,
  ],
  [
    'a receiver that is not there',
    broken({ registrations: [{ ...registration, on: 'router' }] }),
    'registrations.0.on',
    /no object kind `router`/,
  ],
  [
    'a receiver of an entry that is not there',
    broken({ registrations: [{ ...registration, on: 'other/app' }] }),
    'registrations.0.on',
    /no entry `other`/,
  ],
  [
    'a parameter of a kind that is not there',
    broken({ registrations: [{ ...registration, parameters: { 0: 'socket' } }] }),
    'registrations.0.parameters.0',
    /no object kind `socket`/,
  ],
  [
    'what a returned function is given, of no kind',
    broken({ registrations: [{ ...registration, returns: { context: 'request', parameters: { 0: 'socket' } } }] }),
    'registrations.0.returns.parameters.0',
    /no object kind `socket`/,
  ],
  [
    'events both named and excluded',
    broken({ registrations: [{ ...registration, events: ['a', '!b'] }] }),
    'registrations.0.events',
    /all named or all excluded/,
  ],
  [
    'an event twice',
    broken({ registrations: [{ ...registration, events: ['a', 'a'] }] }),
    'registrations.0.events.1',
    /says the same as/,
  ],
  [
    'a row twice',
    broken({ registrations: [registration, registration] }),
    'registrations.1',
    /says the same as registrations\.0/,
  ],
  [
    'two contexts for one event',
    broken({
      registrations: [
        { ...registration, events: ['a', 'b'] },
        { ...registration, events: ['b'], context: 'event' },
      ],
    }),
    'registrations.1',
    /another context .* registrations\.0/,
  ],
  [
    'two contexts, one by exclusion',
    broken({
      registrations: [
        { ...registration, events: ['!a'] },
        { ...registration, events: ['b'], context: 'event' },
      ],
    }),
    'registrations.1',
    /another context/,
  ],
  [
    'a kind that extends none',
    broken({ objects: { ...sound.objects, app: { from: ['.default()'], extends: ['base'] } } }),
    'objects.app.extends.0',
    /no object kind `base`/,
  ],
  [
    'a kind that nothing can be of',
    broken({ objects: { ...sound.objects, socket: { from: [] } } }),
    'objects.socket',
    /no value can be of this kind/,
  ],
  [
    'a class known by nothing',
    broken({ classes: [{ extends: ['*'], methods: { init: 'boot' } }] }),
    'classes.0.extends',
    /needs `decoratedBy`/,
  ],
  [
    'a class known by a decorator that is not there',
    broken({ classes: [{ extends: ['*'], decoratedBy: ['Service'], methods: { init: 'boot' } }] }),
    'classes.0.decoratedBy.0',
    /no decorator `Service`/,
  ],
  [
    'a request of a method that is not there',
    broken({ classes: [{ extends: ['Base'], methods: { init: 'boot' }, requests: { handle: 0 } }] }),
    'classes.0.requests.handle',
    /names no method/,
  ],
  [
    'a context that needs a registering call',
    broken({ classes: [{ extends: ['Base'], methods: { init: 'caller' } }] }),
    'classes.0.methods.init',
    /needs a call that registers/,
  ],
  [
    'files without globs',
    broken({ files: [{ files: [], exports: ['default'], context: 'request' }] }),
    'files.0.files',
    /name globs/,
  ],
  [
    'an assignment on a kind that is not there',
    broken({ assignments: [{ on: 'socket', properties: ['onclose'], context: 'event' }] }),
    'assignments.0.on',
    /no object kind `socket`/,
  ],
  [
    'a property that leads to no kind',
    broken({ properties: [{ on: 'request', property: 'app', kind: 'server' }] }),
    'properties.0.kind',
    /no object kind `server`/,
  ],
  ['an entry that says nothing', { id: 'acme-http', packages: ['acme-http'], source: 'README' }, '', /says nothing/],
];

describe('the validator of context entries', () => {
  it('finds nothing in a sound entry', () => {
    expect(validateContexts([sound])).toEqual([]);
  });

  it.each(mistakes)('finds %s and names entry and key', (_name, entry, key, what) => {
    const problems = validateContexts([entry]);
    expect(problems.map((problem) => problem.key)).toContain(key);
    const problem = problems.find((candidate) => candidate.key === key)!;
    expect(problem.what).toMatch(what);
    expect(problem.entry).toBe((entry as { id: string }).id);
  });

  it('names an entry without id by its place', () => {
    expect(validateContexts([sound, { packages: ['x'] }])[0]).toMatchObject({ entry: '#2' });
    expect(validateContexts(['express'])[0]).toMatchObject({ entry: '#1', key: '' });
  });

  it('refuses an id twice, also one of the entries that are known', () => {
    expect(validateContexts([sound, sound]).map(({ key, what }) => [key, what])).toEqual([['id', 'this id is taken']]);
    expect(validateContexts([{ ...sound, id: 'express' }], libraryContexts)).toMatchObject([
      { entry: 'express', key: 'id' },
    ]);
  });

  it('lets an entry use the kinds and decorators of the entries that are known, and judges only its own', () => {
    const entry: LibraryContexts = {
      id: 'acme-plugin',
      packages: ['acme-plugin'],
      source: 'acme-plugin README (1)',
      registrations: [
        {
          on: 'express/router',
          call: ['acme'],
          callback: 'functions',
          context: 'request',
          parameters: { 0: 'express/request' },
        },
      ],
      classes: [{ extends: ['*'], decoratedBy: ['nest/Injectable'], methods: { onAcme: 'event' } }],
    };
    expect(validateContexts([entry], libraryContexts)).toEqual([]);
    expect(validateContexts([entry]).map(({ key }) => key)).toEqual([
      'classes.0.decoratedBy.0',
      'registrations.0.on',
      'registrations.0.parameters.0',
    ]);
  });

  it('goes on after a broken entry', () => {
    const problems = validateContexts([
      broken({ id: 'a', packages: [] }),
      broken({ id: 'b', registrations: [{ ...registration, on: 'router' }] }),
    ]);
    expect(new Set(problems.map(({ entry }) => entry))).toEqual(new Set(['a', 'b']));
  });

  it('never throws, whatever it is given, and orders what it says', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.jsonValue(),
            fc.constant(sound),
            fc.record({ id: fc.string(), objects: fc.jsonValue(), registrations: fc.jsonValue() }),
          ),
        ),
        (entries) => {
          const problems = validateContexts(entries);
          const named = problems.map(({ entry }) => entry);
          expect(named).toEqual([...named].sort(byCodeUnit));
        },
      ),
    );
  });

  it('is not taken in by names of the prototype', () => {
    const entry = broken({ registrations: [{ ...registration, on: 'constructor', parameters: { 0: 'toString' } }] });
    expect(validateContexts([entry]).map(({ key }) => key)).toEqual([
      'registrations.0.on',
      'registrations.0.parameters.0',
    ]);
  });
});
