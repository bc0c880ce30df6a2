/**
 * A plan after some of its rows changed, without reading all the others again: of ten thousand orders that takes 2 ms instead
 * of 20. What it is made from are the same functions, asked about the orders that were touched.
 */
import type { PlanEntity } from '../../shared/documents/change.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import { planRowId, type PlanRow } from '../../shared/orders/plan-row.ts';
import { readPlan } from '../../shared/orders/read-plan.ts';

const LIST_OF: { readonly [E in PlanEntity]: keyof Plan } = {
  ...{ order: 'orders', job: 'jobs', comment: 'comments', task: 'tasks', product: 'products', rate: 'rates' },
  ...{
    changeover: 'changeovers',
    week: 'weeks',
    exception: 'exceptions',
    setting: 'settings',
    lot: 'lots',
    view: 'views',
  },
};

export interface ChangedRows {
  /** Undefined = devices do not have it (any more). */
  rowOf: (rowId: string) => PlanRow | undefined;
  /** Rows of jobs that are, or were, an order's, by its row. */
  jobsOf: (orderRow: string) => Iterable<string>;
  /** The row of the order that a job's row belongs to; null = nobody knows. */
  orderOf: (jobRow: string) => string | null;
}

/** `before` stays as it is; lists in which nothing changed are the same objects. */
export function planAfter(before: Plan, touched: Iterable<string>, rows: ChangedRows): Plan {
  const all = new Set<string>();
  for (const id of touched) {
    all.add(id);
    // An order and its jobs are read together, also those of the order that it was in.
    if (!id.startsWith('order:') && !id.startsWith('job:')) continue;
    const was = before.jobs.get(id.slice('job:'.length))?.fields.order;
    const orders = id.startsWith('order:')
      ? [id]
      : [rows.orderOf(id), was === undefined ? null : planRowId('order', was)];
    for (const order of orders) {
      if (order === null) continue;
      all.add(order);
      for (const job of rows.jobsOf(order)) all.add(job);
    }
  }
  const read = readPlan([...all].flatMap((id) => rows.rowOf(id) ?? []));
  const after: Record<string, ReadonlyMap<string, unknown>> = { ...before };
  for (const [entity, ids] of Map.groupBy(all, (id) => id.slice(0, id.indexOf(':')))) {
    const name = LIST_OF[entity as PlanEntity];
    // A newer gateway may have rows of something that is not known here.
    if (name === undefined) continue;
    const list = new Map<string, unknown>(before[name]);
    for (const rowId of ids) {
      const id = rowId.slice(entity.length + 1);
      const value = read[name].get(id);
      if (value === undefined) list.delete(id);
      else list.set(id, value);
    }
    after[name] = list;
  }
  return after as unknown as Plan;
}
