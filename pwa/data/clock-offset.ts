/**
 * The gateway's clock as seen from here. An event is only ever late, never early, so of the samples
 * (gateway's time when sent − this device's time when heard) the highest of the last minute is the truest.
 */
const WINDOW_MS = 60_000;

export class ClockOffset {
  #samples: { at: number; offsetMs: number }[] = [];
  #offsetMs: number;

  /** `knownMs`: the offset of the last time, until there is a sample. */
  constructor(knownMs: number) {
    this.#offsetMs = knownMs;
  }

  /** Gateway's clock minus this device's clock, ms. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** `sentAt`: gateway's clock; `heardAt`: this device's. A step of this device's clock ages the older samples out. */
  add(sentAt: number, heardAt: number): void {
    const sample = { at: heardAt, offsetMs: sentAt - heardAt };
    const useful = ({ at, offsetMs }: typeof sample) =>
      at <= heardAt && heardAt - at < WINDOW_MS && offsetMs > sample.offsetMs;
    this.#samples = [...this.#samples.filter(useful), sample];
    this.#offsetMs = this.#samples[0]?.offsetMs ?? sample.offsetMs;
  }
}
