/** How long nobody has touched this device, in whichever of its tabs. Times are of the device's clock, ms. */
import type { Keep } from './database.ts';

/** Before entry is locked one is warned for so long. */
export const WARNING_MS = 30_000;
const KEEP_EACH_MS = 1_000;
const REPORT_EACH_MS = 60_000;

export class IdleWatch {
  readonly #keep: Keep;
  readonly #clock: () => number;
  #keptAt = -Infinity;
  #reportedAt = -Infinity;
  #unreported = false;

  constructor(keep: Keep, clock: () => number) {
    this.#keep = keep;
    this.#clock = clock;
  }

  touched(): void {
    const now = this.#clock();
    this.#unreported = true;
    if (Math.abs(now - this.#keptAt) < KEEP_EACH_MS) return;
    this.#keptAt = now;
    this.#keep.setItem('active', String(now));
  }

  /** A clock that was set back says nothing of how long it was. */
  idleMs(): number {
    return Math.max(0, this.#clock() - Number(this.#keep.getItem('active') ?? this.#clock()));
  }

  /** True at most once a minute, and only after somebody touched something: the gateway is to be told. */
  reportDue(): boolean {
    const now = this.#clock();
    if (!this.#unreported || Math.abs(now - this.#reportedAt) < REPORT_EACH_MS) return false;
    this.#reportedAt = now;
    this.#unreported = false;
    return true;
  }
}
