const SLOT_MS = 10_000;
const SLOTS = 6;

/** How much of the last minute went well and how much did not: bytes of a port, polls of a device. */
export class LastMinute {
  #slots: { slot: number; well: number; badly: number }[] = [];

  /** `now` in ms. */
  add(now: number, { well = 0, badly = 0 }: { well?: number; badly?: number }): void {
    const slot = Math.floor(now / SLOT_MS);
    if (this.#slots.at(-1)?.slot !== slot) this.#slots = [...this.#slots, { slot, well: 0, badly: 0 }].slice(-SLOTS);
    const current = this.#slots.at(-1)!;
    current.well += well;
    current.badly += badly;
  }

  at(now: number): { well: number; badly: number } {
    const oldest = Math.floor(now / SLOT_MS) - SLOTS;
    const sum = { well: 0, badly: 0 };
    for (const { slot, well, badly } of this.#slots) {
      if (slot <= oldest) continue;
      sum.well += well;
      sum.badly += badly;
    }
    return sum;
  }
}
