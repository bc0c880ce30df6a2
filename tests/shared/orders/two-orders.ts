/** A small plan to look at, for tests of how jobs stand. */
import type { LotRow } from '../../../shared/orders/lot-row.ts';
import { readPlan } from '../../../shared/orders/read-plan.ts';
import { standingsOf } from '../../../shared/orders/standings.ts';
import { MONDAY, PlanAuthor } from '../../fixtures/plan-facts.ts';

export const HOUR = 3_600_000;
export const NOON = MONDAY + 6 * HOUR;

/** Two orders in the queue of line 8, one in the parking lot; a thousand pieces each. */
export function desk(): PlanAuthor {
  const author = new PlanAuthor('desk');
  for (const [id, lotNumber, key] of [
    ['o-1', '220135', 'a0.x'],
    ['o-2', '220136', 'a1.x'],
    ['o-3', '220137', null],
  ] as const) {
    author.change(MONDAY - 9 * HOUR, 'order', id, { lotNumber, quantity: 1000 });
    author.change(MONDAY - 9 * HOUR, 'job', `${id}.pouch`, {
      ...{ order: id, operation: 'Pouching', processGroup: 'pouching' },
      place: key && { line: 'line8', key },
    });
  }
  return author;
}

/** At noon, with what lines made by then. */
export function look(author: PlanAuthor, lots: LotRow[] = [], lines?: { id: string; processGroup?: string }[]) {
  const plan = readPlan(author.rows.values());
  const { standings, mismatches } = standingsOf({ plan, lots, now: NOON, ...(lines ? { lines } : {}) });
  return { of: (order: string) => standings.get(`${order}.pouch`)!, mismatches };
}
