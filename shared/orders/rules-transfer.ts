/** Quantity that cannot go from one order to another. */
import type { TransferKind } from '../documents/transfer.ts';
import { notSaid } from './not-said.ts';
import { leftOf } from './order-quantity.ts';
import type { RuleWorld } from './rules.ts';
import { fieldsAfter, isOf, sawAll, type Told } from './rules-told.ts';
import type { NotSaid } from './said.ts';

interface Moved {
  kind: TransferKind;
  from: string;
  to: string;
  quantity: number;
}

/** What went to other orders was ordered. Who had not seen the quantity of now is folded, and the order says that it gave too much. */
export function fewerThanGiven(told: Told, _all: ReadonlyMap<string, Told>, { plan }: RuleWorld): NotSaid | null {
  if (!isOf(told, 'order') || typeof told.set.quantity !== 'number' || !sawAll(told, 'quantity')) return null;
  const order = plan.orders.get(told.id);
  const given = (order?.fields.quantity ?? 0) - (order?.quantity ?? 0);
  if (told.set.quantity >= given) return null;
  const detail = `Order "${told.id}" has given ${given} to other orders already: it cannot be of fewer`;
  return notSaid('quantity', { entity: 'order', id: told.id, field: 'quantity' }, detail);
}

export function wrongTransfer(
  { kind, from, to, quantity }: Moved,
  all: ReadonlyMap<string, Told>,
  { plan, standings }: RuleWorld,
): NotSaid | null {
  const entity = 'order';
  if (from === to) return notSaid('differs', { entity, id: to }, `Order "${to}" cannot give to itself`);
  const [giver, taker] = [from, to].map((id) => fieldsAfter(entity, id, { all, plan }));
  if (!giver || !taker) {
    const id = giver ? to : from;
    return notSaid('unknown', { entity, id }, `There is no order "${id}"; it may have been deleted`);
  }
  if (kind === 'merge' && giver.product !== taker.product) {
    return notSaid(
      'differs',
      { entity, id: from, field: 'product' },
      `Orders "${from}" and "${to}" are of different products`,
    );
  }
  const order = plan.orders.get(from);
  // What was made and has to be mended can be given for rework; else only what nobody has begun. Who merges an order that
  // runs gives what was left of it a moment ago: what its line made since then is no reason to leave it half merged.
  const left = order === undefined ? null : kind === 'split' ? leftOf(order, plan, standings) : order.quantity;
  if (Number.isInteger(quantity) && quantity >= 1 && left !== null && quantity <= left) return null;
  const most = left === null ? 'nobody said how many it is' : `it has ${left} to give`;
  return notSaid('quantity', { entity, id: from }, `Order "${from}" cannot give ${quantity}: ${most}`);
}
