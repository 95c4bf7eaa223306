import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeTo } from '../../src/settle/relative.ts';

describe('relativeTo', () => {
  it('names files from DIR', () => {
    expect(relativeTo('', 'src/a.ts')).toBe('src/a.ts');
    expect(relativeTo('apps/api', 'apps/api/src/a.ts')).toBe('src/a.ts');
    expect(relativeTo('apps/api', 'apps/api2/a.ts')).toBe('../api2/a.ts');
    expect(relativeTo('apps/api', 'Procfile')).toBe('../../Procfile');
  });

  it('gives the repository-relative path back when joined with DIR', () => {
    const segment = fc.constantFrom('a', 'b', 'a b', '#1', '...', 'é', '\\');
    const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.oneof(fc.constant(''), path), path, (dir, file) => {
        fc.pre(dir !== file);
        expect(posix.join(dir, relativeTo(dir, file))).toBe(file);
      }),
    );
  });
});
