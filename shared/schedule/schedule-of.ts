/** Everything that follows from plan, counts and calendar at a moment. */
import { standingsOf } from '../orders/standings.ts';
import { conflictsOf } from './conflicts.ts';
import { forecastOf } from './forecast.ts';
import { ordersOf } from './orders.ts';
import { queuesOf } from './queue.ts';
import type { Schedule, Situation } from './schedule.ts';
import { tasksOf } from './tasks.ts';
import { waitsOf } from './waits.ts';

/** Cheap enough to be asked for each target that something is dragged over: calendars are kept between calls. */
export function scheduleOf(situation: Situation): Schedule {
  const { plan, lots, now, lines } = situation;
  const { standings, mismatches } = standingsOf({ plan, lots, now, lines });
  const { queues, parked } = queuesOf(plan, standings, lines);
  const forecast = forecastOf(situation, standings, queues);
  return {
    now,
    standings,
    mismatches,
    queues,
    parked,
    jobs: forecast.jobs,
    orders: ordersOf(situation, standings, forecast),
    conflicts: conflictsOf(situation, forecast),
    tasks: tasksOf(situation, forecast),
    waits: waitsOf(situation, forecast),
  };
}
