/**
 * DDSketch (Masson, Rim, Lee: "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees",
 * VLDB 2019): counts in bins that grow geometrically. A value x > 0 belongs to bin ⌈log_γ x⌉ with γ = (1 + α) / (1 − α);
 * the bin's estimate 2 γ^i / (γ + 1) is within α of everything in it. Merging adds counts, so order does not matter.
 *
 * α is half a percent: with the rounding to whole numbers an answer stays within 1 %.
 */
import { packColumns, unpackColumns } from './columns.ts';

const ALPHA = 0.005;
const GAMMA = (1 + ALPHA) / (1 - ALPHA);
const LOG_GAMMA = Math.log(GAMMA);

/** Bins of small values are computed once each: nearly all cycle times are such. */
const SMALL = 65_536;
const SMALL_BINS = binOf(SMALL) + 1;
const smallBins = new Int16Array(SMALL).fill(-1);

/** Of whole numbers; what is not above 0 counts as 0. */
export class Sketch {
  #zeros = 0;
  #count = 0;
  readonly #bins = new Map<number, number>();

  get count(): number {
    return this.#count;
  }

  add(values: readonly number[]): void {
    // Counted in a row of bins first: looking up a map for every cycle would cost more than all the rest.
    const small = new Uint32Array(SMALL_BINS);
    for (const value of values) {
      if (value <= 0) this.#zeros++;
      else if (value < SMALL) small[smallBin(value)]!++;
      else this.#addTo(binOf(value), 1);
    }
    this.#count += values.length;
    small.forEach((count, bin) => {
      if (count > 0) this.#addTo(bin, count);
    });
  }

  merge(other: Sketch): void {
    this.#zeros += other.#zeros;
    this.#count += other.#count;
    for (const [bin, count] of other.#bins) this.#addTo(bin, count);
  }

  copy(): Sketch {
    const copy = new Sketch();
    copy.merge(this);
    return copy;
  }

  /** The lower quantile (0…1): the value with rank ⌊share × (count − 1)⌋; null when nothing was added. */
  quantiles(shares: readonly number[]): (number | null)[] {
    if (this.#count === 0) return shares.map(() => null);
    const bins = this.#sorted();
    return shares.map((share) => {
      let rank = Math.floor(share * (this.#count - 1)) - this.#zeros;
      if (rank < 0) return 0;
      for (const [bin, count] of bins) if ((rank -= count) < 0) return estimate(bin);
      return estimate(bins.at(-1)![0]);
    });
  }

  /** Zeros and number of bins, then the bins. */
  pack(): Uint8Array {
    const bins = this.#sorted();
    return packColumns([
      { packing: 'plain', values: [this.#zeros, bins.length] },
      { packing: 'delta', values: bins.map(([bin]) => bin) },
      { packing: 'plain', values: bins.map(([, count]) => count) },
    ]);
  }

  /** Throws a RangeError when the bytes end early. */
  static unpack(bytes: Uint8Array): Sketch {
    const [head] = unpackColumns(bytes, ['plain'], 2);
    const [zeros, length] = head as [number, number];
    const headLength = packColumns([{ packing: 'plain', values: head! }]).length;
    const [bins, counts] = unpackColumns(bytes.subarray(headLength), ['delta', 'plain'], length);
    const sketch = new Sketch();
    sketch.#zeros = zeros;
    sketch.#count = counts!.reduce((sum, count) => sum + count, zeros);
    bins!.forEach((bin, i) => sketch.#bins.set(bin, counts![i]!));
    return sketch;
  }

  #addTo(bin: number, count: number): void {
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + count);
  }

  #sorted(): [number, number][] {
    return [...this.#bins].sort(([a], [b]) => a - b);
  }
}

function binOf(value: number): number {
  return Math.ceil(Math.log(value) / LOG_GAMMA);
}

function smallBin(value: number): number {
  const known = smallBins[value]!;
  return known >= 0 ? known : (smallBins[value] = binOf(value));
}

function estimate(bin: number): number {
  return Math.round((2 * GAMMA ** bin) / (GAMMA + 1));
}
