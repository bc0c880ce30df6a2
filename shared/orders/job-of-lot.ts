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
  /** In order of the route, one at least: of several each has its pass on the line. */
  of: readonly { of: KnownOfJob; begunAt: number | null }[];
  /** When people said that it is the last one's, ms; null = by its number. */
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
 * Of the order's jobs those that are placed on the line, with those that ended there; else one that ran there, else one that could; in
 * order of the route. People's word decides for the lot from then on; what earlier operations had made of it stays theirs.
 */
export function lotOwners({ plan, known, now, lines }: OwnerWorld): (row: LotRow) => LotOwner | null {
  const assignments = assignmentsByLot(plan);
  const ordersOf = ordersByLot(plan.orders);
  const lineOf = new Map(lines?.map((line) => [line.id, line]));
  const jobsOf = (order: WorkOrder | undefined) =>
    (order?.jobs ?? []).map((id) => known.get(id)).filter((of) => of !== undefined);

  return ({ line, lot }) => {
    const assignment = assignments.get(`${line}.${lot}`);
    const assigned = known.get(assignment?.fields.job ?? '');
    if (assigned) {
      const assignedAt = assignment?.said?.['job']?.at ?? now;
      // Of a lot that is not the order's own nothing was any other job's.
      const isOwn = assigned.order?.fields.lotNumber === lot;
      const passes = isOwn ? passesOn(line, jobsOf(assigned.order)) : [];
      const its = passes.findIndex(({ of }) => of === assigned);
      const before = passes.slice(0, Math.max(0, its));
      return { of: [...before, { of: assigned, begunAt: assignedAt }], assignedAt };
    }
    for (const order of ordersOf.get(lot) ?? []) {
      const jobs = jobsOf(order);
      const passes = passesOn(line, jobs);
      if (passes.length > 0) return { of: passes, assignedAt: null };
      const of =
        jobs.find(({ said }) => said.ran.has(line)) ??
        jobs.find(({ job }) => lines === undefined || canRunOn(job.fields, lineOf.get(line) ?? { id: line }));
      if (of) return { of: [{ of, begunAt: null }], assignedAt: null };
    }
    return null;
  };
}

/** None unless one is placed on the line. */
function passesOn(line: string, jobs: readonly KnownOfJob[]): LotOwner['of'] {
  const isPlaced = ({ job }: KnownOfJob) => job.fields.place?.line === line;
  if (!jobs.some(isPlaced)) return [];
  return jobs
    .filter((of) => isPlaced(of) || (of.endedAt !== null && of.said.ran.has(line)))
    .map((of) => ({ of, begunAt: of.said.starts.find((said) => said.line === line)?.at ?? null }));
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
