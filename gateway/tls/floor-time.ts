/**
 * Time that cannot be earlier: the highest ever seen here, and what has run since. A machine whose clock lost its battery
 * wakes up years back; one that somebody set wrongly may be years ahead. Certificates are made for every moment that may be
 * now, so that devices with right clocks get in whatever this machine believes. Nothing else goes by it.
 */
import type { SecretFiles } from '../auth/secret-files.ts';

export const DAY_MS = 86_400_000;

/** Moments that may be now, epoch ms: one while the clock can be believed. */
export type PossibleTimes = readonly [number, ...number[]];

/** `ahead` is also what a gateway sees that was off for very long: it cannot tell. */
export type ClockDoubt = 'behind' | 'ahead';

const FILE = 'highest-time';
/** No clock is right that says less: this software did not exist. */
const SOFTWARE_FROM = Date.UTC(2026, 9, 1);
/** Less than this is people and time servers putting a clock right. */
const BEHIND_MS = DAY_MS;
/** A gateway that was off for longer looks like one with a wrong clock. */
const AHEAD_MS = 90 * DAY_MS;
/** The same for a first start, which knows only when it was written. */
const AHEAD_OF_SOFTWARE_MS = 5 * 365 * DAY_MS;
/** A certificate that is also valid at a clock so far behind is still short enough for every device. */
const BEARABLE_MS = 400 * DAY_MS;
const SAVE_MS = 3_600_000;

export interface FloorTimeParts {
  secrets: SecretFiles;
  now: () => number;
  /** Any clock that only runs, ms. */
  monotonic: () => number;
  log: (message: string) => void;
}

export class FloorTime {
  readonly #parts: FloorTimeParts;
  #floor: number;
  /** The floor was a time that could be believed, now or in an earlier life. */
  #isKnown: boolean;
  #saved = 0;
  #monotonic: number;
  #doubt: ClockDoubt | null = null;

  private constructor(parts: FloorTimeParts, known: number | null) {
    this.#parts = parts;
    this.#monotonic = parts.monotonic();
    this.#floor = Math.max(known ?? 0, SOFTWARE_FROM);
    this.#isKnown = known !== null;
  }

  static async open(parts: FloorTimeParts): Promise<FloorTime> {
    const known = Date.parse((await parts.secrets.read(FILE))?.trim() ?? '');
    const floor = new FloorTime(parts, Number.isNaN(known) ? null : known);
    await floor.look();
    return floor;
  }

  get doubt(): ClockDoubt | null {
    return this.#doubt;
  }

  possible(): PossibleTimes {
    const clock = this.#parts.now();
    if (this.#doubt === null) return [clock];
    return this.#floor - clock < BEARABLE_MS ? [this.#floor, clock] : [this.#floor];
  }

  /** To be called every minute or so. Says loudly when the clock begins or ceases to be believed. */
  async look(): Promise<void> {
    const { now, monotonic, secrets } = this.#parts;
    const ran = monotonic() - this.#monotonic;
    this.#monotonic += ran;
    this.#floor += ran;
    const clock = now();
    const aheadMs = this.#isKnown ? AHEAD_MS : AHEAD_OF_SOFTWARE_MS;
    const doubt = clock < this.#floor - BEHIND_MS ? 'behind' : clock > this.#floor + aheadMs ? 'ahead' : null;
    if (doubt === null) {
      this.#floor = Math.max(this.#floor, clock);
      this.#isKnown = true;
    }
    if (doubt !== this.#doubt) this.#say(doubt, clock);
    this.#doubt = doubt;
    if (!this.#isKnown || this.#floor - this.#saved < SAVE_MS) return;
    await secrets.write(FILE, `${new Date(this.#floor).toISOString()}\n`);
    this.#saved = this.#floor;
  }

  #say(doubt: ClockDoubt | null, clock: number): void {
    const { log } = this.#parts;
    if (doubt === null) return log('The clock of this machine can be believed again.');
    const wrong = doubt === 'behind' ? 'earlier than' : 'long after';
    log(
      `THE CLOCK OF THIS MACHINE SEEMS WRONG: it says ${day(clock)}, ${wrong} the latest time known here, ${day(this.#floor)}. ` +
        'Set it (and look at its battery). Until then certificates are made for both times, so that nobody is locked out. ' +
        `If it is right, stop the gateway, remove "secrets/${FILE}" in DATA_DIR and start it again.`,
    );
  }
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
