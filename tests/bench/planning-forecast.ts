/**
 * Forecast of a whole plant. The peer is the way of the planners' former script, written plainly: a clock that goes on by a
 * minute, and a look at each line every time. It gives the same ends (that is checked), and only those: one rate, no range, no
 * conflicts, no tasks.
 */
import { calendarRules, lineCalendar } from '../../shared/calendar/line-calendar.ts';
import { moveJobs } from '../../shared/orders/verbs/placing.ts';
import { withSaid } from '../../shared/orders/with-said.ts';
import { changeoverMs, standardRate } from '../../shared/schedule/rates.ts';
import { scheduleOf } from '../../shared/schedule/schedule-of.ts';
import type { Schedule, Situation } from '../../shared/schedule/schedule.ts';
import { minuteByMinute, type PlainLine } from '../shared/schedule/minute-by-minute.ts';
import { fullPlan } from './planning-plant.ts';
import type { Measure } from './run.ts';

const ROUNDS = 15;
const HORIZON_MINUTES = 900 * 24 * 60;

export async function planningForecast(): Promise<Measure[]> {
  return [1_000, 10_000].flatMap((operations) => measured(operations));
}

function measured(operations: number): Measure[] {
  const situation = fullPlan(operations);
  const began = performance.now();
  const schedule = scheduleOf(situation);
  const first = performance.now() - began;
  const whole = median(() => void scheduleOf(situation));
  const preview = median((round) => void previewOf(situation, schedule, round));
  const lines = plainLines(situation, schedule);
  const started = performance.now();
  const ends = minuteByMinute(lines, situation.now, HORIZON_MINUTES);
  const slow = performance.now() - started;
  for (const { job, standardEnd } of schedule.jobs.values()) {
    if (ends.get(job) !== standardEnd) throw new Error(`The forecasts of job "${job}" differ.`);
  }
  const peer = { name: 'minute by minute, ends only', value: slow };
  const name = `${operations.toLocaleString('en')} operations on 50 lines`;
  return [
    { id: `forecast of ${name}, p50 of ${ROUNDS}`, value: whole, unit: 'ms', peer, ratio: whole / slow },
    { id: `the same for the first time, calendars included`, value: first, unit: 'ms' },
    { id: `one job dragged to another place: verb, change, forecast`, value: preview, unit: 'ms' },
  ];
}

/** What a drag asks for: the last job of a line to the front of another one's queue. */
function previewOf(situation: Situation, schedule: Schedule, round: number): Schedule {
  const [from, to] = [1 + (round % 20), 2 + (round % 20)].map((i) => schedule.queues.get(`line${i}`)!);
  const world = { situation, schedule, newId: () => 'bench-1', suffix: 'bench' };
  const target = { line: `line${2 + (round % 20)}`, before: to![3]! };
  const saying = moveJobs(world, { ids: [from!.at(-1)!], target });
  if (!saying.ok) throw new Error(saying.detail);
  return scheduleOf({ ...situation, plan: withSaid(situation.plan, saying.said, situation.now) });
}

function plainLines({ plan, lines, plant, now }: Situation, { queues, standings }: Schedule): PlainLine[] {
  const rules = calendarRules(plan, plant.timezone);
  return lines.map((line) => {
    const jobs = queues.get(line.id)!.map((id) => plan.jobs.get(id)!);
    return {
      calendar: lineCalendar(line, rules),
      queue: jobs.map((job, i) => ({
        ...{ id: job.id, remaining: standings.get(job.id)!.remaining! },
        perMinute: standardRate(plan, job, line, now, plant.timezone)! / 60,
        setupMinutes: changeoverMs(plan, jobs[i - 1] ?? null, job, line, now, plant.timezone) / 60_000,
        ...{
          notBefore: now,
          after: (job.fields.after ?? []).map((each) => ({ job: each.job, waitMs: each.waitMs ?? 0 })),
        },
      })),
    };
  });
}

function median(task: (round: number) => void): number {
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    const from = performance.now();
    task(round);
    return performance.now() - from;
  });
  return times.sort((a, b) => a - b)[ROUNDS >> 1]!;
}
