/** The jobs of one order, whatever its product's route says: made anew, changed, added, left out. */
import type { Dependency, PlanFields } from '../entities.ts';
import { canRunOn } from '../lines-of-job.ts';
import { notSaid } from '../not-said.ts';
import { ranOnce } from '../order-quantity.ts';
import type { JobOrder } from '../plan.ts';
import type { Saying } from '../said.ts';
import { changeOf, setOf } from './changes.ts';
import { hasBegun, jobsAnew } from './jobs-anew.ts';
import { DELETED_JOB } from './jobs-of-order.ts';
import { orderOf } from './orders.ts';
import { jobOf } from './running.ts';
import { answer, type VerbWorld, type WithReason } from './world.ts';

export interface RenewJobs extends WithReason {
  /** Of the order. */
  id: string;
}
/** As its product's route is now; only before anything of it began. */
export function renewJobs(world: VerbWorld, { id, why }: RenewJobs): Saying {
  const order = orderOf(world, id);
  if ('ok' in order) return order;
  if (hasBegun(world, order)) {
    return notSaid('ran', { entity: 'order', id }, `Order "${id}" has begun: its operations stay as they are`);
  }
  return answer(world, changeOf(jobsAnew(world, order, order.fields.product), { why }));
}

/** What a step of a route says; null = nothing any more. */
export type StepFields = { readonly [F in keyof StepOfJob]?: StepOfJob[F] | null };
type StepOfJob = Omit<PlanFields<'job'>, 'order' | 'position' | 'place' | 'deleted'>;

export interface EditJob extends WithReason {
  id: string;
  fields: StepFields;
}
/** What waits on a line that cannot do it any more goes back to the parking lot; what has begun stays where it is. */
export function editJob(world: VerbWorld, { id, fields, why }: EditJob): Saying {
  const job = jobOf(world, id);
  if ('ok' in job) return job;
  const { plan } = world.situation;
  const place = isMisplaced(world, job, fields) && !ranOnce(id, plan, world.schedule.standings) ? { place: null } : {};
  return answer(world, changeOf(setOf(plan, 'job', id, { ...fields, ...place }), { why }));
}

function isMisplaced({ situation }: VerbWorld, { fields: before }: JobOrder, fields: StepFields): boolean {
  const line = situation.lines.find(({ id }) => id === before.place?.line);
  const { lines = before.lines, processGroup = before.processGroup } = fields;
  return line !== undefined && !canRunOn({ ...(lines && { lines }), ...(processGroup && { processGroup }) }, line);
}

export interface AddJob extends WithReason {
  order: string;
  fields: StepFields;
}
/** One more operation, in the parking lot; shown after what it waits for, else last. */
export function addJob(world: VerbWorld, { order: orderId, fields, why }: AddJob): Saying {
  const order = orderOf(world, orderId);
  if ('ok' in order) return order;
  const { plan } = world.situation;
  const id = `${orderId}.${world.newId()}`;
  const before = fields.after?.map(({ job }) => order.jobs.indexOf(job)) ?? [];
  const at = before.length === 0 ? order.jobs.length : Math.max(...before) + 1;
  const shown = [...order.jobs.slice(0, at), id, ...order.jobs.slice(at)];
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  const sets = [
    ...setOf(plan, 'job', id, { order: orderId, position: at, ...given }),
    ...shown.flatMap((job, position) => (job === id ? [] : setOf(plan, 'job', job, { position }))),
  ];
  return answer(world, changeOf(sets, { why }));
}

export interface RemoveJob extends WithReason {
  id: string;
}
/** An operation that never ran is left out; what waited for it waits for what it waited for. */
export function removeJob(world: VerbWorld, { id, why }: RemoveJob): Saying {
  const job = jobOf(world, id);
  if ('ok' in job) return job;
  const { plan } = world.situation;
  const sets = [...plan.jobs.values()].flatMap((other) => {
    const { after = [] } = other.fields;
    if (other.id === id || !after.some((each) => each.job === id)) return [];
    const isThere = ({ job: before }: Dependency) => plan.jobs.has(before);
    const handedOn = withoutStep(after, id, job.fields.after ?? []).filter(isThere);
    return setOf(plan, 'job', other.id, { after: handedOn.length > 0 ? handedOn : null });
  });
  return answer(world, changeOf([...setOf(plan, 'job', id, DELETED_JOB), ...sets], { why }));
}

/** Each once: where both waited for the same, the longer wait and the later piece count. */
function withoutStep(after: readonly Dependency[], gone: string, before: readonly Dependency[]): Dependency[] {
  const all = new Map<string, Dependency>();
  for (const one of after.flatMap((each) => (each.job === gone ? before : [each]))) {
    const known = all.get(one.job);
    all.set(one.job, known ? later(known, one) : one);
  }
  return [...all.values()];
}

function later(a: Dependency, b: Dependency): Dependency {
  const waitMs = Math.max(a.waitMs ?? 0, b.waitMs ?? 0);
  const overlap = a.overlap === undefined || b.overlap === undefined ? undefined : Math.max(a.overlap, b.overlap);
  return { job: a.job, ...(waitMs > 0 && { waitMs }), ...(overlap !== undefined && { overlap }) };
}
