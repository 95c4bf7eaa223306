import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Of two processors the runner would leave one idle.
  test: { include: ['test/**/*.test.ts'], maxWorkers: '100%', testTimeout: 60_000, hookTimeout: 60_000 },
});
