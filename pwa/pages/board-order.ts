/** How a job is called, coloured and described: the same words on board, in lists and to screen readers. */
import type { WorkOrder } from '../../shared/orders/plan.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import type { JobForecast } from '../../shared/schedule/schedule.ts';
import type { PlanView } from '../data/planning.ts';
import { clock, clockOfPlan, number } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { roughly } from './near-time.ts';

/** Muted, one lightness: they tell products apart and mean nothing. */
const COLOURS = ['#c98a84', '#d9b36a', '#8fbf8b', '#80b4d6', '#b39bc8', '#b7a99d', '#7fb8ae', '#c9a0b8'] as const;

/** `Flu 125` */
export function titleOf(plan: Plan, order: Pick<WorkOrder, 'fields'> | undefined): string {
  if (!order) return p('unknownOrder');
  const { product, lot, lotNumber, reference } = order.fields;
  const made = product === undefined ? undefined : plan.products.get(product);
  const name = made?.fields.shortName ?? made?.fields.name ?? product;
  const which = lot ?? lotNumber ?? reference;
  // Some write the product into the lot.
  const isNamed = name !== undefined && which?.startsWith(`${name} `);
  return [isNamed ? '' : name, which].filter(Boolean).join(' ') || p('unnamedOrder');
}

/** With its operation where the order has several. */
export function jobTitle(plan: Plan, jobId: string): string {
  const job = plan.jobs.get(jobId);
  const order = plan.orders.get(job?.fields.order ?? '');
  const title = titleOf(plan, order);
  return order && order.jobs.length > 1 && job?.fields.operation ? `${title} · ${job.fields.operation}` : title;
}

export function colourOf(plan: Plan, order: Pick<WorkOrder, 'fields'> | undefined): string {
  const product = order?.fields.product;
  const own = order?.fields.colour ?? (product === undefined ? undefined : plan.products.get(product)?.fields.colour);
  return own ?? COLOURS[hash(product ?? '') % COLOURS.length]!;
}

function hash(text: string): number {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + character.codePointAt(0)!) >>> 0;
  return sum;
}

/** `ends Thu 14:20 · late 3 h 10 min` */
export function noteOf(view: PlanView, forecast: JobForecast): string {
  const { schedule, plant } = view;
  const zone = plant.timezone;
  const notes = delaysOf(view, forecast);
  if (forecast.end === null) notes.push(p(forecast.perHour === null ? 'noRate' : 'noEnd'));
  else if (forecast.p10 !== null && forecast.p90 !== null)
    notes.push(
      p(
        'endsBetween',
        clockOfPlan(forecast.end, zone, schedule.now),
        clock(forecast.p10, zone),
        clock(forecast.p90, zone),
      ),
    );
  else notes.push(p('ends', clockOfPlan(forecast.end, zone, schedule.now)));
  return notes.join(' · ');
}

/** How late its order is, and what it waits for. */
export function delaysOf(view: PlanView, forecast: JobForecast): string[] {
  const { plan, schedule } = view;
  const order = schedule.orders.get(plan.jobs.get(forecast.job)?.fields.order ?? '');
  const late = order?.lateMs && order.lateMs > 0 ? p('late', roughly(order.lateMs)) : null;
  return [late, waitsFor(view, forecast)].filter((delay) => delay !== null);
}

/** What it waits for but its turn; null = nothing. */
export function waitsFor({ plan, schedule }: PlanView, { cause }: JobForecast): string | null {
  if (cause.why === 'upstream') return p('waitsForJob', jobTitle(plan, cause.job));
  if (cause.why !== 'task') return null;
  const task = schedule.tasks.find(({ id }) => id === cause.task);
  return p('waitsForTask', task?.name ?? '');
}

export function quantityNote(view: PlanView, jobId: string): string {
  const { remaining, made, wanted } = view.schedule.standings.get(jobId) ?? { remaining: null, made: 0, wanted: null };
  if (wanted === null) return p('noQuantity');
  return made > 0 ? p('madeOf', number(made), number(wanted)) : number(remaining ?? wanted);
}

/** What is left of a job takes so long at its product's rate, wherever it runs; null = its rate or quantity is unknown. */
export function workingTime({ plan, schedule }: PlanView, jobId: string): string | null {
  const job = plan.jobs.get(jobId);
  const product = plan.orders.get(job?.fields.order ?? '')?.fields.product ?? '';
  const perHour = job?.fields.ratePerHour ?? plan.products.get(product)?.fields.ratePerHour;
  const remaining = schedule.standings.get(jobId)?.remaining ?? null;
  return perHour && remaining !== null ? roughly((remaining / perHour) * 3_600_000) : null;
}

/** Who the board belongs to decides nothing here: `null` = no due date. */
export function dueNote(due: number | undefined, zone: string, now: number): string | null {
  return due === undefined ? null : p('due', clockOfPlan(due, zone, now));
}
