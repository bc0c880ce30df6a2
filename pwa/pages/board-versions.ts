/** Fields that people set differently, not having seen each other's: for one of them to choose. Pure. */
import type { PlanEntity } from '../../shared/documents/change.ts';
import type { JobPlace } from '../../shared/orders/entities.ts';
import type { Planned } from '../../shared/orders/plan.ts';
import type { Versions } from '../components/plan/ls-plan-versions.ts';
import { whoSaid } from '../data/plan-names.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan, duration, number } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { jobTitle, titleOf } from './board-order.ts';

/** Of the whole plan; `key` = `<entity>:<field>:<id>`. */
export function conflictsOf(view: PlanView): Versions[] {
  const { plan } = view;
  return [...plan.orders.values(), ...plan.jobs.values(), ...plan.products.values(), ...plan.tasks.values()].flatMap(
    (thing) => conflictsIn(view, thing),
  );
}

function conflictsIn(view: PlanView, thing: Planned<PlanEntity>): Versions[] {
  return thing.conflicts.map(({ field, versions }) => ({
    key: `${thing.entity}:${field}:${thing.id}`,
    title: nameOf(view, thing),
    field: fieldName(field),
    versions: versions.map(({ id, value, at, ...by }) => ({
      head: id,
      value: valueText(view, field, value),
      by: p('saidBy', whoSaid(view, by), clockOfPlan(at, view.plant.timezone, view.schedule.now)),
    })),
  }));
}

export function nameOf({ plan }: PlanView, { entity, id }: Pick<Planned<PlanEntity>, 'entity' | 'id'>): string {
  if (entity === 'job') return jobTitle(plan, id);
  if (entity === 'order') return titleOf(plan, plan.orders.get(id));
  if (entity === 'product') return plan.products.get(id)?.fields.name ?? id;
  return id;
}

const FIELD_NAMES = [
  'product',
  'lot',
  'lotNumber',
  'upstreamLot',
  'quantity',
  'due',
  'priority',
  'colour',
  'notes',
  'reference',
  'place',
  'closed',
  'deleted',
  'movesBy',
  'claimed',
  'done',
] as const;

/** As people call it; one of ours that has no name yet is shown as it is. */
export function fieldName(field: string): string {
  const known = FIELD_NAMES.find((name) => name === field);
  return known === undefined ? field : p(`field-${known}`);
}

/** A field's value as people read it. */
export function valueText(view: PlanView, field: string, value: unknown): string {
  const { lines, plan, plant, schedule } = view;
  if (value === null || value === undefined) return p(field === 'place' ? 'parkingLot' : 'nothing');
  if (field === 'due' || field === 'done') return clockOfPlan(Number(value), plant.timezone, schedule.now);
  if (field === 'place') {
    const { line, notBefore } = value as JobPlace;
    const name = lines.find(({ id }) => id === line)?.name ?? line;
    return notBefore === undefined ? name : `${name}, ${clockOfPlan(notBefore, plant.timezone, schedule.now)}`;
  }
  if (field === 'product') return plan.products.get(String(value))?.fields.name ?? String(value);
  if (field === 'setupMs') return duration(Number(value));
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return p('yes');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
