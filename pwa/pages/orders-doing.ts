/** What is done with several orders at once, and what stays of a gesture that was not entered. Pure. */
import type { ChangeSet } from '../../shared/documents/change.ts';
import type { WorkOrder } from '../../shared/orders/plan.ts';
import type { Said, Saying } from '../../shared/orders/said.ts';
import { changeOf } from '../../shared/orders/verbs/changes.ts';
import { cancelOrder, closeOrder, reopenOrder } from '../../shared/orders/verbs/closing.ts';
import { duplicateOrder } from '../../shared/orders/verbs/orders.ts';
import { answer, type VerbWorld } from '../../shared/orders/verbs/world.ts';
import { isNewRow, type SheetEdit } from '../components/sheet/sheet-model.ts';
import { sheetText as s } from '../locales/sheet.ts';
import type { PlanView } from '../data/planning.ts';
import type { Kept, KeptRows } from './orders-edits.ts';
import { lineChange, waitingJob } from './orders-line.ts';

/** One change, to be taken back as one. */
export function duplicates(world: VerbWorld, ids: readonly string[]): Saying {
  const sets = [];
  for (const id of ids) {
    const saying = duplicateOrder(world, { id });
    if (!saying.ok) return saying;
    sets.push(...saying.said.flatMap((said) => (said.type === 'change' ? said.sets : [])));
  }
  return answer(world, changeOf(sets));
}

/** Open orders end one way; what has to be said at lines comes first, the rest is one change. */
export function ended(world: VerbWorld, ids: readonly string[], how: 'close' | 'cancel', why?: string): Saying {
  return allOf(world, ids, how === 'close' ? closeOrder : cancelOrder, why);
}

/** As they were before that. */
export function reopened(world: VerbWorld, ids: readonly string[], why?: string): Saying {
  return allOf(world, ids, reopenOrder, why);
}

function allOf(world: VerbWorld, ids: readonly string[], verb: typeof closeOrder, why: string | undefined): Saying {
  const said: Said[] = [];
  const sets: ChangeSet[] = [];
  for (const id of ids) {
    const saying = verb(world, { id, why });
    if (!saying.ok) return saying;
    for (const one of saying.said) {
      if (one.type === 'change') sets.push(...one.sets);
      else said.push(one);
    }
  }
  return answer(world, [...said, ...changeOf(sets, { why })]);
}

/** What of them waits in a queue; what runs stays where it is. */
export function queuedJobs(view: PlanView, ids: readonly string[]): string[] {
  return ordersOf(view, ids).flatMap((order) => {
    const change = lineChange(view, order, '');
    return change.kind === 'park' ? change.jobs : [];
  });
}

/** Of each the work that comes next. */
export function nextJobs(view: PlanView, ids: readonly string[]): string[] {
  return ordersOf(view, ids).flatMap((order) => waitingJob(view, order) ?? []);
}

function ordersOf({ plan }: PlanView, ids: readonly string[]): WorkOrder[] {
  return ids.flatMap((id) => plan.orders.get(id) ?? []);
}

/** Nobody has to type it again: it stays in its cells. */
export function notEntered(
  isThere: (row: string) => boolean,
  edits: readonly SheetEdit[],
  { kept: before, became }: { kept: KeptRows; became: ReadonlyMap<string, string> },
): KeptRows {
  const kept = new Map([...before].map(([row, cells]) => [row, new Map<string, Kept>(cells)]));
  for (const { row, column, value } of edits) {
    const id = became.get(row) ?? row;
    if (isNewRow(id)) continue;
    if (!kept.has(id)) kept.set(id, new Map());
    const cells = kept.get(id)!;
    const isFirst = cells.size === 0;
    if (!cells.has(column)) cells.set(column, { typed: value, why: isThere(id) || isFirst ? s('notEntered') : null });
  }
  return kept;
}
