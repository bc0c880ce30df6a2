import { createHash } from 'node:crypto';

/** Gives numbers in [0, 1), the same series for the same seed. */
export type Random = () => number;

/**
 * The sfc32 generator (four words of state, a counter among them, so no short cycles: compression benchmarks would be
 * flattered by those). The parts of the seed are hashed, so neighbouring days and lines are unrelated.
 */
export function seededRandom(...seed: readonly (string | number)[]): Random {
  const hash = createHash('sha256').update(seed.join('/')).digest();
  let a = hash.readInt32LE(0);
  let b = hash.readInt32LE(4);
  let c = hash.readInt32LE(8);
  let counter = hash.readInt32LE(12);
  return () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return (result >>> 0) / 4_294_967_296;
  };
}

/** A number in [from, to). */
export function between(random: Random, from: number, to: number): number {
  return from + random() * (to - from);
}

/** A whole number from `from` to `to`, both included. */
export function wholeBetween(random: Random, from: number, to: number): number {
  return Math.floor(between(random, from, to + 1));
}
