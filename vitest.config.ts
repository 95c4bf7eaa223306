import { defineConfig } from 'vitest/config';

/** Tests that leave nothing behind in their thread, which runs many files of them with what it has loaded. */
const together = [
  'bench cache catalog change compliance config discover extract facts fixtures hostile',
  'link metamorphic paths pipeline policy report reporters rules settle source text workers',
].flatMap((folders) => folders.split(' ').map((folder) => `test/${folder}/**/*.test.ts`));
const limits = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    // Of two processors the runner would leave one idle.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'together', include: together, isolate: false, sequence: { groupOrder: 0 }, ...limits } },
      {
        test: {
          name: 'apart',
          include: ['test/**/*.test.ts'],
          exclude: together,
          sequence: { groupOrder: 1 },
          ...limits,
        },
      },
    ],
  },
});
