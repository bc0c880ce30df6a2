import { setTimeout as delay } from 'node:timers/promises';

/** So many looks within a second are taken as they come … */
const BURST = 3;
const SECOND_MS = 1_000;
/** … more of them this far apart: a look costs the same for one new row as for a hundred. */
const APART_MS = 250;

/** Slows down who is rung many times a second, and nobody else. */
export class Pace {
  #looks: number[] = [];

  /** A look was taken because somebody rang. */
  looked(): void {
    const now = performance.now();
    this.#looks = [...this.#looks.filter((at) => now - at < SECOND_MS), now];
  }

  /** Resolves when the next look may be taken, or when `signal` aborts. */
  async next(signal: AbortSignal): Promise<void> {
    const now = performance.now();
    const looks = this.#looks.filter((at) => now - at < SECOND_MS);
    const waitMs = (looks.at(-1) ?? -Infinity) + APART_MS - now;
    if (looks.length >= BURST && waitMs > 0) await delay(waitMs, undefined, { signal }).catch(() => undefined);
  }
}
