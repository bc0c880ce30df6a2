/** The plan as the board draws it. Pure. */
import type { LineCalendar } from '../../shared/calendar/line-calendar.ts';
import { calendarRules, lineCalendar } from '../../shared/calendar/line-calendar.ts';
import type { Window } from '../../shared/calendar/windows.ts';
import type { JobOrder, WorkOrder } from '../../shared/orders/plan.ts';
import type { JobForecast } from '../../shared/schedule/schedule.ts';
import type { LineReference } from '../../shared/sync/rows.ts';
import type { BarMark, BoardBar, BoardLink, BoardRow, ParkedCard } from '../components/board/board-model.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan, duration } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { colourOf, dueNote, jobTitle, noteOf, quantityNote } from './board-order.ts';

/** Lines of a process group, or all. */
export function linesShown(view: PlanView, group: string | null): LineReference[] {
  return group === null ? view.lines : view.lines.filter(({ processGroup }) => processGroup === group);
}

export function boardRows(view: PlanView, group: string | null, window: Window): BoardRow[] {
  const { plan, schedule, plant } = view;
  const rules = calendarRules(plan, plant.timezone);
  return linesShown(view, group).map((line) => {
    const calendar: LineCalendar = lineCalendar(line, rules);
    const mismatch = schedule.mismatches.find((one) => plan.orders.size > 0 && one.line === line.id && one.current);
    const late = (schedule.queues.get(line.id) ?? []).some((job) => isLate(view, job));
    const conflict = schedule.conflicts.some((one) => one.line === line.id);
    const [first] = schedule.queues.get(line.id) ?? [];
    const runs = first !== undefined && schedule.standings.get(first)?.state === 'Running';
    return {
      id: line.id,
      title: line.name,
      note: mismatch
        ? p('runsOther', mismatch.lot, mismatch.planned === null ? null : jobTitle(plan, mismatch.planned))
        : p(
            conflict
              ? 'rowConflict'
              : late
                ? 'rowLate'
                : first === undefined
                  ? 'rowFree'
                  : runs
                    ? 'rowOnPlan'
                    : 'rowWaits',
          ),
      alert: conflict || mismatch ? 'act' : late ? 'look' : 'none',
      shades: calendar
        .resting(window)
        .map(({ from, to, why, name }) => ({ from, to, why, label: name ?? p(`rest-${why}`) })),
    };
  });
}

export function isLate({ plan, schedule }: PlanView, job: string): boolean {
  return (schedule.orders.get(plan.jobs.get(job)?.fields.order ?? '')?.lateMs ?? 0) > 0;
}

/** Bars of jobs that run or wait on lines of the group, and of those that ended within the window. */
export function boardBars(view: PlanView, group: string | null, window: Window): BoardBar[] {
  const lines = new Set(linesShown(view, group).map(({ id }) => id));
  const bars: BoardBar[] = [];
  for (const forecast of view.schedule.jobs.values()) {
    if (lines.has(forecast.line)) bars.push(barOf(view, forecast));
  }
  for (const { job, state, line, startedAt, endedAt } of view.schedule.standings.values()) {
    if (line === null || startedAt === null || view.schedule.jobs.has(job) || !lines.has(line)) continue;
    const end = endedAt ?? view.schedule.now;
    if (end < window.from || startedAt > window.to) continue;
    if (state === 'Ended' || state === 'Aborted') bars.push(endedBar(view, job, { line, start: startedAt, end }));
  }
  return bars;
}

/** Bars of single jobs, for previews. */
export function barOf(view: PlanView, forecast: JobForecast): BoardBar {
  const { plan, schedule, plant } = view;
  const { job: id, line, end } = forecast;
  const standing = schedule.standings.get(id);
  const job = plan.jobs.get(id);
  const order = plan.orders.get(job?.fields.order ?? '');
  const isRunning = standing?.state === 'Running';
  const start = isRunning ? (standing.startedAt ?? forecast.start) : forecast.start;
  const other = forecast.basis === 'standard' ? forecast.extrapolatedEnd : forecast.standardEnd;
  const range = forecast.p10 !== null && forecast.p90 !== null ? ([forecast.p10, forecast.p90] as const) : null;
  const title = jobTitle(plan, id);
  const note = noteOf(view, forecast);
  const marks = marksOf(view, forecast, { job, order });
  return {
    ...{ id, row: line, title, note, marks, start },
    ...shortOf(order),
    colour: colourOf(plan, order),
    state: isRunning ? 'running' : standing?.state === 'Interrupted' ? 'interrupted' : 'planned',
    setupFrom: isRunning ? start : forecast.setupFrom,
    end: end ?? Math.max(schedule.now, start) + 3_600_000,
    endKnown: end !== null,
    ghostEnd: other === end ? null : other,
    range,
    progress: standing?.wanted ? Math.min(1, standing.made / standing.wanted) : null,
    due: order?.fields.due ?? null,
    movable: true,
    label: [
      p('onLine', title, view.lines.find((one) => one.id === line)?.name ?? line),
      p(isRunning ? 'runsSince' : 'starts', clockOfPlan(start, plant.timezone, schedule.now)),
      note,
      quantityNote(view, id),
      dueNote(order?.fields.due, plant.timezone, schedule.now),
      ...marks.map((mark) => p(`mark-${mark}`)),
    ]
      .filter(Boolean)
      .join(', '),
  };
}

/** Its colour tells the product; which order of it is left to say. */
function shortOf(order: WorkOrder | undefined): Pick<BoardBar, 'short'> {
  const short = order?.fields.lot ?? order?.fields.lotNumber;
  return short === undefined ? {} : { short };
}

function endedBar(
  view: PlanView,
  id: string,
  { line, start, end }: { line: string; start: number; end: number },
): BoardBar {
  const { plan, schedule, plant } = view;
  const order = plan.orders.get(plan.jobs.get(id)?.fields.order ?? '');
  const title = jobTitle(plan, id);
  const isAborted = schedule.standings.get(id)?.state === 'Aborted';
  const note = p(isAborted ? 'cancelledAt' : 'endedAt', clockOfPlan(end, plant.timezone, schedule.now));
  return {
    ...{ id, row: line, title, note, start, end, setupFrom: start },
    ...shortOf(order),
    colour: colourOf(plan, order),
    state: 'ended',
    endKnown: true,
    ghostEnd: null,
    range: null,
    progress: 1,
    due: null,
    marks: [],
    movable: false,
    label: [p('onLine', title, line), note, quantityNote(view, id)].join(', '),
  };
}

function marksOf(
  view: PlanView,
  { job: id, line }: JobForecast,
  { job, order }: { job: JobOrder | undefined; order: WorkOrder | undefined },
): BarMark[] {
  const { schedule, unsent, draft } = view;
  const marks: BarMark[] = [];
  const { conflicting, frozen } = knownOf(view);
  if (conflicting.has(id)) marks.push('conflict');
  if (schedule.standings.get(id)?.problems.length) marks.push('conflict');
  if (isLate(view, id)) marks.push('late');
  if (job?.conflicts.length || order?.conflicts.length) marks.push('versions');
  if (unsent.has(`job:${id}`) || unsent.has(`order:${order?.id ?? ''}`)) marks.push(draft ? 'draft' : 'unsent');
  if (job?.fields.place?.pinned) marks.push('pinned');
  if (frozen.get(line)?.has(id)) marks.push('frozen');
  return [...new Set(marks)];
}

/** What is asked of every bar, once for each view. */
interface Known {
  conflicting: ReadonlySet<string>;
  /** By line. */
  frozen: ReadonlyMap<string, ReadonlySet<string>>;
}
const known = new WeakMap<PlanView['schedule'], Known>();

function knownOf(view: PlanView): Known {
  let found = known.get(view.schedule);
  if (!found) {
    const { conflicts, queues } = view.schedule;
    found = {
      conflicting: new Set(conflicts.flatMap(({ job, other }) => (other === null ? [job] : [job, other]))),
      frozen: new Map([...queues.keys()].map((line) => [line, frozenJobs(view, line)])),
    };
    known.set(view.schedule, found);
  }
  return found;
}

/** Those after the running one that nobody moves without a reason. */
export function frozenJobs({ plan, schedule }: PlanView, line: string): ReadonlySet<string> {
  const count = plan.settings.get(`line-${line}`)?.fields.frozen ?? plan.settings.get('plant')?.fields.frozen ?? 1;
  const waiting = (schedule.queues.get(line) ?? []).filter((job) => schedule.standings.get(job)?.state !== 'Running');
  return new Set(waiting.slice(0, count));
}

export function parkedCards(view: PlanView, group: string | null): ParkedCard[] {
  const { plan, schedule, plant } = view;
  return schedule.parked.flatMap((id): ParkedCard[] => {
    const job = plan.jobs.get(id);
    const order = plan.orders.get(job?.fields.order ?? '');
    if (!job || !order) return [];
    const rows = rowsFor(view, job);
    if (group !== null && rows && !linesShown(view, group).some((line) => rows.includes(line.id))) return [];
    const title = jobTitle(plan, id);
    const perHour = job.fields.ratePerHour ?? plan.products.get(order.fields.product ?? '')?.fields.ratePerHour;
    const remaining = schedule.standings.get(id)?.remaining ?? null;
    const note = [
      quantityNote(view, id),
      dueNote(order.fields.due, plant.timezone, schedule.now),
      perHour && remaining !== null ? duration((remaining / perHour) * 3_600_000) : null,
      order.fields.upstreamLot ? p('upstreamLot', order.fields.upstreamLot) : null,
    ]
      .filter(Boolean)
      .join(' · ');
    const marks: BarMark[] = [];
    if (job.conflicts.length || order.conflicts.length) marks.push('versions');
    if (view.unsent.has(`job:${id}`) || view.unsent.has(`order:${order.id}`))
      marks.push(view.draft ? 'draft' : 'unsent');
    return [{ ...{ id, title, note, marks, rows }, colour: colourOf(plan, order), label: `${title}, ${note}` }];
  });
}

/** Lines that can do the job; null = all. */
export function rowsFor({ lines }: PlanView, { fields }: JobOrder): string[] | null {
  if (fields.lines && fields.lines.length > 0) return [...fields.lines];
  if (fields.processGroup === undefined) return null;
  return lines.filter(({ processGroup }) => processGroup === fields.processGroup).map(({ id }) => id);
}

export function boardLinks({ plan, schedule }: PlanView, selected: readonly string[]): BoardLink[] {
  if (selected.length === 0) return [];
  const chosen = new Set(selected);
  const links: BoardLink[] = [];
  for (const to of schedule.jobs.keys()) {
    for (const { job: from } of plan.jobs.get(to)?.fields.after ?? []) {
      if (!chosen.has(from) && !chosen.has(to)) continue;
      const broken = schedule.conflicts.some((one) => one.why === 'precedence' && one.job === to && one.other === from);
      links.push({ from, to, broken });
    }
  }
  return links;
}
