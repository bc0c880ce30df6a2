/** What each thing needs to be one at all, what makes orders unique, and what cannot be undone. */
import type { PlanEntity } from '../documents/change.ts';
import { notSaid } from './not-said.ts';
import { ranOnce } from './order-quantity.ts';
import type { Plan } from './plan.ts';
import type { RuleWorld } from './rules.ts';
import { isOf, sawAll, wasSeen, type Told } from './rules-told.ts';
import type { NotSaid } from './said.ts';

/** One field of each group has to be there. */
const NEEDS: Readonly<Record<PlanEntity, readonly (readonly string[])[]>> = {
  order: [['product', 'lot', 'lotNumber', 'quantity', 'reference']],
  job: [['order']],
  comment: [['order'], ['text']],
  task: [],
  product: [['name', 'shortName', 'item']],
  rate: [['product'], ['perHour']],
  changeover: [['from'], ['to'], ['ms']],
  week: [['scope'], ['from'], ['days']],
  exception: [['scope'], ['kind'], ['from'], ['to']],
  setting: [],
  lot: [['line'], ['lot']],
  view: [['name'], ['page']],
};

/** A new thing of which too little is said, or a known one that would lose what it needs. */
export function incomplete(told: Told): NotSaid | null {
  const { entity, id, before, set } = told;
  const after: Readonly<Record<string, unknown>> = told.after;
  // Whoever saw it changes what was deleted meanwhile: the fold keeps that, and it stays deleted.
  if (before === undefined && wasSeen(told)) return null;
  if ('deleted' in after) {
    return before ? null : notSaid('unknown', { entity, id }, `There is no ${entity} "${id}" that could be deleted`);
  }
  if (Object.keys(after).length === 0) return null;
  const lacks = NEEDS[entity].find((group) => !group.some((field) => field in after));
  if (lacks === undefined) return null;
  // Known as it is, it lacked that before: a fact that was taken elsewhere.
  if (before !== undefined && !lacks.some((field) => field in set)) return null;
  const wanted = lacks.map((field) => `"${field}"`).join(' or ');
  const isNew = before === undefined ? `There is no ${entity} "${id}" yet; a new one` : `${entity} "${id}"`;
  return notSaid('field', { entity, id, field: lacks[0]! }, `${isNew} needs ${wanted}`);
}

/** What no two orders have: the machine finds an order by the one, an import by the other. */
const UNIQUE = { lotNumber: 'lot-number-taken', reference: 'reference-taken' } as const;
export type UniqueField = keyof typeof UNIQUE;
const CALLED = { lotNumber: 'Lot number', reference: 'Reference' } as const;

/** Orders by what they have in each of these fields, of each plan once. */
const numbersOf = new WeakMap<Plan['orders'], Record<UniqueField, ReadonlyMap<string, readonly string[]>>>();

function ordersBy(field: UniqueField, { orders }: Plan): ReadonlyMap<string, readonly string[]> {
  let numbers = numbersOf.get(orders);
  if (numbers === undefined) {
    numbers = { lotNumber: idsBy(orders, 'lotNumber'), reference: idsBy(orders, 'reference') };
    numbersOf.set(orders, numbers);
  }
  return numbers[field];
}

function idsBy(orders: Plan['orders'], field: UniqueField): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, fields } of orders.values()) {
    const number = fields[field];
    if (number === undefined || fields.deleted) continue;
    const others = found.get(number);
    if (others) others.push(id);
    else found.set(number, [id]);
  }
  return found;
}

type NumberWorld = Pick<RuleWorld, 'plan' | 'formerOrder'>;

/** Two orders may swap theirs in one fact. */
export function takenNumber(all: ReadonlyMap<string, Told>, world: NumberWorld): NotSaid | null {
  return takenIn('lotNumber', all, world) ?? takenIn('reference', all, world);
}

function takenIn(field: UniqueField, all: ReadonlyMap<string, Told>, world: NumberWorld): NotSaid | null {
  const given = new Map<string, string>();
  for (const told of all.values()) {
    if (!isOf(told, 'order') || told.after.deleted) continue;
    const number = told.set[field];
    if (typeof number !== 'string') continue;
    const other =
      given.get(number) ??
      ordersBy(field, world.plan)
        .get(number)
        ?.find((id) => keepsIt(id, number)) ??
      world.formerOrder?.(field, number);
    if (other != null && other !== told.id) {
      const detail = `${CALLED[field]} "${number}" is that of order "${other}"; choose another one`;
      return notSaid(UNIQUE[field], { entity: told.entity, id: told.id, field }, detail);
    }
    given.set(number, told.id);
  }
  return null;

  function keepsIt(id: string, number: string): boolean {
    const told = all.get(`order:${id}`);
    return !isOf(told, 'order') || (told.after[field] === number && !told.after.deleted);
  }
}

/** What ran cannot be as if it had never been. */
export function ranAlready(
  told: Told,
  _all: ReadonlyMap<string, Told>,
  { plan, standings }: RuleWorld,
): NotSaid | null {
  const { entity, id, set } = told;
  if (isOf(told, 'job') && 'order' in set && isTakenAway(told) && ranOnce(id, plan, standings))
    return notSaid('ran', { entity, id, field: 'order' }, `Job "${id}" ran: it stays with its order`);
  if (set.deleted !== true || !sawAll(told, 'deleted')) return null;
  const jobs = isOf(told, 'order') ? (plan.orders.get(id)?.jobs ?? []) : isOf(told, 'job') ? [id] : [];
  const ran = jobs.find((job) => ranOnce(job, plan, standings));
  if (ran === undefined) return null;
  return notSaid('ran', { entity, id }, `Job "${ran}" ran: cancel its order instead of deleting it`);
}

function isTakenAway(told: Told<'job'>): boolean {
  const { before, after } = told;
  return before?.fields.order !== undefined && before.fields.order !== after.order && sawAll(told, 'order');
}
