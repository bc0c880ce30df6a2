/** Things and lines that a value names and that are not there. */
import type { PlanEntity } from '../documents/change.ts';
import type { Dependency, JobPlace } from './entities.ts';
import { notSaid } from './not-said.ts';
import type { RuleLine, RuleWorld } from './rules.ts';
import { fieldsAfter, wasSeen, type Told } from './rules-told.ts';
import type { NotSaid } from './said.ts';
import { templateOf } from './task-template.ts';

/** Which kind of thing a field names. */
const NAMES: Partial<Record<PlanEntity, Readonly<Record<string, PlanEntity>>>> = {
  order: { product: 'product', reworkOf: 'order' },
  job: { order: 'order' },
  comment: { order: 'order' },
  rate: { product: 'product' },
  lot: { job: 'job' },
};

/** Only what the fact sets is asked: what was right once stays as it is said. */
export function unknownReference(told: Told, all: ReadonlyMap<string, Told>, world: RuleWorld): NotSaid | null {
  const { entity, id, set } = told;
  for (const [field, named] of Object.entries(NAMES[entity] ?? {})) {
    const value = set[field];
    if (typeof value !== 'string' || fieldsAfter(named, value, { all, plan: world.plan })) continue;
    if (entity === 'order' && field === 'product' && isMade(value, world)) continue;
    return notSaid('unknown', { entity, id, field }, `There is no ${named} "${value}" for "${field}"`);
  }
  for (const [field, line] of linesNamed(told)) {
    if (!world.lines.some((each: RuleLine) => each.id === line)) {
      return notSaid(
        'unknown-line',
        { entity, id, field },
        `There is no line "${line}" for "${field}" of ${entity} "${id}"`,
      );
    }
  }
  for (const { job } of entity === 'job' ? ((set.after as Dependency[] | null | undefined) ?? []) : []) {
    if (!fieldsAfter('job', job, { all, plan: world.plan })) {
      return notSaid(
        'unknown',
        { entity, id, field: 'after' },
        `There is no job "${job}" that could come before "${id}"`,
      );
    }
  }
  if (entity === 'task' && told.before === undefined && !wasSeen(told) && !templateOf(world.plan, id)) {
    return notSaid('unknown', { entity, id }, `No job asks for task "${id}"`);
  }
  return null;
}

/** Orders go on after their product was deleted: they can be split and mended, too. */
function isMade(product: string, { plan }: RuleWorld): boolean {
  return [...plan.orders.values()].some(({ fields }) => fields.product === product);
}

/** Field and line. */
function linesNamed({ entity, id, set }: Told): [string, string][] {
  const named: [string, string][] = [];
  if (typeof set.line === 'string') named.push(['line', set.line]);
  if (typeof set.scope === 'string' && set.scope.startsWith('line:')) named.push(['scope', set.scope.slice(5)]);
  if (entity === 'setting' && id !== 'plant') named.push(['id', id.replace(/^line-/, '')]);
  if (entity === 'job') {
    const place = set.place as JobPlace | null | undefined;
    if (place) named.push(['place', place.line]);
    for (const line of (set.lines as string[] | null | undefined) ?? []) named.push(['lines', line]);
  }
  return named;
}
