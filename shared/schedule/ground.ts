/** What every forecast of one moment stands on: calendars, rates, set-ups, paces; and what was last walked on it. */
import { calendarRules, lineCalendar, type CalendarRules, type LineCalendar } from '../calendar/line-calendar.ts';
import type { LineReference } from '../sync/rows.ts';
import { pacesOf, type Pace } from './pace.ts';
import { changeoverMs, isDated, standardRate } from './rates.ts';
import type { Situation } from './schedule.ts';
import type { Step } from './steps.ts';
import type { Turn } from './turn.ts';

export interface Ground {
  now: number;
  rules: CalendarRules;
  /** By line; absent: lines of which too little is known. */
  paceOf: ReadonlyMap<string, Pace>;
  calendar(line: LineReference): LineCalendar;
  /** Working time to get ready for a job, ms. */
  setupMs(step: Step, at: number): number;
  /** Pieces per hour; null = nobody gave a rate. */
  standardPerHour(step: Step, at: number): number | null;
  /** Of a walk by its name: the latest turn of each job by its id. */
  turnsOf(walk: string): Map<string, Turn>;
}

/** What is tried out may stand on another ground than the plan does. */
const MOST_RECENT = 2;
const recent: { of: readonly unknown[]; ground: Ground }[] = [];

/** The same object as long as nothing in it is another, so that a walk finds what was walked before. */
export function groundOf({ plan, plant, now, lines, paces }: Situation): Ground {
  const zone = plant.timezone;
  const rules = calendarRules(plan, zone);
  const of = [now, zone, rules, plan.products, plan.rates, plan.changeovers, plan.settings, lines, paces];
  const same = recent.findIndex((other) => other.of.every((part, i) => part === of[i]));
  const [found = { of, ground: newGround() }] = same < 0 ? [] : recent.splice(same, 1);
  recent.unshift(found);
  recent.length = Math.min(recent.length, MOST_RECENT);
  return found.ground;

  function newGround(): Ground {
    const turns = new Map<string, Map<string, Turn>>();
    const { products, rates, changeovers } = plan;
    return {
      now,
      rules,
      paceOf: pacesOf(paces),
      calendar: byObject((line) => lineCalendar(line, rules)),
      standardPerHour: ({ job, product, line }, at) => standardRate({ products, rates }, { job, product }, line, at, zone),
    };
  }
}
