/** Which job a lot on a line belongs to: the one that people assigned it to, else a job of the order that has its number. */
import type { KnownJobs, KnownOfJob } from './known-of-job.ts';
import { canRunOn } from './lines-of-job.ts';
import type { LotRow } from './lot-row.ts';
import type { Plan, Planned, WorkOrder } from './plan.ts';

/** A line as far as it decides on what may run there. */
export interface FittingLine {
  id: string;
  processGroup?: string | undefined;
}

export interface LotOwner {
  of: KnownOfJob;
  /** When people said so, ms; null = by its number. */
  assignedAt: number | null;
}

export interface OwnerWorld {
  plan: Plan;
  known: KnownJobs;
  /** When an assignment counts as said that is only a preview, ms. */
  now: number;
  /** Absent = any line fits any job. */
  lines?: readonly FittingLine[] | undefined;
}

/**
 * Of the order's jobs the one that is placed on the line, else one that ran there, else one that could; in order of the route.
 * That decides for the whole lot: what it made is not handed from one operation to the next.
 */
export function lotOwners({ plan, known, now, lines }: OwnerWorld): (row: LotRow) => LotOwner | null {
  const assignments = assignmentsByLot(plan);
  const ordersOf = ordersByLot(plan.orders);
  const lineOf = new Map(lines?.map((line) => [line.id, line]));

  return ({ line, lot }) => {
    const assignment = assignments.get(`${line}.${lot}`);
    const assigned = known.get(assignment?.fields.job ?? '');
    if (assigned) return { of: assigned, assignedAt: assignment?.said?.['job']?.at ?? now };
    for (const order of ordersOf.get(lot) ?? []) {
      const jobs = order.jobs.map((id) => known.get(id)).filter((of) => of !== undefined);
      const of =
        jobs.find(({ job }) => job.fields.place?.line === line) ??
        jobs.find(({ said }) => said.ran.has(line)) ??
        jobs.find(({ job }) => lines === undefined || canRunOn(job.fields, lineOf.get(line) ?? { id: line }));
      if (of) return { of, assignedAt: null };
    }
    return null;
  };
}

/** By `<line>.<lot>`, as the machine writes it: a lot that cannot stand in an id says itself what it is. Of two the latest word counts. */
export function assignmentsByLot({ lots }: Pick<Plan, 'lots'>): Map<string, Planned<'lot'>> {
  const assignments = new Map<string, Planned<'lot'>>();
  for (const each of lots.values()) {
    const { line, lot } = each.fields;
    const name = line === undefined || lot === undefined ? each.id : `${line}.${lot}`;
    const other = assignments.get(name);
    if (other === undefined || isLater(each, other)) assignments.set(name, each);
  }
  return assignments;
}

function isLater(one: Planned<'lot'>, other: Planned<'lot'>): boolean {
  const [at, otherAt] = [one, other].map(({ said }) => said?.['job']?.at ?? Infinity) as [number, number];
  return at === otherAt ? one.id > other.id : at > otherAt;
}

const byOrders = new WeakMap<Plan['orders'], ReadonlyMap<string, readonly WorkOrder[]>>();

/** Orders change seldom, compared with counts and with jobs that somebody drags. */
function ordersByLot(orders: Plan['orders']): ReadonlyMap<string, readonly WorkOrder[]> {
  let byLot = byOrders.get(orders);
  if (byLot === undefined) byOrders.set(orders, (byLot = grouped(orders)));
  return byLot;
}

/** Two orders of one number are a mistake that met: first the one of which something may still be made. */
function grouped(orders: Plan['orders']): Map<string, WorkOrder[]> {
  const byLot = new Map<string, WorkOrder[]>();
  for (const order of orders.values()) {
    const { lotNumber } = order.fields;
    if (lotNumber === undefined) continue;
    const others = byLot.get(lotNumber);
    if (others) others.push(order);
    else byLot.set(lotNumber, [order]);
  }
  const rank = ({ fields }: WorkOrder) => (fields.deleted ? 2 : 0) + (fields.closed ? 1 : 0);
  for (const same of byLot.values()) same.sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  return byLot;
}
