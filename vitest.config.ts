import { defineConfig } from 'vitest/config';

const CONDITIONS = { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source'] } } };
const EXCLUDE = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    projects: [
      {
        ...CONDITIONS,
        test: {
          name: 'parts',
          include: ['{src,embedded/src,kit/src,web/src,examples/*/src,scripts}/**/*.test.ts'],
          exclude: EXCLUDE,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...CONDITIONS,
        test: {
          name: 'whole',
          include: ['e2e/**/*.test.ts'],
          exclude: EXCLUDE,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // The built product under a fast clock: a machine that is busy with other tests would make it late.
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
