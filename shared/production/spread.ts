/** Whole parts over unequal shares, by largest remainder; the sum is `quantity` unless there is no share at all. */
export function spread(quantity: number, shares: readonly number[]): number[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  if (whole <= 0) return shares.map(() => 0);
  const exact = shares.map((share) => (quantity * share) / whole);
  const parts = exact.map(Math.floor);
  const left = quantity - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact.map((value, i) => ({ i, remainder: value - parts[i]! }));
  byRemainder.sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of byRemainder.slice(0, Math.round(left))) parts[i]!++;
  return parts;
}
