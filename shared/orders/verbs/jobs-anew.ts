/**
 * The jobs of an order that nobody has begun are made anew by a route: its product is another one, or the product's route is.
 * What is done as before stays the same job, in its place and with what people did of its tasks.
 */
import type { ChangeSet } from '../../documents/change.ts';
import type { Dependency, PlanFields, TaskTemplate } from '../entities.ts';
import { canRunOn } from '../lines-of-job.ts';
import { ranOnce } from '../order-quantity.ts';
import type { JobOrder, WorkOrder } from '../plan.ts';
import { setOf } from './changes.ts';
import { DELETED_JOB, jobsOfProduct, type JobDraft } from './jobs-of-order.ts';
import type { VerbWorld } from './world.ts';

/** Any of its jobs ran, or people said something about its execution. */
export function hasBegun({ situation, schedule }: VerbWorld, order: WorkOrder): boolean {
  return order.jobs.some((job) => ranOnce(job, situation.plan, schedule.standings));
}

/** Whether this gives the order another product; so does an answer to what of several is meant. */
export function isOtherProduct({ fields, conflicts }: WorkOrder, product: unknown): product is string {
  const isOpen = conflicts.some(({ field }) => field === 'product');
  return typeof product === 'string' && (isOpen || product !== fields.product);
}

/** What becomes of the jobs with another product: nothing where something has begun, or where nothing says what is to be made. */
export function jobsForProduct(world: VerbWorld, order: WorkOrder, product: unknown): ChangeSet[] {
  return isOtherProduct(order, product) && !hasBegun(world, order) ? jobsAnew(world, order, product) : [];
}

/** The sets that make the route of a product of the order's jobs; none = they are so already. Asks nobody whether it has begun. */
export function jobsAnew(world: VerbWorld, order: WorkOrder, product: string | undefined): ChangeSet[] {
  const { plan } = world.situation;
  const drafts = jobsOfProduct(plan, product);
  const stay = sameJobs(world, order, drafts);
  const staying = new Set(Array.from(stay.values(), ({ id }) => id));
  const gone = order.jobs.filter((id) => !staying.has(id));
  // What was deleted once cannot be made again by its id: nobody here knows any more what was said of it.
  const ids = new Map(drafts.map(({ key }) => [key, stay.get(key)?.id ?? `${order.id}.${world.newId()}`]));
  return [
    ...gone.flatMap((id) => setOf(plan, 'job', id, DELETED_JOB)),
    ...drafts.flatMap(({ key, fields }) => {
      const job = stay.get(key);
      return setOf(plan, 'job', ids.get(key)!, {
        ...(job ? { ...NOTHING, ...placeAfter(world, job, fields) } : { order: order.id }),
        ...fields,
        ...afterOf(fields, ids, job && foreign(world, job, order)),
        ...(fields.tasks && { tasks: tasksAfter(world, job, fields.tasks) }),
      });
    }),
  ];
}

/** Of a job what a route says; null = it does not. */
const NOTHING = {
  operation: null,
  processGroup: null,
  lines: null,
  factor: null,
  ratePerHour: null,
  setupMs: null,
  after: null,
  crew: null,
  tasks: null,
};

/** By key of the step. Where a route has no words for it, what lies on a line that can do the step is the same. */
function sameJobs({ situation }: VerbWorld, order: WorkOrder, drafts: readonly JobDraft[]): Map<string, JobOrder> {
  const { plan, lines } = situation;
  const free = new Map(order.jobs.flatMap((id) => (plan.jobs.has(id) ? [[id, plan.jobs.get(id)!] as const] : [])));
  const stay = new Map<string, JobOrder>();
  const take = (isSame: (job: JobOrder, draft: JobDraft) => boolean) => {
    for (const draft of drafts) {
      const same = stay.has(draft.key) ? undefined : [...free.values()].find((job) => isSame(job, draft));
      if (same === undefined) continue;
      stay.set(draft.key, same);
      free.delete(same.id);
    }
  };
  take((job, { fields }) => job.fields.operation === fields.operation);
  take((job, { fields }) => {
    const line = lines.find(({ id }) => id === job.fields.place?.line);
    const isNameless = job.fields.operation === undefined || fields.operation === undefined;
    return isNameless && line !== undefined && canRunOn(fields, line);
  });
  return stay;
}

/** Back to the parking lot if its line cannot do it any more. */
function placeAfter({ situation }: VerbWorld, job: JobOrder, fields: JobDraft['fields']): { place?: null } {
  const line = situation.lines.find(({ id }) => id === job.fields.place?.line);
  return line && !canRunOn(fields, line) ? { place: null } : {};
}

/** What it waits for in other orders no route knows; what is not there any more nobody can wait for. */
function foreign({ situation }: VerbWorld, { fields }: JobOrder, order: WorkOrder): Dependency[] {
  return fields.after?.filter(({ job }) => situation.plan.jobs.has(job) && !order.jobs.includes(job)) ?? [];
}

function afterOf(
  { after = [] }: JobDraft['fields'],
  ids: ReadonlyMap<string, string>,
  others: readonly Dependency[] = [],
): Pick<PlanFields<'job'>, 'after'> {
  const all = [...after.map(({ job, ...rest }) => ({ job: ids.get(job) ?? job, ...rest })), ...others];
  return all.length > 0 ? { after: all } : {};
}

/** The state of a task hangs on its key: the same work keeps it, other work gets one that nobody has done anything of. */
function tasksAfter({ situation }: VerbWorld, job: JobOrder | undefined, tasks: TaskTemplate[]): TaskTemplate[] {
  const before = job?.fields.tasks ?? [];
  if (job === undefined || before.length === 0) return tasks;
  const isSame = (a: TaskTemplate, b: TaskTemplate) => a.kind === b.kind && a.name === b.name;
  const taken = new Set(before.map(({ key }) => key));
  const given = new Set<string>();
  return tasks.map((task) => {
    const same = before.find((one) => isSame(one, task) && !given.has(one.key));
    let key = same?.key ?? task.key;
    for (let n = 1; same === undefined && isUsed(key); n++) key = `task-${n}`;
    given.add(key);
    return { ...task, key };
  });

  function isUsed(key: string): boolean {
    return taken.has(key) || given.has(key) || situation.plan.tasks.has(`${job!.id}.${key}`);
  }
}
