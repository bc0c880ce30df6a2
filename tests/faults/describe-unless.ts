import { describe } from 'vitest';

/** A group of tests that need what not every machine has: skipped with a word, and on a build machine that is root not skipped at all. */
export function describeUnless(whyNot: string | null, name: string, tests: () => void): void {
  const mustRun = process.env.CI !== undefined && process.getuid?.() === 0;
  if (whyNot && !mustRun) console.warn(`SKIPPED: ${name} (${whyNot})`);
  describe.skipIf(whyNot !== null && !mustRun)(name, tests);
}
