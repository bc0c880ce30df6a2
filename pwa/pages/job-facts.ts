/** What a job waits for and what it needs, as the order's page says it. Pure. */
import type { Dependency } from '../../shared/orders/entities.ts';
import type { JobOrder } from '../../shared/orders/plan.ts';
import type { TaskItem } from '../../shared/schedule/schedule.ts';
import type { JobFacts } from '../components/plan/ls-job-facts.ts';
import type { PlanView } from '../data/planning.ts';
import { number } from '../locales/format.ts';
import { stepsText as st } from '../locales/order-steps.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { jobTitle } from './board-order.ts';
import { roughly } from './near-time.ts';

/** Null = nothing but its operation is known of it. `user` = who looks. */
export function jobFacts(view: PlanView, job: JobOrder, user: string | null): JobFacts | null {
  const { fields } = job;
  const called = (id: string) => calledFrom(view, job, id);
  const after = (fields.after ?? []).map((one) => waitText(one, called(one.job)));
  const before = followers(view, job.id).map(({ id, after: one }) => waitText(one, called(id), false));
  const tasks = view.schedule.tasks.filter((task) => task.job === job.id);
  const factor = fields.factor === undefined || fields.factor === 1 ? [] : [st('times', number(fields.factor))];
  const rows = [
    { name: st('waitsFor'), values: after },
    { name: st('waitedBy'), values: before },
    { name: st('doneBy'), values: doneBy(view, job) },
    { name: st('setUp'), values: fields.setupMs === undefined ? [] : [roughlyOrNone(fields.setupMs)] },
    { name: st('rate'), values: fields.ratePerHour === undefined ? [] : [p('perHour', number(fields.ratePerHour))] },
    { name: st('factor'), values: factor },
    { name: st('crew'), values: fields.crew === undefined ? [] : [fields.crew] },
    { name: s('tasks'), values: tasks.map((task) => taskText(view, task, user)) },
  ].filter(({ values }) => values.length > 0);
  if (rows.length === 0) return null;
  const short = [
    ...(fields.after ?? []).map((one) => waitText(one, st('after', called(one.job)))),
    ...factor,
    ...(tasks.length > 0 ? [st('tasks', tasks.length)] : []),
  ];
  return { sum: (short.length > 0 ? short : [rows[0]!.name, rows[0]!.values[0]!]).join(' · '), rows };
}

/** Within its order by the operation alone. */
function calledFrom({ plan }: PlanView, { fields }: JobOrder, id: string): string {
  const other = plan.jobs.get(id);
  if (other === undefined) return p('unknownOrder');
  return other.fields.order === fields.order ? (other.fields.operation ?? p('operation')) : jobTitle(plan, id);
}

function followers({ plan }: PlanView, job: string): { id: string; after: Dependency }[] {
  return [...plan.jobs.values()].flatMap(({ id, fields }) => {
    const after = fields.after?.find((one) => one.job === job);
    return after ? [{ id, after }] : [];
  });
}

/** `Pickling · 1 h later at the earliest · from 3 pieces on` */
function waitText({ waitMs = 0, overlap }: Dependency, called: string, isLong = true): string {
  const wait = waitMs > 0 && isLong ? [st('later', roughly(waitMs))] : [];
  return [called, ...wait, ...(overlap !== undefined && isLong ? [st('from', number(overlap), overlap)] : [])].join(
    ' · ',
  );
}

function doneBy({ plant, lines }: PlanView, { fields }: JobOrder): string[] {
  const named = (fields.lines ?? []).map((id) => lines.find((line) => line.id === id)?.name ?? id);
  if (named.length > 0) return [named.join(', ')];
  const group = plant.processGroups.find(({ id }) => id === fields.processGroup)?.name ?? fields.processGroup;
  return group === undefined ? [] : [group];
}

/** `Labels · claimed by Kim · waited for` */
function taskText(view: PlanView, { name, department, claimed, done, blocks }: TaskItem, user: string | null): string {
  const who = claimed === user ? p('claimedByYou') : p('claimedBy', view.names?.get(claimed ?? '') ?? claimed ?? '');
  const state = done !== null ? st('taskDone') : claimed === null ? st('taskFree') : who;
  return [name, department, state, blocks && done === null ? st('taskBlocks') : null].filter(Boolean).join(' · ');
}

function roughlyOrNone(ms: number): string {
  return ms === 0 ? number(0) : roughly(ms);
}
