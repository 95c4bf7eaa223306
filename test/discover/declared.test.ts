import { expect, test } from 'vitest';
import { withDeclared } from '../../src/discover/declared.ts';
import type { Process } from '../../src/discover/workspace.ts';

const one = (name: string, entry: string, more: Partial<Process> = {}): Process => ({
  name,
  kind: 'server',
  entry,
  replicas: null,
  evidence: { file: 'package.json', line: 1, text: name },
  ...more,
});

test('a declared process stands in for all discovered ones of its entry, and keeps what the platform calls', () => {
  const discovered = [
    one('start', 'src/server.ts'),
    one('dev', 'src/server.ts'),
    one('route', 'app/api/route.ts', { handlers: ['GET'], group: 'next' }),
    one('worker', 'src/worker.ts', { kind: 'worker' }),
  ];
  const web = one('web', 'src/server.ts', { replicas: 3 });
  const api = one('api', 'app/api/route.ts');
  const extra = one('cron', 'src/cron.ts', { kind: 'job' });
  expect(withDeclared(discovered, [web, api, extra])).toEqual([
    discovered[3],
    web,
    { ...api, handlers: ['GET'] },
    extra,
  ]);
  expect(withDeclared(discovered, [])).toEqual(discovered);
});
