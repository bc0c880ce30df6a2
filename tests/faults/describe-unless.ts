import { describe } from 'vitest';

/** A group of tests that need what not every machine lets one do (mount a disk): skipped elsewhere, with a loud word. */
export function describeUnless(whyNot: string | null, name: string, tests: () => void): void {
  if (whyNot) console.warn(`SKIPPED: ${name} (${whyNot})`);
  describe.skipIf(whyNot !== null)(name, tests);
}
