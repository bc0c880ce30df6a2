/**
 * Which serial numbers of which lot were seen on a line within the last days: a part seen again is a rework.
 * Keyed by (lot, serial) because serials start anew with each lot; the definition says 7 days, so memory is bounded.
 */
const DAY_MS = 86_400_000;
export const SERIAL_MEMORY_MS = 7 * DAY_MS;

export class SerialMemory {
  /** lot → serial → last seen, in s (fits a small integer). Plain numbers are kept as such: a third of the memory of text. */
  readonly #lots = new Map<string, Map<string | number, number>>();
  #prunedAt = 0;

  /** Remembers the part; true if it was seen within the last 7 days. */
  seen(lot: string, serial: string, at: number): boolean {
    if (Math.abs(at - this.#prunedAt) > DAY_MS) this.#prune(at);
    let serials = this.#lots.get(lot);
    if (!serials) this.#lots.set(lot, (serials = new Map()));
    const key = numberOrText(serial);
    const last = serials.get(key);
    const second = Math.floor(at / 1000);
    serials.set(key, second);
    return last !== undefined && second - last <= SERIAL_MEMORY_MS / 1000;
  }

  #prune(at: number): void {
    this.#prunedAt = at;
    const oldest = Math.floor((at - SERIAL_MEMORY_MS) / 1000);
    for (const [lot, serials] of this.#lots) {
      for (const [serial, second] of serials) if (second < oldest) serials.delete(serial);
      if (serials.size === 0) this.#lots.delete(lot);
    }
  }
}

/** `44819` → 44819; `000000`, `A7` and anything that a number would not write the same way stay text. */
function numberOrText(serial: string): string | number {
  const first = serial.charCodeAt(0);
  if (first < 49 || first > 57 || serial.length > 15) return serial;
  const value = Number(serial);
  return String(value) === serial ? value : serial;
}
