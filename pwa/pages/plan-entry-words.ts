/** What was entered about the plan, in words: `Order Flu 125: due, place`, `New order Flu 125`. Pure. */
import type { ChangeSet } from '../../shared/documents/change.ts';
import { planRowId } from '../../shared/orders/plan-row.ts';
import type { EnteredPlanFact } from '../data/line-data.ts';
import { number } from '../locales/format.ts';
import { entityName, fieldName, planningText as p, planningVerb } from '../locales/planning.ts';
import { plannedValue, type Told } from './plan-values.ts';

/** More than one reads at a glance. */
const MOST_THINGS = 3;
const MOST_FIELDS = 6;

/** `lines`: id → name. */
export function whatPlanned(fact: EnteredPlanFact, lines: ReadonlyMap<string, string>): string {
  const nameOf = (rowId: string) => fact.named?.[rowId] ?? rowId.slice(rowId.indexOf(':') + 1);
  switch (fact.type) {
    case 'change': {
      const what = changed(fact.sets, nameOf);
      return fact.draft === undefined ? what : p('draft', fact.draft, what);
    }
    case 'transfer': {
      const [from, to] = [fact.from, fact.to].map((id) => nameOf(planRowId('order', id))) as [string, string];
      return p(fact.kind, number(fact.quantity), from, to);
    }
    case 'execution':
      return planningVerb(fact.verb, nameOf(planRowId('job', fact.job)), lines.get(fact.line) ?? fact.line);
  }
}

/** A field that was entered, and what it was set to. */
export interface EnteredValue {
  name: string;
  value: string;
}

/** Of a change of few things, each field with its value; of one of many, none. What an order's jobs have from its product is not told. */
export function valuesPlanned(fact: EnteredPlanFact, told: Told): EnteredValue[] {
  if (fact.type !== 'change') return [];
  const sets = withoutRoutes(fact.sets);
  if (new Set(sets.map(({ entity, id }) => planRowId(entity, id))).size > 1) return [];
  return sets.flatMap(({ set }) =>
    Object.entries(set).map(([field, value]) => ({ name: fieldName(field), value: plannedValue(field, value, told) })),
  );
}

/** An order that is new comes with its jobs, which are as its product has them. */
function withoutRoutes(sets: readonly ChangeSet[]): readonly ChangeSet[] {
  const isOfNew = newOrders(sets);
  return sets.filter(({ entity, set }) => entity !== 'job' || !isOfNew.has(String(set['order'])));
}

/** Ids of the orders that came into being: their jobs say whose they are. */
function newOrders(sets: readonly ChangeSet[]): ReadonlySet<string> {
  const ofJobs = new Set(sets.flatMap(({ entity, set }) => (entity === 'job' ? [String(set['order'])] : [])));
  return new Set(sets.flatMap(({ entity, id }) => (entity === 'order' && ofJobs.has(id) ? [id] : [])));
}

function changed(all: readonly ChangeSet[], nameOf: (rowId: string) => string): string {
  const isNew = newOrders(all);
  const sets = withoutRoutes(all);
  const things = new Map<string, { of: ChangeSet; fields: string[] }>();
  for (const of of sets) {
    const rowId = planRowId(of.entity, of.id);
    const fields = [...(things.get(rowId)?.fields ?? []), ...Object.keys(of.set)];
    things.set(rowId, { of, fields: [...new Set(fields)] });
  }
  const told = [...things].slice(0, MOST_THINGS).map(([rowId, { of, fields }]) => {
    if (of.entity === 'order' && isNew.has(of.id)) return p('newOrder', nameOf(rowId));
    const names = fields.slice(0, MOST_FIELDS).map(fieldName);
    const more = fields.length > MOST_FIELDS ? [p('more', fields.length - MOST_FIELDS)] : [];
    return p('changed', entityName(of.entity), nameOf(rowId), [...names, ...more].join(', '));
  });
  const left = things.size - told.length;
  return [...told, ...(left > 0 ? [p('more', left)] : [])].join('; ');
}
