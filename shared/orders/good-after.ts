/** Good parts of a lot after a moment. */
import type { LotRow } from './lot-row.ts';

const DAY_MS = 86_400_000;

/**
 * Good parts of a lot after a moment (ms), in whole parts. The gateway counts them by the minute once it has heard of the
 * moment; until then, of the day in which it lies, parts are taken as made evenly between its first and last cycle.
 */
export function goodAfter({ good, fromMs, toMs, days, ended }: LotRow, at: number): number {
  if (ended?.at === at) return Math.max(0, good - ended.good);
  if (at < fromMs) return good;
  if (at >= toMs) return 0;
  const parts = days.length > 0 ? days : [{ day: fromMs, good }];
  const after = parts.reduce((sum, part) => {
    const from = Math.max(part.day, fromMs);
    const to = Math.min(part.day + DAY_MS, toMs);
    if (at < from) return sum + part.good;
    return at >= to ? sum : sum + (part.good * (to - at)) / (to - from);
  }, 0);
  return Math.min(good, Math.round(after));
}
