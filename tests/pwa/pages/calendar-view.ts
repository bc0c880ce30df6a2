/** A plan view with a calendar, as the calendar's page gets it. */
import type { PlanView } from '../../../pwa/data/planning.ts';
import { WEEKDAYS, type PlanFields, type Shift, type WeekDays } from '../../../shared/orders/entities.ts';
import type { JobOrder, Planned, WorkOrder } from '../../../shared/orders/plan.ts';
import { readPlan } from '../../../shared/orders/read-plan.ts';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';

export const ZONE = 'America/Los_Angeles';
/** Tuesday 6 October 2026, 12:00 in the plant. */
export const NOW = Date.UTC(2026, 9, 6, 19);

export const weekOf = (shifts: Shift[], days: readonly string[] = WEEKDAYS) =>
  Object.fromEntries(WEEKDAYS.map((day) => [day, days.includes(day) ? shifts : []])) as WeekDays;
export const EARLY = weekOf([{ from: '06:00', to: '14:00' }]);
export const LATE = weekOf([{ from: '14:00', to: '22:00' }]);

function planned<E extends Planned<'order'>['entity'] | 'job' | 'week' | 'exception'>(
  entity: E,
  id: string,
  fields: PlanFields<E>,
): Planned<E> {
  return { id, entity, fields, heads: {}, conflicts: [], waiting: [] };
}

interface Parts {
  weeks?: Record<string, PlanFields<'week'>>;
  exceptions?: Record<string, PlanFields<'exception'>>;
  /** Quantity and due date by lot; they run on line 8 one after the other, 1,000 an hour. */
  orders?: Record<string, { quantity: number; due?: number }>;
  calendar?: { start: string; end: string };
}

export function calendarView({ weeks = {}, exceptions = {}, orders = {}, calendar }: Parts = {}): PlanView {
  const line = {
    idealRatePerHour: 1,
    standardRatePerHour: 1_000,
    stops: { minSeconds: 1, bins: [], downFromSeconds: 1 },
  };
  const lines = [
    { ...line, id: 'line8', name: 'Line 8', processGroup: 'pouching', position: 0, ...(calendar && { calendar }) },
    { ...line, id: 'line9', name: 'Line 9', position: 1 },
  ];
  const plant = {
    ...{ id: 'demo', name: 'Demo plant', timezone: ZONE, productionDayStart: '06:00', demo: false },
    processGroups: [{ id: 'pouching', name: 'Pouching' }],
  };
  const all = Object.entries(orders);
  const plan = {
    ...readPlan([]),
    weeks: new Map(Object.entries(weeks).map(([id, fields]) => [id, planned('week', id, fields)])),
    exceptions: new Map(Object.entries(exceptions).map(([id, fields]) => [id, planned('exception', id, fields)])),
    orders: new Map(
      all.map(([lot, { quantity, due }]): [string, WorkOrder] => [
        lot,
        {
          ...planned('order', lot, { lot, quantity, ...(due !== undefined && { due }) }),
          ...{ quantity, transfers: [], jobs: [`${lot}.run`] },
        },
      ]),
    ),
    jobs: new Map(
      all.map(([lot], i): [string, JobOrder] => [
        `${lot}.run`,
        {
          ...planned('job', `${lot}.run`, { order: lot, ratePerHour: 1_000, place: { line: 'line8', key: `a${i}.x` } }),
          executions: [],
        },
      ]),
    ),
  };
  const situation = { plan, lots: [], paces: [], lines, plant, now: NOW };
  const schedule = scheduleOf(situation);
  return {
    ...{ plant, lines, plan, schedule, situation, lots: [], unsent: new Set<string>(), draft: null, drafts: [] },
    published: { plan, schedule },
    undo: { canUndo: false, canRedo: false },
  };
}
