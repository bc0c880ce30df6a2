/** Fields that people set differently, not having seen each other's: for one of them to choose. Pure. */
import type { PlanEntity } from '../../shared/documents/change.ts';
import type { JobPlace } from '../../shared/orders/entities.ts';
import type { Planned } from '../../shared/orders/plan.ts';
import type { Versions } from '../components/plan/ls-plan-versions.ts';
import { whoSaid } from '../data/plan-names.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { fieldName as plannedField } from '../locales/planning.ts';
import { jobTitle, titleOf } from './board-order.ts';
import { placeText } from './place-text.ts';
import { plannedValue } from './plan-values.ts';

/** Of the whole plan; `key` = `<entity>:<field>:<id>`. */
export function conflictsOf(view: PlanView): Versions[] {
  const { plan } = view;
  return [...plan.orders.values(), ...plan.jobs.values(), ...plan.products.values(), ...plan.tasks.values()].flatMap(
    (thing) => conflictsIn(view, thing),
  );
}

function conflictsIn(view: PlanView, thing: Planned<PlanEntity>): Versions[] {
  return thing.conflicts.map(({ field, versions }) => {
    const shown = versions.map(({ id, value, at, ...by }) => ({
      head: id,
      value: valueText(view, field, value, thing.id),
      by: p('saidBy', whoSaid(view, by), clockOfPlan(at, view.plant.timezone, view.schedule.now)),
    }));
    return {
      key: `${thing.entity}:${field}:${thing.id}`,
      title: nameOf(view, thing),
      field: fieldName(field),
      versions: field === 'place' ? eachOnce(shown) : shown,
    };
  });
}

/** Keys that differ can say the same place: nobody has to choose between two buttons that read alike. */
function eachOnce(versions: Versions['versions']): Versions['versions'] {
  const alike = Map.groupBy(versions, ({ value }) => value);
  return [...alike.values()].map((all) => ({ ...all[0]!, by: all.map(({ by }) => by).join(' · ') }));
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

/** As people call it, as the first word of a line. */
export function fieldName(field: string): string {
  const known = FIELD_NAMES.find((name) => name === field);
  if (known !== undefined) return p(`field-${known}`);
  const name = plannedField(field);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** A field's value as people read it; of a job's place also where in the queue, if its id is given. */
export function valueText(view: PlanView, field: string, value: unknown, id?: string): string {
  if (field === 'place' && value && id !== undefined) return placeText(view, id, value as JobPlace);
  const { lines, names = new Map<string, string>(), plan, plant, schedule } = view;
  return plannedValue(field, value, {
    ...{ plan, people: names, time: (at) => clockOfPlan(at, plant.timezone, schedule.now) },
    lines: new Map(lines.map(({ id, name }) => [id, name])),
  });
}
