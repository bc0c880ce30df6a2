/**
 * Places in a queue as text: `<digits of base 62>.<device's suffix>`, in order of the characters of the whole key. Between any
 * two there is room for another, so that moving a job writes that job alone.
 *
 * The first four digits count, so that keys which are appended do not grow; what comes between is a fraction of them. Two
 * devices that had not seen each other may take the same digits: their suffixes keep the keys apart, and what comes between
 * those has the suffix of the first before its own.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
const COUNTING = 4;
const COUNTS = BASE ** COUNTING;

/** Beyond so many characters whoever writes gives the whole queue new keys. */
export const LONGEST_KEY = 40;

/** `before` < key < `after`; null = there is nothing on that side. Throws if `before` does not come first. */
export function keyBetween(before: string | null, after: string | null, suffix: string): string {
  if (before !== null && after !== null && before >= after) {
    throw new RangeError(`There is no key between "${before}" and "${after}": the first has to be the smaller one`);
  }
  const digits = digitsBetween(before && digitsOf(before), after && digitsOf(after));
  return digits === null ? besides(before, after, suffix) : `${digits}.${suffix}`;
}

/** So many keys in order, as short as they can be. */
export function keysBetween(before: string | null, after: string | null, count: number, suffix: string): string[] {
  if (count <= 0) return [];
  if (after === null || before === null) {
    const keys: string[] = [];
    for (let i = 0; i < count; i++) {
      const last: string | null = keys.at(-1) ?? null;
      keys.push(after === null ? keyBetween(last ?? before, null, suffix) : keyBetween(null, last ?? after, suffix));
    }
    return after === null ? keys : keys.reverse();
  }
  const middle = keyBetween(before, after, suffix);
  const left = Math.floor((count - 1) / 2);
  return [
    ...keysBetween(before, middle, left, suffix),
    middle,
    ...keysBetween(middle, after, count - 1 - left, suffix),
  ];
}

/** Short keys for a whole queue, in the same order, behind the key of what keeps its own; null = nothing does. */
export function rekeyed(keys: readonly string[], suffix: string, behind: string | null = null): string[] {
  return keysBetween(behind, null, keys.length, suffix);
}

function digitsOf(key: string): string {
  return key.slice(0, key.indexOf('.'));
}

/** Null = the digits of both are worth the same. */
function digitsBetween(low: string | null, high: string | null): string | null {
  const from = low === null ? 0 : counted(low);
  const to = high === null ? COUNTS : counted(high);
  if (low === null && high === null) return counting(COUNTS / 2);
  if (high === null && from + 1 < COUNTS) return counting(from + 1);
  if (low === null && to > 1) return counting(to - 1);
  if (to - from > 1) return counting(Math.floor((from + to) / 2));
  return fractionBetween(low ?? '', high);
}

/** The counting digits as a number. */
function counted(digits: string): number {
  let count = 0;
  for (let i = 0; i < COUNTING; i++) count = count * BASE + digitAt(digits, i);
  return count;
}

function counting(count: number): string {
  let digits = '';
  for (let rest = count, i = 0; i < COUNTING; i++, rest = Math.floor(rest / BASE))
    digits = DIGITS[rest % BASE]! + digits;
  return digits;
}

/** Digits after a point; what is not there is worth 0. Null for `high` = 1. The answer never ends in 0, which leaves room. */
function fractionBetween(low: string, high: string | null): string | null {
  for (let i = 0; high === null || i < Math.max(low.length, high.length); i++) {
    const from = digitAt(low, i);
    const to = high === null ? BASE : digitAt(high, i);
    if (from === to) continue;
    const same = low.slice(0, i).padEnd(i, DIGITS[0]);
    if (to - from > 1) return same + DIGITS[Math.floor((from + to) / 2)]!;
    return same + DIGITS[from]! + fractionBetween(low.slice(i + 1), null)!;
  }
  return null;
}

function digitAt(digits: string, i: number): number {
  return i < digits.length ? DIGITS.indexOf(digits[i]!) : 0;
}

/** A key that the suffix alone puts in its place; `-` comes before all other characters of a suffix. */
function besides(before: string | null, after: string | null, suffix: string): string {
  let start = `${before ?? `${digitsOf(after!)}.`}-`;
  while (after !== null && `${start}${suffix}` >= after) start += '-';
  return `${start}${suffix}`;
}
