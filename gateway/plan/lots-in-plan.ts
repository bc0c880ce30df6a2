/** How long lots are needed because orders are: what was made of an open order is never too long ago. */
import { assignmentsByLot } from '../../shared/orders/job-of-lot.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import { planRowId, type PlanRow } from '../../shared/orders/plan-row.ts';

/** ms; null = its order is open; undefined = no order has it. */
export type NeededUntil = (line: string, lot: string) => number | null | undefined;

export function lotsInPlan(plan: Plan, rows: ReadonlyMap<string, PlanRow>): NeededUntil {
  const untilOf = (order: string | undefined) => rows.get(planRowId('order', order ?? ''))?.until;
  const assignments = assignmentsByLot(plan);
  const byNumber = new Map<string, number | null>();
  for (const { id, fields } of plan.orders.values()) {
    const { lotNumber } = fields;
    if (lotNumber !== undefined) byNumber.set(lotNumber, later(byNumber.get(lotNumber), untilOf(id)));
  }
  return (line, lot) => {
    const assigned = plan.jobs.get(assignments.get(`${line}.${lot}`)?.fields.job ?? '');
    const byPerson = assigned && untilOf(assigned.fields.order);
    return byPerson === undefined ? byNumber.get(lot) : later(byNumber.get(lot), byPerson);
  };
}

function later(one: number | null | undefined, other: number | null | undefined): number | null {
  if (one === null || other === null) return null;
  return Math.max(one ?? 0, other ?? 0);
}
