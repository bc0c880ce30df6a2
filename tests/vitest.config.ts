import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Processes, not threads: serialport's native part works on a main thread only. */
const pool = 'forks' as const;
/** Real processes and browsers, each file with ports and folders of its own: mostly they wait, so two share the machine. */
const waiting = { pool, maxWorkers: 2, sequence: { groupOrder: 1 }, testTimeout: 120_000, hookTimeout: 120_000 };
/** These hold a clock to something (a badge is typed faster than by hand), or kill at moments of their own choice: they have the machine for themselves, at the end. */
const MEASURING = [
  'tests/browser/{board-*,live,planning,replay,sign-on*,sources-live,two-tablets}.test.ts',
  'tests/system/{change-source,devices,kill}.test.ts',
  'tests/faults/**/*.test.ts',
];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['tests/fixtures/property-draws.ts'],
          include: ['tests/{shared,gateway,pwa,docker}/**/*.test.ts'],
          pool,
          isolate: false,
          maxWorkers: Math.min(availableParallelism(), 4),
          sequence: { groupOrder: 0 },
          testTimeout: 20_000,
        },
      },
      { test: { ...waiting, name: 'system', include: ['tests/{contracts,system}/**/*.test.ts'], exclude: MEASURING } },
      { test: { ...waiting, name: 'browser', include: ['tests/browser/**/*.test.ts'], exclude: MEASURING } },
      { test: { ...waiting, name: 'alone', include: MEASURING, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
});
