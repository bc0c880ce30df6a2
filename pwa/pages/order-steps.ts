/** The operations of one order as a form has them, and back. Pure. */
import { ranOnce } from '../../shared/orders/order-quantity.ts';
import type { JobOrder, Plan, WorkOrder } from '../../shared/orders/plan.ts';
import { hasBegun, jobsAnew } from '../../shared/orders/verbs/jobs-anew.ts';
import type { StepFields } from '../../shared/orders/verbs/steps.ts';
import type { StepDraft } from '../components/sheet/route-draft.ts';
import type { Named } from '../components/sheet/ls-route-step.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { jobTitle } from './board-order.ts';
import { draftsOf, stepOf } from './products-route.ts';

/** The job's id is the key of its step; what it waited for and is not there any more is left out. */
export function draftOfJob(plan: Plan, { id, fields }: JobOrder): StepDraft {
  const { operation = '', after = [], ...rest } = fields;
  const there = after.filter(({ job }) => plan.jobs.has(job)).map(({ job: key, ...wait }) => ({ key, ...wait }));
  return draftsOf([{ ...rest, key: id, operation, after: there }])[0]!;
}

/** After the last of the order. */
export function draftOfNew(plan: Plan, { jobs }: WorkOrder): StepDraft {
  const last = jobs.at(-1);
  const processGroup = plan.jobs.get(last ?? '')?.fields.processGroup;
  const step = { key: 'new', operation: '', ...(processGroup !== undefined && { processGroup }) };
  return draftsOf([{ ...step, after: last === undefined ? [] : [{ key: last }] }])[0]!;
}

/** An operation that never had a name needs none. */
export function fieldsOfDraft(
  draft: StepDraft,
  number: number,
  isNameless: boolean,
): { ok: true; fields: StepFields } | { ok: false; problems: string[] } {
  const problems: string[] = [];
  const name = draft.operation.trim();
  const step = stepOf({ ...draft, operation: isNameless && name === '' ? '–' : name }, number, problems);
  if (problems.length > 0) return { ok: false, problems };
  const { processGroup = null, lines = null, factor = null, ratePerHour = null, setupMs = null } = step;
  const { crew = null, tasks = null, after = [] } = step;
  return {
    ok: true,
    fields: {
      ...{ operation: name || null, processGroup, lines, factor, ratePerHour, setupMs, crew, tasks },
      after: after.length > 0 ? after.map(({ key: job, ...wait }) => ({ job, ...wait })) : null,
    },
  };
}

/** What can come before it: the order's other jobs that do not wait for it, and what it waits for elsewhere. `job` null = a new one. */
export function possibleBefore({ plan }: Pick<PlanView, 'plan'>, order: WorkOrder, job: JobOrder | null): Named[] {
  const waiting = new Set(job ? [job.id] : []);
  for (const id of waiting)
    for (const other of order.jobs)
      if (plan.jobs.get(other)?.fields.after?.some((one) => one.job === id)) waiting.add(other);
  const own = order.jobs.filter((id) => !waiting.has(id));
  const elsewhere = (job?.fields.after ?? []).map((one) => one.job).filter((id) => plan.jobs.has(id));
  return [...new Set([...own, ...elsewhere])].map((id) => ({
    id,
    name: own.includes(id) ? (plan.jobs.get(id)?.fields.operation ?? p('operation')) : jobTitle(plan, id),
  }));
}

/** It never ran, and is not the only one. */
export function canLeaveOut({ plan, schedule }: PlanView, order: WorkOrder, job: string): boolean {
  return order.jobs.length > 1 && !ranOnce(job, plan, schedule.standings);
}

/** The route of its product is another one by now, and nothing has begun. What is made of a part of another order is as that was. */
export function isRouteOther({ situation, schedule }: PlanView, order: WorkOrder): boolean {
  const { product } = order.fields;
  if (product === undefined || !situation.plan.products.has(product) || order.fields.reworkOf !== undefined)
    return false;
  const world = { situation, schedule, newId: () => 'new', suffix: 'new' };
  return !hasBegun(world, order) && jobsAnew(world, order, product).length > 0;
}
