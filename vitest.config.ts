import { defineConfig } from 'vitest/config';

/** Tests of functions alone: they leave nothing behind, so that one thread runs many files of them with what it has loaded. */
const functions = ['catalog', 'discover', 'extract', 'link', 'paths', 'settle', 'text'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);
const limits = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    // Of two processors the runner would leave one idle.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'functions', include: functions, isolate: false, sequence: { groupOrder: 0 }, ...limits } },
      {
        test: {
          name: 'program',
          include: ['test/**/*.test.ts'],
          exclude: functions,
          sequence: { groupOrder: 1 },
          ...limits,
        },
      },
    ],
  },
});
