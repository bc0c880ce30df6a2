/** What cannot be as it is planned. It is named and nothing is shifted for it: that is for a person to decide. */
import { calendarRules, lineCalendar, withoutMaintenance, type CalendarRules } from '../calendar/line-calendar.ts';
import { localMs } from '../calendar/local-text.ts';
import { intersect, type Window } from '../calendar/windows.ts';
import { instantOf } from '../calendar/zone.ts';
import { readyAt } from '../orders/job-standing.ts';
import { canRunOn } from '../orders/lines-of-job.ts';
import type { Plan } from '../orders/plan.ts';
import type { Forecast } from './forecast.ts';
import type { ScheduleConflict, Situation } from './schedule.ts';
import type { Step } from './steps.ts';

type Conflict = ScheduleConflict;

const YEAR_MS = 366 * 86_400_000;

/** In order of lines and queues; those of crews last. */
export function conflictsOf(situation: Situation, forecast: Forecast): Conflict[] {
  const { plan, plant } = situation;
  const rules = withoutMaintenance(calendarRules(plan, plant.timezone));
  const maintenance = { all: maintenanceOf(plan, plant.timezone), rules };
  const conflicts: Conflict[] = [];
  const steps = [...forecast.byJob.values()].filter(({ made }) => !made);
  for (const step of steps) {
    const span = spanOf(step, forecast);
    const found = (why: Conflict['why'], window: Window, other: string | null = null) =>
      conflicts.push({ why, job: step.job.id, other, line: step.line.id, ...window });
    const { timings } = forecast;
    if (!canRunOn(step.job.fields, step.line)) found('wrong-line', span);
    if (timings[step.index]!.perHour === null) found('no-rate', span);
    if (step.standing.wanted === null) found('no-quantity', span);
    for (const hit of maintenanceHits(step, span, forecast, maintenance)) found('maintenance', hit);
    for (const { other, ...window } of precedenceBreaks(step, forecast, plan)) found('precedence', window, other);
    for (const other of cancelledSources(step, forecast)) found('no-source', span, other);
    const late = pinnedLate(step, forecast);
    if (late) conflicts.push({ why: 'pinned-late', job: step.job.id, line: step.line.id, ...late });
    for (const overlap of overlaps(step, forecast)) conflicts.push({ why: 'overlap', line: step.line.id, ...overlap });
  }
  return [...conflicts, ...crewClashes(steps, forecast)];
}

/** What of the line's time a job takes from now on; without known end only its start. */
function spanOf(step: Step, { timings, ground }: Forecast): Window {
  const { setupFrom, start, end } = timings[step.index]!;
  return { from: step.running ? ground.now : setupFrom, to: Math.max(end ?? start, setupFrom) };
}

interface Maintenance extends Window {
  scope: string;
}

function maintenanceOf(plan: Plan, zone: string): Maintenance[] {
  const at = (text: string) => instantOf(zone, localMs(text));
  return [...plan.exceptions.values()].flatMap(({ fields: { kind, scope, from, to } }) =>
    kind === 'maintenance' && scope && from && to ? [{ scope, from: at(from), to: at(to) }] : [],
  );
}

/** Maintenance in the middle of a job, or where somebody set it to begin; as far as its line would work without it. */
function maintenanceHits(
  step: Step,
  span: Window,
  { ground }: Forecast,
  { all: planned, rules }: { all: readonly Maintenance[]; rules: CalendarRules },
): Window[] {
  const { place } = step.job.fields;
  const set = step.running ? undefined : place?.notBefore;
  const wouldWork = ({ from, to }: Window) => (lineCalendar(step.line, rules).next(from) ?? to) < to;
  return planned
    .filter(({ from, to }) => (from < span.to && to > span.from) || (set !== undefined && set >= from && set < to))
    .filter(({ scope }) => ['plant', `group:${step.line.processGroup}`, `line:${step.line.id}`].includes(scope))
    .flatMap((window) =>
      ground.calendar(step.line).resting(near(window, { from: span.from, to: Math.max(span.to, set ?? 0) })),
    )
    .filter((rest) => rest.why === 'maintenance' && wouldWork(rest))
    .map(({ from, to }) => ({ from, to }));
}

/** A line may be out of service until 9999: nobody needs all of that accounted for. */
function near({ from, to }: Window, span: Window): Window {
  return { from: Math.max(from, span.from - YEAR_MS), to: Math.min(to, span.to + YEAR_MS) };
}

/** It starts, or has started, before what has to come before it allows; or that has no place at all. */
function precedenceBreaks(step: Step, forecast: Forecast, plan: Plan): (Window & { other: string })[] {
  const { byJob, timings, broken, standings, ground } = forecast;
  const left = broken.get(step.job.id) ?? [];
  if (!step.running && left.length === 0) return [];
  const { start } = timings[step.index]!;
  return (step.job.fields.after ?? []).flatMap((before) => {
    const { job: other, waitMs = 0 } = before;
    const standing = standings.get(other);
    if (!plan.jobs.has(other) || !standing) return [];
    const source = byJob.get(other);
    if (!step.running) {
      if (!left.includes(other)) return [];
      return [{ other, from: start, to: (source && timings[source.index]!.end) ?? start }];
    }
    // What is made of it is enough, whether or not somebody has completed it; a wait that is over by now cannot be kept any more.
    const ready = readyAt(standing, before);
    if (ready !== null) return ready > Math.max(start, ground.now) ? [{ other, from: start, to: ready }] : [];
    const end = source ? timings[source.index]!.end : null;
    return [{ other, from: start, to: Math.max(start, end === null ? start : end + waitMs) }];
  });
}

/** Ids of jobs that it needs and that nobody will do: they were given up before they made anything. */
function cancelledSources(step: Step, { standings }: Forecast): string[] {
  return (step.job.fields.after ?? [])
    .map(({ job }) => standings.get(job))
    .filter((standing) => standing?.state === 'Aborted' && standing.made === 0)
    .map((standing) => standing!.job);
}

/** Pinned to a time at which its line works, and kept from it. */
function pinnedLate(step: Step, { timings, ground, jobs }: Forecast): (Window & { other: string | null }) | null {
  const { place } = step.job.fields;
  if (step.running || !place?.pinned || place.notBefore === undefined) return null;
  const { start } = timings[step.index]!;
  const first = ground.calendar(step.line).next(place.notBefore);
  if (first === null || start <= first) return null;
  const { cause } = jobs.get(step.job.id)!;
  const other = cause.why === 'queue' || cause.why === 'upstream' ? cause.job : null;
  return { from: place.notBefore, to: start, other };
}

/** Two on one line at a time: both run, or one would run into the time that another is pinned to. */
function overlaps(step: Step, { timings, ground }: Forecast): (Window & { job: string; other: string })[] {
  const { place } = step.job.fields;
  const pinnedTo = !step.running && place?.pinned ? place.notBefore : undefined;
  const found: (Window & { job: string; other: string })[] = [];
  for (let other = step.before; other; other = other.before) {
    const { start, end } = timings[other.index]!;
    if (step.running) {
      const to = Math.min(timings[step.index]!.end ?? ground.now, end ?? ground.now);
      found.push({ job: step.job.id, other: other.job.id, from: ground.now, to });
    } else if (pinnedTo !== undefined && end !== null && end > pinnedTo) {
      found.push({ job: other.job.id, other: step.job.id, from: Math.max(start, pinnedTo), to: end });
    } else break;
  }
  return found;
}

/** One crew cannot be at two lines at a time; while either line rests it need not be. */
function crewClashes(all: readonly Step[], forecast: Forecast): Conflict[] {
  const { ground } = forecast;
  const crews = Map.groupBy(
    all.filter((step) => step.job.fields.crew !== undefined),
    (step) => step.job.fields.crew!,
  );
  const conflicts: Conflict[] = [];
  for (const steps of crews.values()) {
    const spans = steps.map((step) => ({ step, ...spanOf(step, forecast) })).sort((a, b) => a.from - b.from);
    for (const [i, first] of spans.entries()) {
      for (let j = i + 1; j < spans.length && spans[j]!.from < first.to; j++) {
        const second = spans[j]!;
        if (first.step.line === second.step.line) continue;
        const both = { from: second.from, to: Math.min(first.to, second.to) };
        const [a, b] = [first, second].map(({ step }) => ground.calendar(step.line).working(both));
        const busy = intersect(a!, b!);
        if (busy.length === 0) continue;
        const window = { from: busy[0]!.from, to: busy.at(-1)!.to };
        const [job, other] = [second.step.job.id, first.step.job.id];
        conflicts.push({ why: 'crew', job, other, line: second.step.line.id, ...window });
      }
    }
  }
  return conflicts;
}
