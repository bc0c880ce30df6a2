/**
 * The plan as it would be if something were said: for previews, before anything is entered. Values only; heads and conflicts
 * stay as they are. What is not touched are the same objects.
 */
import type { ChangeSet, PlanEntity } from '../documents/change.ts';
import type { PlanFields } from './entities.ts';
import type { ExecutionEntry, TransferEntry } from './plan-row.ts';
import type { JobOrder, Plan, Planned, WorkOrder } from './plan.ts';
import { LIST_OF } from './planned-of.ts';
import { effectiveQuantity } from './read-order.ts';
import type { Said, SaidTransfer } from './said.ts';

type Lists = { -readonly [L in keyof Plan]: Map<string, Plan[L] extends ReadonlyMap<string, infer V> ? V : never> };

/** `now` = when it would be said, ms. */
export function withSaid(plan: Plan, said: readonly Said[], now: number): Plan {
  const changed: Partial<Lists> = {};
  /** A list is copied when the first thing in it changes. */
  const list = <L extends keyof Plan>(name: L): Lists[L] =>
    (changed[name] ??= new Map(plan[name] as ReadonlyMap<string, never>) as never) as Lists[L];
  const touched = new Set<string>();
  const context = { list, touched };
  said.forEach((one, i) => {
    const id = `said:${i}`;
    if (one.type === 'execution') {
      const job = list('jobs').get(one.job);
      if (!job) return;
      const { line, verb, why } = one;
      const entry: ExecutionEntry = { id, at: now, line, verb, user: null, ...(why !== undefined && { why }) };
      list('jobs').set(one.job, { ...job, executions: [...job.executions, entry] });
      return;
    }
    for (const set of one.sets ?? []) apply(context, set);
    if (one.type === 'transfer') transfer(context, one, { id, at: now });
  });
  for (const id of touched) counted(list('orders'), id);
  return { ...plan, ...changed } as Plan;
}

interface Context {
  list: <L extends keyof Plan>(name: L) => Lists[L];
  /** Orders whose quantity may be another. */
  touched: Set<string>;
}

function apply({ list, touched }: Context, { entity, id, set }: ChangeSet): void {
  const all = list(LIST_OF[entity]) as Map<string, Planned<PlanEntity>>;
  const before = all.get(id);
  const fields = Object.fromEntries(
    Object.entries({ ...before?.fields, ...set }).filter(([, value]) => value !== null && value !== undefined),
  );
  const base = before ?? { id, entity, heads: {}, conflicts: [], waiting: [] };
  if (entity === 'order') {
    const order = { quantity: null, transfers: [], jobs: [], ...base, fields };
    list('orders').set(id, order as WorkOrder);
    touched.add(id);
  } else if (entity === 'job') {
    list('jobs').set(id, { executions: [], ...base, fields } as unknown as JobOrder);
    const of = (fields as PlanFields<'job'>).order;
    if (before === undefined && of !== undefined) addJob(list, of, id);
  } else {
    all.set(id, { ...base, fields });
  }
  if ('deleted' in fields) all.delete(id);
}

function addJob(list: Context['list'], orderId: string, id: string): void {
  const order = list('orders').get(orderId);
  if (!order || order.jobs.includes(id)) return;
  const position = (job: string) => list('jobs').get(job)?.fields.position ?? 0;
  const jobs = [...order.jobs, id].sort((a, b) => position(a) - position(b));
  list('orders').set(orderId, { ...order, jobs });
}

function transfer({ list, touched }: Context, said: SaidTransfer, at: { id: string; at: number }): void {
  const { kind, from, to, quantity } = said;
  const entry: TransferEntry = { ...at, kind, from, to, quantity, user: null };
  for (const id of [from, to]) {
    const order = list('orders').get(id);
    if (order) list('orders').set(id, { ...order, transfers: [...order.transfers, entry] });
    touched.add(id);
  }
}

/** Ordered − out + in. */
function counted(orders: Map<string, WorkOrder>, id: string): void {
  const order = orders.get(id);
  if (!order) return;
  orders.set(id, { ...order, quantity: effectiveQuantity(id, order.fields.quantity, order.transfers) });
}
