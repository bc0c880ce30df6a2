/**
 * Which serial numbers of which lot were seen on a line within the last days: a part seen again is a rework.
 * Keyed by (lot, serial) because serials start anew with each lot; the definition says 7 days, so memory is bounded.
 */
import { SeenNumbers } from './seen-numbers.ts';

const DAY_MS = 86_400_000;
export const SERIAL_MEMORY_MS = 7 * DAY_MS;
const MEMORY_SECONDS = SERIAL_MEMORY_MS / 1000;

interface Lot {
  /** Last seen, in s. Nearly all serials are plain numbers. */
  numbers: SeenNumbers;
  texts: Map<string, number>;
  /** Nothing in it was seen last before this second. */
  oldest: number;
}

export class SerialMemory {
  readonly #lots = new Map<string, Lot>();
  #prunedAt = 0;
  #lastName = '';
  #lastLot: Lot | null = null;

  /** Remembers the part; true if it was seen within the last 7 days. */
  seen(lot: string, serial: string, at: number): boolean {
    if (Math.abs(at - this.#prunedAt) > DAY_MS) this.#prune(at);
    const second = Math.floor(at / 1000);
    const { numbers, texts } = this.#lot(lot, second);
    const number = plainNumber(serial);
    const last = number > 0 ? numbers.seen(number, second) : (texts.get(serial) ?? -1);
    if (number === 0) texts.set(serial, second);
    return last >= 0 && second - last <= MEMORY_SECONDS;
  }

  #lot(name: string, second: number): Lot {
    if (this.#lastLot === null || this.#lastName !== name) {
      let lot = this.#lots.get(name);
      if (!lot) this.#lots.set(name, (lot = { numbers: new SeenNumbers(), texts: new Map(), oldest: second }));
      this.#lastName = name;
      this.#lastLot = lot;
    }
    if (second < this.#lastLot.oldest) this.#lastLot.oldest = second;
    return this.#lastLot;
  }

  /** A lot seldom runs for days: most leave whole or stay whole, and are not looked through. */
  #prune(at: number): void {
    this.#prunedAt = at;
    this.#lastLot = null;
    const limit = Math.floor(at / 1000) - MEMORY_SECONDS;
    for (const [name, lot] of this.#lots) {
      if (lot.oldest >= limit) continue;
      lot.oldest = lot.numbers.forgetBefore(limit);
      for (const [serial, second] of lot.texts) {
        if (second < limit) lot.texts.delete(serial);
        else if (second < lot.oldest) lot.oldest = second;
      }
      if (lot.numbers.size + lot.texts.size === 0) this.#lots.delete(name);
    }
  }
}

/** `44819` → 44819; 0 for `000000`, `A7` and anything that a number would not write the same way. */
function plainNumber(serial: string): number {
  const { length } = serial;
  if (length === 0 || length > 15 || serial.charCodeAt(0) === 48) return 0;
  let value = 0;
  for (let i = 0; i < length; i++) {
    const digit = serial.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return 0;
    value = value * 10 + digit;
  }
  return value;
}
