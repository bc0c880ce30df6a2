/** Whole numbers from 1 to 2^53 and when each was seen last, in s: a quarter of the memory of a Map, and nothing to collect. */
const LEAST_SLOTS = 64;
/** Fuller tables search too long. */
const MOST_FILLED = 0.7;
const MOST_32 = 2 ** 32;

export class SeenNumbers {
  /** 0 = free. Wide ones only when there is a number that needs it. */
  #numbers: Uint32Array | Float64Array = new Uint32Array(LEAST_SLOTS);
  #seconds = new Uint32Array(LEAST_SLOTS);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** Notes a number; answers when it was seen before, -1 = never. */
  seen(number: number, second: number): number {
    if (number >= MOST_32 && this.#numbers instanceof Uint32Array) this.#numbers = Float64Array.from(this.#numbers);
    const slot = this.#slotOf(number);
    if (this.#numbers[slot] === number) {
      const before = this.#seconds[slot]!;
      this.#seconds[slot] = second;
      return before;
    }
    this.#numbers[slot] = number;
    this.#seconds[slot] = second;
    this.#count++;
    if (this.#count > MOST_FILLED * this.#numbers.length) this.#rebuild(0);
    return -1;
  }

  /** Forgets what was not seen since; answers the earliest second that is left, Infinity when nothing is. */
  forgetBefore(second: number): number {
    this.#rebuild(second);
    let earliest = Infinity;
    for (let slot = 0; slot < this.#numbers.length; slot++)
      if (this.#numbers[slot] !== 0 && this.#seconds[slot]! < earliest) earliest = this.#seconds[slot]!;
    return earliest;
  }

  #slotOf(number: number): number {
    const mask = this.#numbers.length - 1;
    // Serials count up: multiplying by a large odd number spreads them.
    let slot = (Math.imul((number | 0) ^ Math.floor(number / 2 ** 32), 0x9e3779b1) >>> 7) & mask;
    while (this.#numbers[slot] !== 0 && this.#numbers[slot] !== number) slot = (slot + 1) & mask;
    return slot;
  }

  #rebuild(from: number): void {
    const [numbers, seconds] = [this.#numbers, this.#seconds];
    let kept = 0;
    for (let slot = 0; slot < numbers.length; slot++) if (numbers[slot] !== 0 && seconds[slot]! >= from) kept++;
    let slots = LEAST_SLOTS;
    while (kept > (MOST_FILLED / 2) * slots) slots *= 2;
    this.#numbers = numbers instanceof Uint32Array ? new Uint32Array(slots) : new Float64Array(slots);
    this.#seconds = new Uint32Array(slots);
    this.#count = kept;
    for (let i = 0; i < numbers.length; i++) {
      if (numbers[i] === 0 || seconds[i]! < from) continue;
      const slot = this.#slotOf(numbers[i]!);
      this.#numbers[slot] = numbers[i]!;
      this.#seconds[slot] = seconds[i]!;
    }
  }
}
