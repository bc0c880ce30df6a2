/** What the walks of a forecast stand on: calendars, set-ups, rates, paces, and what was walked before. */
import { calendarRules, lineCalendar, type CalendarRules, type LineCalendar } from '../calendar/line-calendar.ts';
import { totalMs } from '../calendar/windows.ts';
import type { JobStanding } from '../orders/job-state.ts';
import type { WorkOrder } from '../orders/plan.ts';
import type { LineReference } from '../sync/rows.ts';
import type { LatePart } from './blame.ts';
import { pacesOf, type Pace } from './pace.ts';
import { areDated, changeoverOf, rateOf } from './rates.ts';
import type { Situation } from './schedule.ts';
import type { Step } from './steps.ts';
import { Turns, type Turn } from './turns.ts';

const DAY_MS = 86_400_000;
/** What is looked at to know how long a day of a line is. */
const FORTNIGHT = 14;

export interface Ground extends Known {
  now: number;
  /** Working time to get a line ready for a job, ms. */
  setupMs(step: Step, at: number): number;
  /** Pieces per hour of a job that runs from `at`; null = nobody gave a rate. */
  standardPerHour(step: Step, at: number): number | null;
}

/** What does not follow from orders and jobs. */
interface Known {
  calendar(line: LineReference): LineCalendar;
  /** Working time of a day on which the line works, ms; a whole day when it does not work in the next two weeks. */
  dayMs(line: LineReference): number;
  /** By line; absent: lines of which too little is known. */
  paceOf: ReadonlyMap<string, Pace>;
  /** Of each job, in the order of the steps, as far as it was met before. */
  turnsOf(steps: readonly Step[]): Turns[];
  /** What made orders late, by the turn of the last job; by how that stands if it has ended. */
  causes: WeakMap<Turn | JobStanding, { of: WorkOrder; causes: LatePart[] }>;
}

export function groundOf(situation: Situation): Ground {
  const { plan, plant, now } = situation;
  const zone = plant.timezone;
  const isDated = areDated(plan.changeovers);
  const setups = new Map<Step, number>();
  return {
    ...knownOf(situation),
    now,
    setupMs(step, at) {
      let ms = setups.get(step);
      if (ms === undefined) {
        ms = changeoverOf(plan, { from: step.setFor, to: step }, step.line, { at, zone });
        if (!isDated) setups.set(step, ms);
      }
      return ms;
    },
    standardPerHour: (step, at) => rateOf(plan, step, step.line, { at, zone }),
  };
}

/** The plan, and what is being tried out. */
const MOST_RECENT = 2;
const recent: { of: readonly unknown[]; known: Known }[] = [];

/** The same object as long as moment, rules, rates, lines and paces are: what was walked then still holds. */
function knownOf({ plan, plant, now, lines, paces }: Situation): Known {
  const rules = calendarRules(plan, plant.timezone);
  const { products, rates, changeovers, settings } = plan;
  const of = [now, rules, products, rates, changeovers, settings, lines, paces];
  const at = recent.findIndex((other) => other.of.every((part, i) => part === of[i]));
  const [found] = at < 0 ? [{ of, known: newlyKnown(rules, { now, paceOf: pacesOf(paces) }) }] : recent.splice(at, 1);
  recent.unshift(found!);
  recent.length = Math.min(recent.length, MOST_RECENT);
  return found!.known;
}

function newlyKnown(rules: CalendarRules, { now, paceOf }: Pick<Ground, 'now' | 'paceOf'>): Known {
  const calendars = new Map<string, LineCalendar>();
  const days = new Map<string, number>();
  const known = new Map<string, Turns>();
  const calendarOf = (line: LineReference) => {
    let calendar = calendars.get(line.id);
    if (!calendar) calendars.set(line.id, (calendar = lineCalendar(line, rules)));
    return calendar;
  };
  return {
    paceOf,
    causes: new WeakMap(),
    calendar: calendarOf,
    dayMs(line) {
      let ms = days.get(line.id);
      if (ms === undefined) days.set(line.id, (ms = workingDay(calendarOf(line), now)));
      return ms;
    },
    turnsOf: (steps) =>
      steps.map((step) => {
        const before = known.get(step.job.id);
        if (before) return before.meet(step);
        const turns = new Turns(step);
        known.set(step.job.id, turns);
        return turns;
      }),
  };
}

function workingDay(calendar: LineCalendar, now: number): number {
  const days = Array.from({ length: FORTNIGHT }, (_, i) =>
    totalMs(calendar.working({ from: now + i * DAY_MS, to: now + (i + 1) * DAY_MS })),
  ).filter((ms) => ms > 0);
  return days.length === 0 ? DAY_MS : days.reduce((sum, ms) => sum + ms, 0) / days.length;
}
