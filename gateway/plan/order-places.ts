/** On whose lines the orders are that an entry is about: their gateway has to hear of it as long as it can be asked. */
import type { ChangeSet } from '../../shared/documents/change.ts';
import { linesOfOrder, linesOfSet } from '../../shared/orders/needs.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import type { Said } from '../../shared/orders/said.ts';

/** Lines, each once; empty = it is about nothing that has a place. */
export function placesOf(said: Said, plan: Plan): Set<string> {
  if (said.type === 'execution') return new Set([said.line]);
  const orders = said.type === 'transfer' ? [said.from, said.to] : [];
  return new Set([
    ...orders.flatMap((order) => linesOfOrder(order, plan)),
    ...(said.sets ?? []).flatMap((set) => placesOfSet(set, plan)),
  ]);
}

/** Jobs of an order hang together: what becomes of one concerns the lines of all. */
function placesOfSet(set: ChangeSet, plan: Plan): string[] {
  const { entity, id } = set;
  const order = entity === 'order' ? id : entity === 'job' ? plan.jobs.get(id)?.fields.order : undefined;
  return [...linesOfSet(set, plan), ...(order === undefined ? [] : linesOfOrder(order, plan))];
}
