import { describe, expect, it } from 'vitest';
import { containers, keeps, libraryContexts, validateContexts } from '../../src/catalog/index.ts';
import { parseKind, parseProvenance } from '../../src/catalog/provenance.ts';

const unfrozen = (data: unknown, path: string): readonly string[] =>
  typeof data !== 'object' || data === null
    ? []
    : [
        ...(Object.isFrozen(data) ? [] : [path]),
        ...Object.entries(data).flatMap(([key, value]) => unfrozen(value, `${path}.${key}`)),
      ];

describe('the catalogue of contexts', () => {
  it('has no mistake that the validator knows', () => {
    expect(validateContexts(libraryContexts)).toEqual([]);
  });

  it('says where each entry comes from', () => {
    for (const { id, source } of libraryContexts) expect(source.length, id).toBeGreaterThan(10);
  });

  it('is frozen to its leaves', () => {
    expect(unfrozen(libraryContexts, 'libraryContexts')).toEqual([]);
    expect(unfrozen(containers, 'containers')).toEqual([]);
    expect(unfrozen(keeps, 'keeps')).toEqual([]);
  });

  it('is data alone: it survives JSON', () => {
    expect(JSON.parse(JSON.stringify(libraryContexts))).toEqual(libraryContexts);
    expect(JSON.parse(JSON.stringify(containers))).toEqual(containers);
  });

  it('gives no package two entries that contradict each other on one export', () => {
    const contexts = new Map<string, Set<string>>();
    for (const entry of libraryContexts) {
      for (const row of entry.registrations ?? []) {
        if (row.on !== '' || typeof row.callback === 'object' || row.events !== undefined || row.when !== undefined)
          continue;
        for (const call of row.call) {
          for (const name of entry.packages) {
            const key = `${name} ${JSON.stringify(parseProvenance(call))} ${row.callback} ${row.arity ?? ''}`;
            contexts.set(key, (contexts.get(key) ?? new Set()).add(row.context));
          }
        }
      }
    }
    expect([...contexts].filter(([, found]) => found.size > 1).map(([key]) => key)).toEqual([]);
  });
});

describe('the containers and keeps', () => {
  it('have ids of their own', () => {
    const ids = [...containers, ...keeps].map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('name kinds that exist and provenances that parse', () => {
    for (const container of containers) {
      const kinds = new Set(Object.keys(container.objects ?? {}));
      for (const [name, { from }] of Object.entries(container.objects ?? {})) {
        for (const text of from) {
          const parsed = parseProvenance(text);
          expect(parsed, `${container.id} ${name} ${text}`).not.toBeNull();
          if (parsed?.start) expect(kinds, `${container.id} ${text}`).toContain(parsed.start.kind);
        }
      }
      for (const row of [...(container.calls ?? []), ...(container.lookups ?? []), ...(container.methods ?? [])]) {
        if (row.on !== '') expect(kinds, container.id).toContain(row.on);
        else
          for (const call of 'call' in row ? row.call : [])
            expect(parseProvenance(call), `${container.id} ${call}`).not.toBeNull();
      }
    }
  });

  it('keep values on kinds of the contexts', () => {
    for (const keep of keeps) {
      const { entry, kind } = parseKind(keep.on)!;
      const library = libraryContexts.find(({ id }) => id === entry);
      expect(Object.keys(library?.objects ?? {}), keep.id).toContain(kind);
      expect((keep.properties ?? []).length + (keep.setters ?? []).length, keep.id).toBeGreaterThan(0);
    }
  });

  it('choose the lifetime that the documentation of each container gives', () => {
    const decorator = (id: string, name: string) =>
      containers.find((c) => c.id === id)!.decorators!.find((d) => d.name === name)!;
    expect(decorator('nest', 'Injectable').lifetime).toBe('process');
    expect(decorator('nest', 'Injectable').choices).toContainEqual({
      option: 'scope',
      is: 'Scope.REQUEST',
      lifetime: 'request',
    });
    expect(decorator('tsyringe', 'injectable').lifetime).toBe('owner');
    expect(decorator('tsyringe', 'singleton').lifetime).toBe('process');
    expect(decorator('inversify', 'injectable').lifetime).toBe('owner');
    expect(decorator('typedi', 'Service').lifetime).toBe('process');
    expect(decorator('midway', 'Provide').lifetime).toBe('request');
    expect(decorator('routing-controllers', 'JsonController').lifetime).toBe('process');
    expect(decorator('type-graphql', 'Resolver').lifetime).toBe('process');
    const awilix = containers.find((c) => c.id === 'awilix')!;
    expect(awilix.calls!.find((row) => row.call.includes('.asClass'))!.lifetime).toBe('owner');
    expect(awilix.methods).toContainEqual({ on: 'resolver', method: 'singleton', lifetime: 'process' });
  });
});
