/** The hours of a line as they are being counted, and which of them say something else than their last statement. */
import { HourTally } from './hour-tally.ts';

export class HourTallies {
  readonly #hours = new Map<number, HourTally>();
  readonly #changed = new Set<number>();

  /** Begins it if it is not there. */
  at(hourAt: number): HourTally {
    let tally = this.#hours.get(hourAt);
    if (!tally) this.#hours.set(hourAt, (tally = new HourTally(hourAt)));
    return tally;
  }

  get(hourAt: number): HourTally | undefined {
    return this.#hours.get(hourAt);
  }

  /** Sorted. */
  hours(): number[] {
    return [...this.#hours.keys()].sort((a, b) => a - b);
  }

  /** Those that changed since `settled`, sorted. */
  changed(): number[] {
    return [...this.#changed].sort((a, b) => a - b);
  }

  /** The hour is to be stated, whether a row touched it or not. */
  change(hourAt: number): void {
    this.#changed.add(hourAt);
  }

  /** The same for all that are there from `hourAt` on. */
  changeFrom(hourAt: number): void {
    for (const each of this.#hours.keys()) if (each >= hourAt) this.#changed.add(each);
  }

  settled(hourAt: number): void {
    this.#changed.delete(hourAt);
  }

  /** Forgets those before `at` that are stated, apart from `kept`. */
  forgetBefore(at: number, kept: HourTally | null): void {
    for (const [hourAt, tally] of this.#hours)
      if (hourAt < at && !this.#changed.has(hourAt) && tally !== kept) this.#hours.delete(hourAt);
  }
}
