/** Jobs that would wait for themselves, and routes whose steps would. */
import type { RouteStep } from './entities.ts';
import { notSaid } from './not-said.ts';
import type { RuleWorld } from './rules.ts';
import { fieldsAfter, isOf, type Told } from './rules-told.ts';
import type { NotSaid } from './said.ts';

export function wrongDependency(all: ReadonlyMap<string, Told>, { plan }: RuleWorld): NotSaid | null {
  const before = (job: string) => fieldsAfter('job', job, { all, plan })?.after?.map((each) => each.job) ?? [];
  const free = new Set<string>();
  for (const told of all.values()) {
    const { entity, id, set } = told;
    if (isOf(told, 'job') && set.after && waitsForItself(id, before, free)) {
      return notSaid('cycle', { entity, id, field: 'after' }, `Job "${id}" would wait for itself`);
    }
    const wrong = isOf(told, 'product') && set.route ? wrongRoute(told, told.after.route ?? []) : null;
    if (wrong) return wrong;
  }
  return null;
}

function wrongRoute({ entity, id }: Told<'product'>, route: readonly RouteStep[]): NotSaid | null {
  const about = { entity, id, field: 'route' } as const;
  const steps = new Map(route.map((step) => [step.key, (step.after ?? []).map(({ key }) => key)]));
  if (steps.size < route.length) return notSaid('field', about, `Two steps of the route of "${id}" have the same key`);
  for (const [key, before] of steps) {
    const missing = before.find((each) => !steps.has(each));
    if (missing !== undefined) return notSaid('field', about, `Step "${key}" waits for "${missing}", which is no step`);
  }
  const free = new Set<string>();
  for (const key of steps.keys()) {
    if (waitsForItself(key, (each) => steps.get(each) ?? [], free)) {
      return notSaid('cycle', about, `Step "${key}" would wait for itself`);
    }
  }
  return null;
}

/** `free` remembers what leads to no circle, so that each is looked at once. No recursion: chains can be long. */
function waitsForItself(start: string, before: (id: string) => readonly string[], free: Set<string>): boolean {
  const path = [{ id: start, next: [...before(start)] }];
  const onPath = new Set([start]);
  for (let last = path.at(-1); last; last = path.at(-1)) {
    const id = last.next.pop();
    if (id === undefined) {
      free.add(last.id);
      onPath.delete(last.id);
      path.pop();
    } else if (onPath.has(id)) {
      return true;
    } else if (!free.has(id)) {
      path.push({ id, next: [...before(id)] });
      onPath.add(id);
    }
  }
  return false;
}
