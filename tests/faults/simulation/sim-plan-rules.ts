/** What the rules of business promise of a plan, as far as one gateway alone has to keep it. */
import type { FieldState } from '../../../shared/orders/fold.ts';
import { planRowId, type PlanRow } from '../../../shared/orders/plan-row.ts';
import type { Plan } from '../../../shared/orders/plan.ts';
import type { SimPlant } from './sim-plant.ts';

/** What one gateway took about orders by itself is as its rules have it: nothing was said that it could not have known. */
export function brokenOfRules(
  { planned, gateways }: SimPlant,
  whole: ReadonlyMap<string, PlanRow>,
  plan: Plan,
): string[] {
  const broken: string[] = [];
  const takers = Map.groupBy(planned, ({ fact }) => fact._id);
  for (const gateway of gateways) {
    const isOwn = (id: string) => takers.get(id)?.every(({ by }) => by === gateway) ?? true;
    const isOwnField = (field: FieldState | undefined) =>
      (field?.heads.length ?? 0) <= 1 &&
      [...(field?.heads ?? []).map(({ id }) => id), ...(field?.gone ?? [])].every(isOwn);
    const numbers = new Map<string, string>();
    for (const { id, fields, quantity, transfers } of plan.orders.values()) {
      const state = whole.get(planRowId('order', id))?.state ?? {};
      // Whoever ordered fewer had perhaps not seen what was given: that is shown as a problem, and no rule's matter.
      const isEdited = (state['quantity']?.gone.length ?? 0) > 0;
      const isOfOne = !isEdited && isOwnField(state['quantity']) && transfers.every((each) => isOwn(each.id));
      if (isOfOne && (quantity ?? 0) < 0) broken.push(`order "${id}" gave more than it had, all at "${gateway.id}"`);
      const { lotNumber } = fields;
      if (lotNumber === undefined || fields.deleted || ![state['lotNumber'], state['deleted']].every(isOwnField))
        continue;
      const other = numbers.get(lotNumber);
      if (other !== undefined) broken.push(`"${gateway.id}" gave lot number "${lotNumber}" to "${id}" and "${other}"`);
      numbers.set(lotNumber, id);
    }
  }
  return broken;
}
