/**
 * Who should be asked to choose: worked out from what each author had on the screen, without what facts say of that
 * themselves.
 */
import type { ChangeSet } from '../../../shared/documents/change.ts';
import type { PlanFact } from '../../../shared/orders/fold-facts.ts';
import { shown } from '../../../shared/orders/fold.ts';
import { planRowId } from '../../../shared/orders/plan-row.ts';
import type { Seen } from './sim-plan-device.ts';
import type { SimPlant } from './sim-plant.ts';

interface Said {
  id: string;
  value: string;
  /** Ids. */
  seen: ReadonlySet<string>;
}

/** A conflict is there, and everywhere, where people who had not seen each other's said different things, and nowhere else. */
export function brokenOfConflicts({ gateways, devices }: SimPlant, facts: readonly PlanFact[]): string[] {
  const seenBy = new Map(devices.flatMap(({ plan }) => [...(plan?.entered ?? [])]).map(([id, { seen }]) => [id, seen]));
  const broken: string[] = [];
  const said = saidOf(facts, seenBy);
  for (const { id: gateway, running } of gateways)
    for (const [rowId, { state }] of running!.plan.rows)
      for (const [field, fieldState] of Object.entries(state)) {
        const key = `${rowId}.${field}`;
        const { conflict, waiting } = shown(fieldState);
        if (waiting)
          broken.push(`"${key}" at "${gateway}" waits for something that nobody said: ${fieldState.unseen?.join()}`);
        const wanted = versions(said.get(key) ?? []);
        const there = conflict.map(({ value }) => JSON.stringify(value)).sort();
        if (wanted.join() !== there.join())
          broken.push(`"${key}" at "${gateway}" asks about [${there.join()}] instead of [${wanted.join()}]`);
      }
  return broken;
}

/** Different values of those that nobody who said something later had seen; none when all say the same. */
function versions(said: readonly Said[]): string[] {
  const open = said.filter(({ id }) => !said.some(({ seen }) => seen.has(id)));
  const values = [...new Set(open.map(({ value }) => value))].sort();
  return values.length > 1 ? values : [];
}

/** By row and field. */
function saidOf(facts: readonly PlanFact[], seenBy: ReadonlyMap<string, Seen>): Map<string, Said[]> {
  const all = new Map<string, Said[]>();
  for (const fact of facts) {
    const sets: readonly ChangeSet[] = fact.type === 'change' || fact.type === 'transfer' ? (fact.sets ?? []) : [];
    for (const { entity, id, set } of sets)
      for (const [field, value] of Object.entries(set)) {
        const key = `${planRowId(entity, id)}.${field}`;
        const one = {
          id: fact._id,
          value: JSON.stringify(value),
          seen: seenBy.get(fact._id)?.get(key) ?? new Set<string>(),
        };
        all.set(key, [...(all.get(key) ?? []).filter((other) => other.id !== fact._id), one]);
      }
  }
  return all;
}
