/**
 * Numbers of orders that were over so long ago that devices do not have them: only a gateway knows that they are taken, and is
 * asked before one of them is given again. What cannot be asked in time is refused when it arrives.
 */
import { Type, type Static } from 'typebox';
import type { Plan } from './plan.ts';
import { takenNumber } from './rules-orders.ts';
import { toldBy } from './rules-told.ts';
import type { NotSaid, Said } from './said.ts';

const closed = { additionalProperties: false };
const Numbers = Type.Array(Type.String({ maxLength: 80 }), { maxItems: 2_000 });

export const FormerNumbers = Type.Object({ lotNumber: Numbers, reference: Numbers }, closed);
export type FormerNumbers = Static<typeof FormerNumbers>;
/** Those of them that an order had, with its id. */
export type FormerOrders = Readonly<Record<keyof FormerNumbers, readonly { value: string; order: string }[]>>;

/** What is given to orders; null = nothing. */
export function numbersIn(said: readonly Said[]): FormerNumbers | null {
  const given = (field: keyof FormerNumbers) =>
    setsOf(said).flatMap(({ entity, set }) => {
      const value = entity === 'order' ? set[field] : undefined;
      return typeof value === 'string' ? [value] : [];
    });
  const numbers = { lotNumber: given('lotNumber'), reference: given('reference') };
  return numbers.lotNumber.length + numbers.reference.length === 0 ? null : numbers;
}

/** Null = none of them is another order's. */
export function takenBefore(said: readonly Said[], plan: Plan, orders: FormerOrders): NotSaid | null {
  const formerOrder = (field: keyof FormerNumbers, number: string) =>
    orders[field].find(({ value }) => value === number)?.order ?? null;
  return takenNumber(toldBy(setsOf(said), plan), { plan, formerOrder });
}

function setsOf(said: readonly Said[]) {
  return said.flatMap((one) => (one.type === 'execution' ? [] : (one.sets ?? [])));
}
