/** What people are told when orders that have begun get another product: their operations stay. Pure. */
import type { WorkOrder } from '../../shared/orders/plan.ts';
import type { Said } from '../../shared/orders/said.ts';
import { hasBegun, isOtherProduct } from '../../shared/orders/verbs/jobs-anew.ts';
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';
import { stepsText as st } from '../locales/order-steps.ts';

/** `done`, and which of the orders in `said` keep the operations that they had. */
export function doneOf(world: VerbWorld, said: readonly Said[], done: string): string {
  const { orders, products } = world.situation.plan;
  const stay = new Map<string, WorkOrder>();
  for (const one of said) {
    for (const { entity, id, set } of one.type === 'change' ? one.sets : []) {
      const order = entity === 'order' && 'product' in set ? orders.get(id) : undefined;
      if (order && isOtherProduct(order, set['product']) && hasBegun(world, order)) stay.set(id, order);
    }
  }
  if (stay.size === 0) return done;
  const [{ fields }] = [...stay.values()] as [WorkOrder];
  const former = products.get(fields.product ?? '')?.fields;
  const name = former?.shortName ?? former?.name;
  return `${done} · ${stay.size === 1 && name !== undefined ? st('staysOf', name) : st('stayFor', stay.size)}`;
}
