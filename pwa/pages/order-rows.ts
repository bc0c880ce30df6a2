/** An order as its page shows it. Pure. */
import type { JobStanding } from '../../shared/orders/job-state.ts';
import type { WorkOrder } from '../../shared/orders/plan.ts';
import type { ExplainedPiece } from '../../shared/schedule/explain.ts';
import { stopsOf } from '../../shared/production/stops.ts';
import { explain } from '../../shared/schedule/explain.ts';
import type { JobForecast, StartCause } from '../../shared/schedule/schedule.ts';
import type { JobCard } from '../components/plan/ls-order-jobs.ts';
import type { LineData } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan, duration, number, percent } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { jobTitle } from './board-order.ts';
import { jobFacts } from './job-facts.ts';
import { roughly } from './near-time.ts';
import { ranText } from './order-ends.ts';
import { setUpMs } from './set-up-time.ts';
import { stopRows } from './stop-rows.ts';

const MOST_PIECES = 300;
const MOST_STOPS = 20;

/** Its route, each step with how it stands and what is expected. */
export function jobCards(
  view: PlanView,
  order: WorkOrder,
  { explained, user }: { explained: string | null; user: string | null },
): JobCard[] {
  return order.jobs.flatMap((id): JobCard[] => {
    const job = view.plan.jobs.get(id);
    if (!job) return [];
    const { schedule, plant, lines } = view;
    const standing = schedule.standings.get(id);
    const forecast = schedule.jobs.get(id);
    const line = forecast?.line ?? standing?.line ?? job.fields.place?.line ?? null;
    const time = (at: number | null | undefined) =>
      at == null ? p('unknownTime') : clockOfPlan(at, plant.timezone, schedule.now);
    return [
      {
        id,
        operation: job.fields.operation ?? p('operation'),
        line: line === null ? '' : (lines.find((one) => one.id === line)?.name ?? line),
        state: p(`state-${standing?.state ?? 'NotAllowedToStart'}`),
        running: standing?.state === 'Running',
        canStart: standing?.state === 'AllowedToStart',
        canResume: standing?.state === 'Interrupted',
        canPause: standing?.state === 'Running',
        canComplete: standing?.state === 'Running' || standing?.state === 'Interrupted',
        canReopen: standing?.state === 'Ended' || standing?.state === 'Aborted',
        progress: standing?.wanted ? standing.made / standing.wanted : null,
        made: standing ? madeText(standing) : p('noQuantity'),
        started: standing ? ranText(standing, time) : '',
        forecast: forecast ? forecastLines(view, forecast, time) : [],
        facts: jobFacts(view, job, user),
        problems: (standing?.problems ?? []).map(({ code }) => p(`problem-${code}`)),
        conflicts: schedule.conflicts
          .filter((one) => one.job === id || one.other === id)
          .map((one) => {
            const other = one.job === id ? one.other : one.job;
            return [p(`conflict-${one.why}`), other === null ? '' : jobTitle(view.plan, other)]
              .filter(Boolean)
              .join(': ');
          }),
        explained: explained === id ? explanation(view, id) : null,
      },
    ];
  });
}

function madeText({ made, wanted }: JobStanding): string {
  if (wanted === null) return p('madeSoFar', number(made));
  return `${p('madeOf', number(made), number(wanted))} · ${percent(wanted === 0 ? null : made / wanted)}`;
}

function forecastLines(
  view: PlanView,
  forecast: JobForecast,
  time: (at: number | null) => string,
): { name: string; value: string; chosen: boolean }[] {
  const { standardEnd, extrapolatedEnd, basis, basisLacks, p10, p90, perHour, cause, start } = forecast;
  const setUp = setUpMs(view, forecast);
  const hasBegun = view.schedule.standings.get(forecast.job)?.startedAt != null;
  const rate = perHour === null ? '' : p('perHour', number(perHour));
  return [
    // When it began stands beside its state.
    ...(hasBegun
      ? []
      : [
          {
            name: p('forecastStart'),
            value: [time(start), causeText(view, cause)].filter(Boolean).join(' · '),
            chosen: false,
          },
        ]),
    ...(setUp > 0 ? [{ name: p('forecastSetup'), value: roughly(setUp), chosen: false }] : []),
    { name: p('ends-standard'), value: time(standardEnd), chosen: basis === 'standard' },
    {
      name: p('ends-extrapolated'),
      value: extrapolatedEnd === null ? p('tooLittleKnown') : time(extrapolatedEnd),
      chosen: basis === 'extrapolated',
    },
    {
      name: p('forecastRange'),
      value: p10 === null || p90 === null ? p('rangeUnknown') : `${time(p10)} – ${time(p90)}`,
      chosen: false,
    },
    ...(rate === '' ? [] : [{ name: p('forecastRate'), value: rate, chosen: false }]),
    ...(basisLacks === null ? [] : [{ name: p('forecastNote'), value: p('basisLacks'), chosen: false }]),
  ];
}

/** What a start waits for; empty = nothing. */
export function causeText(view: PlanView, cause: StartCause): string {
  switch (cause.why) {
    case 'runs':
    case 'now':
      return '';
    case 'queue':
      return p('afterJob', jobTitle(view.plan, cause.job));
    case 'upstream':
      return p('waitsForJob', jobTitle(view.plan, cause.job));
    case 'task':
      return p('waitsForTask', view.schedule.tasks.find(({ id }) => id === cause.task)?.name ?? '');
    case 'not-before':
      return p('notBefore');
    case 'calendar':
      return cause.rest ? p('untilThen', cause.rest.name ?? p(`rest-${cause.rest.why}`)) : '';
  }
}

/** Every stretch from now to its end, counted or not, and why not. */
function explanation(view: PlanView, job: string): JobCard['explained'] {
  const explained = explain(job, view.situation, view.schedule);
  if (!explained) return null;
  const zone = view.plant.timezone;
  const { pieces, remaining, perHour } = explained;
  const counted = pieces.filter(({ why }) => why === 'works').reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    sum:
      remaining === null || perHour === null
        ? p('explainUnknown')
        : p('explainSum', number(remaining), number(perHour), roughly(counted)),
    rows: pieces.slice(0, MOST_PIECES).map((piece) => ({
      from: clockOfPlan(piece.from, zone, view.schedule.now),
      to: clockOfPlan(piece.to, zone, view.schedule.now),
      length: roughly(piece.to - piece.from),
      counted: piece.why === 'works',
      why: pieceText(view, piece),
    })),
    more: Math.max(0, pieces.length - MOST_PIECES),
  };
}

function pieceText(view: PlanView, piece: ExplainedPiece): string {
  switch (piece.why) {
    case 'works':
      return p('explain-works');
    case 'set-up':
      return p('explain-set-up');
    case 'rest':
      return restText(p(`rest-${piece.rest.why}`), piece.rest.name);
    case 'queue':
    case 'upstream':
    case 'task':
    case 'not-before':
      return causeText(view, piece);
  }
}

/** `holiday: Christmas`, and `break` once where it is called so. */
function restText(kind: string, name: string | null): string {
  const isSaid = name === null || name.toLowerCase() === kind.toLowerCase();
  return isSaid ? kind : `${kind}: ${name}`;
}

export interface OrderLot {
  line: string;
  lot: string;
  made: string;
  when: string;
}

export function orderLots({ schedule, lines, plant }: PlanView, order: WorkOrder): OrderLot[] {
  return order.jobs.flatMap((id) =>
    (schedule.standings.get(id)?.lots ?? []).map(({ line, lot, made, fromMs, toMs }) => ({
      line: lines.find((one) => one.id === line)?.name ?? line,
      lot,
      made: number(made),
      when: `${clockOfPlan(fromMs, plant.timezone, schedule.now)} – ${clockOfPlan(toMs, plant.timezone, schedule.now)}`,
    })),
  );
}

/** What it suffered on the line: stops above the line's limit in its time there, longest first; breaks are none. Of the days that are on this device. */
export function sufferedStops(
  { schedule, plant }: PlanView,
  order: WorkOrder,
  line: LineData,
): { when: string; time: string; reason: string | null }[] {
  const { now, standings } = schedule;
  const lots = order.jobs.flatMap((id) => standings.get(id)?.lots ?? []);
  const runs = lots.filter((lot) => lot.line === line.line.id);
  if (runs.length === 0) return [];
  const span = { from: Math.min(...runs.map(({ fromMs }) => fromMs)), to: Math.max(...runs.map(({ toMs }) => toMs)) };
  return stopRows(stopsOf(line.line.id, line.hours), line, span, now)
    .filter(({ planned, from, to }) => !planned && runs.some((run) => from < run.toMs && (to ?? now) > run.fromMs))
    .sort((a, b) => b.durationMs - a.durationMs)
    .slice(0, MOST_STOPS)
    .map(({ from, durationMs, reason }) => ({
      when: clockOfPlan(from, plant.timezone, now),
      time: duration(durationMs),
      reason: reason?.name ?? null,
    }));
}
