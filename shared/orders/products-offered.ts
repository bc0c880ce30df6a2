/** Which products are there to be chosen at a time. Pure. */
import type { Plan } from './plan.ts';

const known = new WeakMap<Plan['products'], Map<string, ReadonlySet<string>>>();

/**
 * Ids of those that are not valid any more on a day of the plant (`2026-11-22`): nobody is offered them. What is only valid later
 * is offered, for one plans ahead. The same set for the same products and day.
 */
export function productsOver(products: Plan['products'], day: string): ReadonlySet<string> {
  let byDay = known.get(products);
  if (!byDay) known.set(products, (byDay = new Map()));
  let over = byDay.get(day);
  if (!over) {
    const ended = [...products.values()].filter(({ fields: { validTo } }) => validTo !== undefined && validTo <= day);
    byDay.set(day, (over = new Set(ended.map(({ id }) => id))));
  }
  return over;
}
