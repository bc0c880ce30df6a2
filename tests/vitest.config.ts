import { defineConfig } from 'vitest/config';

/** Processes, not threads: serialport's native part works on a main thread only. */
const quick = { pool: 'forks' as const, isolate: false };

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/{shared,gateway,pwa,docker}/**/*.test.ts'],
          ...quick,
          sequence: { groupOrder: 0 },
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'system',
          // One group after the other: real processes and a browser want the machine for themselves.
          sequence: { groupOrder: 1 },
          include: ['tests/{contracts,system,faults}/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
          sequence: { groupOrder: 2 },
          include: ['tests/browser/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
