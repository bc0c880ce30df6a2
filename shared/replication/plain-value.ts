/** What may be stored of somebody else's JSON: values that mean the same to every later reader, no deeper than needed. */

const DEEPEST = 40;
/** An object that is merged into another reaches all objects by them. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What is wrong with the first value that is not plain; null = all are. */
export function whyNotPlain(value: unknown, depth = 1): string | null {
  // Sums of larger ones would not be exact, and not finite in the end.
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? null : 'a number is too large';
  if (typeof value === 'string') return value.isWellFormed() ? null : 'a text holds half a character';
  if (typeof value !== 'object' || value === null) return null;
  if (depth > DEEPEST) return `it is more than ${DEEPEST} levels deep`;
  if (Array.isArray(value)) return firstFault(value, depth);
  const names = Object.keys(value);
  const odd = names.find((name) => RESERVED.has(name) || !name.isWellFormed());
  if (odd !== undefined) return `no field may be called "${odd.toWellFormed().slice(0, 60)}"`;
  return firstFault(Object.values(value), depth);
}

function firstFault(values: readonly unknown[], depth: number): string | null {
  for (const value of values) {
    const fault = whyNotPlain(value, depth + 1);
    if (fault !== null) return fault;
  }
  return null;
}
