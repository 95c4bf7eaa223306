import { describe, expect, it } from 'vitest';
import { noDeployment, type VolumeFact } from '../../src/discover/deployment.ts';
import { mountOf } from '../../src/rules/mounts.ts';

const volume = (over: Partial<VolumeFact>): VolumeFact => ({
  span: { file: 'k8s/api.yaml', start: 0, end: 1 },
  unit: 'Deployment api',
  setting: 'mountPath: /data',
  processes: ['api'],
  path: '/data',
  kind: 'claim',
  shared: null,
  claim: 'data',
  readOnly: false,
  folders: [],
  variables: [],
  ...over,
});
const held = (volumes: readonly VolumeFact[], ...rest: [Parameters<typeof mountOf>[1], (readonly string[])?]) =>
  mountOf({ ...noDeployment, volumes }, ...rest)?.claim ?? null;

describe('which mount holds a path', () => {
  const app = volume({ path: '/app/uploads', claim: 'uploads', folders: ['apps/api/uploads'] });
  const data = volume({ variables: [['DATA_DIR', '/data/files']] });

  it('by its absolute path, its place in the repository, or the variable that it starts with', () => {
    expect(held([app, data], { absolute: '/data/a.db' })).toBe('data');
    expect(held([app, data], { repository: 'apps/api/uploads/x' })).toBe('uploads');
    expect(held([app, data], { variable: 'DATA_DIR' })).toBe('data');
  });

  it('not by the beginning of a name, nor another variable', () => {
    expect(held([app, data], { absolute: '/database/a.db' })).toBe(null);
    expect(held([app, data], { repository: 'apps/api/uploads-old' })).toBe(null);
    expect(held([app, data], { variable: 'DATA' })).toBe(null);
    expect(mountOf(undefined, { absolute: '/data' })).toBe(undefined);
  });

  it('the innermost one', () => {
    const inner = volume({ path: '/data/cache', claim: 'cache' });
    expect(held([data, inner], { absolute: '/data/cache/x' })).toBe('cache');
    expect(held([inner, data], { absolute: '/data/x' })).toBe('data');
  });

  it('of the processes that are asked for, or of nobody knows which', () => {
    const other = volume({ processes: ['mailer'], claim: 'mail' });
    const unknown = volume({ processes: [], claim: 'unknown' });
    expect(held([other], { absolute: '/data/x' }, ['api'])).toBe(null);
    expect(held([other, unknown], { absolute: '/data/x' }, ['api'])).toBe('unknown');
    expect(held([other, unknown, data], { absolute: '/data/x' }, ['api'])).toBe('data');
    expect(held([other], { absolute: '/data/x' })).toBe('mail');
  });
});
