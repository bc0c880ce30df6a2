/** What was refused because numbers of its orders are taken, entered anew with other ones. Pure. */
import type { ChangeSet } from '../../shared/documents/change.ts';
import { planRowId } from '../../shared/orders/plan-row.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import type { TakenNumber } from '../components/sync/ls-plan-again.ts';
import { nameOf } from '../data/plan-names.ts';
import type { EnteredPlanFact } from '../data/line-data.ts';
import { fieldName } from '../locales/planning.ts';

/** No two orders have the same. */
export type OrderNumber = 'lotNumber' | 'reference';

/** More than anybody types in one go: what is pasted again is quicker. */
const MOST = 20;

/** Those of the fact that another order has; where none of them is known here, all of them. */
export function takenNumbers(fact: EnteredPlanFact, field: OrderNumber, plan: Plan | null): TakenNumber[] {
  const given = numbersIn(fact, field);
  const isTaken = ({ id, number }: Given) =>
    ownerOf(plan, field, number, id) !== null || given.some((other) => other.id !== id && other.number === number);
  const taken = given.filter(isTaken);
  return (taken.length > 0 ? taken : given).slice(0, MOST).map(({ id, number }) => ({
    ...{ id, number, field: fieldName(field) },
    name: fact.named?.[planRowId('order', id)] ?? number,
  }));
}

/** By order, what is wrong with its new number: whose it is; empty = nothing. */
export function stillTaken(
  fact: EnteredPlanFact,
  { field, plan }: { field: OrderNumber; plan: Plan | null },
): ReadonlyMap<string, string> {
  const given = numbersIn(fact, field);
  const wrong = given.flatMap(({ id, number }) => {
    const other = given.find((one) => one.id !== id && one.number === number);
    const owner = ownerOf(plan, field, number, id) ?? (other && nameIn(fact, other.id));
    return owner === undefined ? [] : [[id, owner] as const];
  });
  return new Map(wrong);
}

/** The same fact; an order whose number is empty gets none. */
export function withNumbers<F extends EnteredPlanFact>(
  fact: F,
  field: OrderNumber,
  numbers: ReadonlyMap<string, string>,
): F {
  if (fact.type === 'execution' || fact.sets === undefined) return fact;
  const sets = fact.sets.flatMap((one): ChangeSet[] => {
    const number = one.entity === 'order' && field in one.set ? numbers.get(one.id) : undefined;
    if (number === undefined) return [one];
    const { [field]: _, ...others } = one.set;
    const set = number === '' ? others : { ...others, [field]: number };
    return Object.keys(set).length === 0 ? [] : [{ ...one, set }];
  });
  return { ...fact, sets };
}

interface Given {
  /** Of the order. */
  id: string;
  number: string;
}

function numbersIn(fact: EnteredPlanFact, field: OrderNumber): Given[] {
  if (fact.type === 'execution') return [];
  return (fact.sets ?? []).flatMap(({ entity, id, set }) => {
    const number = set[field];
    return entity === 'order' && typeof number === 'string' ? [{ id, number }] : [];
  });
}

function nameIn(fact: EnteredPlanFact, order: string): string {
  return fact.named?.[planRowId('order', order)] ?? order;
}

/** What the order is called that has it; null = none that is known here. */
function ownerOf(plan: Plan | null, field: OrderNumber, number: string, than: string): string | null {
  const owner = plan && [...plan.orders.values()].find(({ id, fields }) => id !== than && fields[field] === number);
  return owner ? (nameOf(plan, 'order', owner.id) ?? number) : null;
}
