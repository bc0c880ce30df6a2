/** Follows the rows of hours from where it left off, and has lots counted anew: at once when hours change, and every while. */
import { AppError } from '../../shared/errors.ts';
import type { StoredHourRow } from '../projections/hour-rows.ts';
import type { LocalRows } from '../projections/local-rows.ts';
import type { LotHours } from './lot-hours.ts';
import type { LotRows } from './lot-rows.ts';

const PAGE = 200;
const RETRY_MS = 1_000;
/** What planners say decides on lots too, and time passes. */
const LOOK_MS = 60_000;
/** Looks between two at paces: they are of whole days. */
const PACES_EACH = 10;

export class HourFollower {
  readonly #parts: { hours: LocalRows<StoredHourRow>; lotHours: LotHours; lots: LotRows; now: () => number };
  /** Of these lines rows are to be computed anew. */
  readonly #due = new Set<string>();
  #looks = 0;
  #pacesDue = false;
  #wakeUp: () => void = () => {};
  #isAwake = true;

  constructor(parts: { hours: LocalRows<StoredHourRow>; lotHours: LotHours; lots: LotRows; now: () => number }) {
    this.#parts = parts;
  }

  /** Rows of hours were written. */
  wake(): void {
    this.#isAwake = true;
    this.#wakeUp();
  }

  /** Runs until `signal` aborts. `ready` is called when everything that was there at the start is counted. */
  async run(signal: AbortSignal, ready: () => void): Promise<void> {
    let isFirst = true;
    const looking = setInterval(() => this.#look(), LOOK_MS);
    signal.addEventListener('abort', () => clearInterval(looking), { once: true });
    this.#look();
    while (!signal.aborted) {
      this.#isAwake = false;
      try {
        await this.#follow(signal);
        if (isFirst && !signal.aborted) ready();
        isFirst = false;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'STORE_UNREACHABLE') throw error;
        await this.#pause(signal, RETRY_MS);
        this.#isAwake = true;
      }
      if (!this.#isAwake) await this.#pause(signal, null);
    }
  }

  #look(): void {
    const { lotHours, now } = this.#parts;
    lotHours.forgetMinutes(now());
    for (const line of lotHours.lines) this.#due.add(line);
    if (this.#looks++ % PACES_EACH === 0) this.#pacesDue = true;
    this.wake();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { hours, lotHours, lots } = this.#parts;
    for (let { since } = lotHours; !signal.aborted;) {
      const changes = await hours.changes(since, PAGE);
      const needed = changes.rows.filter((row) => lots.isNeeded(row));
      await lotHours.take(needed);
      for (const { line } of needed) this.#due.add(line);
      await this.#update();
      await lotHours.place(changes.since);
      since = changes.since;
      if (changes.pending === 0) return;
    }
  }

  async #update(): Promise<void> {
    for (const line of this.#due) {
      await this.#parts.lots.update(line, { paces: this.#pacesDue });
      this.#due.delete(line);
    }
    this.#pacesDue = false;
  }

  #pause(signal: AbortSignal, ms: number | null): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = ms === null ? null : setTimeout(done, ms);
      function done(): void {
        if (timer) clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done, { once: true });
      if (ms === null) this.#wakeUp = done;
    });
  }
}
