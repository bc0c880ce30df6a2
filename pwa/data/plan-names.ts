/** What things of the plan are called among people. Kept with an entry, so that it can be read whatever becomes of them. */
import type { ChangeSet, PlanEntity } from '../../shared/documents/change.ts';
import { planRowId } from '../../shared/orders/plan-row.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import type { Said } from '../../shared/orders/said.ts';
import type { GatewayReference, PlantReference, ReferenceRow } from '../../shared/sync/rows.ts';
import type { RecentPerson } from './access.ts';

/** More than a list can say. */
const MOST_NAMES = 20;

/** By `<entity>:<id>`, as they are called in `plan`; what has no name there is left out. */
export function namesIn(said: Said, plan: Plan): Record<string, string> {
  const things: Pick<ChangeSet, 'entity' | 'id'>[] = [
    ...(said.type === 'execution' ? [{ entity: 'job' as const, id: said.job }] : (said.sets ?? [])),
    ...(said.type === 'transfer' ? [said.from, said.to].map((id) => ({ entity: 'order' as const, id })) : []),
  ];
  const named = things.flatMap(({ entity, id }) => {
    const name = nameOf(plan, entity, id);
    return name === null ? [] : [[planRowId(entity, id), name] as const];
  });
  return Object.fromEntries([...new Map(named)].slice(0, MOST_NAMES));
}

/** `Flu 125`; null = nobody named it. */
export function nameOf(plan: Plan, entity: PlanEntity, id: string): string | null {
  switch (entity) {
    case 'order': {
      const { product, lot, lotNumber, reference } = plan.orders.get(id)?.fields ?? {};
      const of = product === undefined ? null : (nameOf(plan, 'product', product) ?? product);
      return joined(of, lot ?? lotNumber ?? reference);
    }
    case 'job': {
      const { order, operation } = plan.jobs.get(id)?.fields ?? {};
      return joined(order === undefined ? null : nameOf(plan, 'order', order), operation);
    }
    case 'comment': {
      const order = plan.comments.get(id)?.fields.order;
      return order === undefined ? null : nameOf(plan, 'order', order);
    }
    case 'task': {
      const job = id.slice(0, id.lastIndexOf('.'));
      const template = plan.jobs.get(job)?.fields.tasks?.find(({ key }) => id === `${job}.${key}`);
      return joined(nameOf(plan, 'job', job), template?.name);
    }
    case 'product': {
      const { shortName, name } = plan.products.get(id)?.fields ?? {};
      return shortName ?? name ?? null;
    }
    case 'rate': {
      const product = plan.rates.get(id)?.fields.product;
      return product === undefined ? null : (nameOf(plan, 'product', product) ?? product);
    }
    case 'changeover': {
      const { from, to } = plan.changeovers.get(id)?.fields ?? {};
      return from === undefined || to === undefined ? null : `${from} → ${to}`;
    }
    case 'exception':
      return plan.exceptions.get(id)?.fields.name ?? null;
    case 'lot':
      return plan.lots.get(id)?.fields.lot ?? null;
    case 'view':
      return plan.views.get(id)?.fields.name ?? null;
    case 'week':
    case 'setting':
      return null;
  }
}

/** Of people and gateways, by id: as the plant calls them now, else as somebody was called who signed on here. */
export function namesOf(
  reference: readonly ReferenceRow[],
  people: readonly RecentPerson[],
): ReadonlyMap<string, string> {
  const gateways = (reference.find(({ kind }) => kind === 'gateways')?.body ?? []) as GatewayReference[];
  const { people: told = [] } = (reference.find(({ kind }) => kind === 'plant')?.body ?? {}) as Partial<PlantReference>;
  return new Map([
    ...gateways.map(({ id, name }) => [id, name] as const),
    ...people.map(({ user, name }) => [user, name] as const),
    ...told.map(({ id, name }) => [id, name] as const),
  ]);
}

/** `before` itself as long as they are the same: what is made of them need not be made anew. */
export function peopleHere(before: readonly RecentPerson[], people: readonly RecentPerson[]): readonly RecentPerson[] {
  const isSame =
    before.length === people.length &&
    before.every(({ user, name }, i) => user === people[i]!.user && name === people[i]!.name);
  return isSame ? before : people;
}

/** Who said it, by name where this device knows it; a device or gateway where nobody is named. */
export function whoSaid(
  { names }: { names?: ReadonlyMap<string, string> },
  { user, origin }: { user: string | null; origin: string },
): string {
  const id = user ?? origin;
  return names?.get(id) ?? id;
}

function joined(...parts: (string | null | undefined)[]): string | null {
  const known = parts.filter((part) => typeof part === 'string');
  return known.length === 0 ? null : known.join(' ');
}
