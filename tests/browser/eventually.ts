import { expect } from 'vitest';

/** What is read from a page becomes true within `withinMs`; asked again and again, for a page follows its data. */
export function eventually<T>(read: () => T | Promise<T>, withinMs = 15_000) {
  return expect.poll(read, { timeout: withinMs, interval: 25 });
}
