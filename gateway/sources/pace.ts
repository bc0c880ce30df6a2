import { setTimeout as delay } from 'node:timers/promises';

/** So many looks within a second are taken at once, as they come … */
const BURST = 5;
const SECOND_MS = 1_000;
/** … more of them this far apart: a look costs the same for one new row as for a hundred. */
const APART_MS = 250;

/** Slows down who is rung many times a second, and nobody else. */
export class Pace {
  #looks: number[] = [];

  /** Before the next look; resolves at once for the first few within a second, or when `signal` aborts. */
  async next(signal: AbortSignal): Promise<void> {
    const last = this.#looks.at(-1) ?? -Infinity;
    this.#looks = this.#looks.filter((at) => performance.now() - at < SECOND_MS);
    // Four a second is what is left of them at this pace, so it holds as long as the rush does.
    const isRush = this.#looks.length >= BURST - 1 && performance.now() - last < APART_MS;
    if (isRush) await delay(APART_MS - (performance.now() - last), undefined, { signal }).catch(() => undefined);
    this.#looks.push(performance.now());
  }
}
