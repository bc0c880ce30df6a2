/** A plan written down in a few lines, as it would be after folding; every moment is given in the plant's wall clock. */
import type { PlanFields } from '../../../shared/orders/entities.ts';
import type { ExecutionEntry } from '../../../shared/orders/plan-row.ts';
import type { LotRow } from '../../../shared/orders/lot-row.ts';
import { lotRowId } from '../../../shared/orders/lot-row.ts';
import type { JobOrder, Plan, Planned, WorkOrder } from '../../../shared/orders/plan.ts';
import { instantsOf } from '../../../shared/calendar/zone.ts';
import type { Calendar } from '../../../shared/equipment.ts';
import type { Situation } from '../../../shared/schedule/schedule.ts';
import type { LineReference } from '../../../shared/sync/rows.ts';
import type { PlanEntity } from '../../../shared/documents/change.ts';

export const ZONE = 'America/Los_Angeles';
export const HOUR = 3_600_000;

/** `2026-11-23T06:00` (a Monday) on the plant's clocks. */
export const at = (text: string): number => instantsOf(ZONE, Date.parse(`${text}:00Z`))[0]!;

/** 06:00-22:00 on weekdays. */
export const TWO_SHIFTS: Calendar = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], start: '06:00', end: '22:00' };

export function line(id: string, more: Partial<LineReference> = {}): LineReference {
  return {
    id,
    name: id,
    idealRatePerHour: 2_000,
    standardRatePerHour: 1_000,
    stops: { minSeconds: 1.1, bins: [12, 60, 300], downFromSeconds: 60 },
    position: 0,
    ...more,
  };
}

function planned<E extends PlanEntity>(entity: E, id: string, fields: PlanFields<E>): Planned<E> {
  return { id, entity, fields, heads: {}, conflicts: [], waiting: [] };
}

export interface Sketch {
  now: string;
  lines?: LineReference[];
  /** Fields of an order and of its jobs by their keys; a job has its order by itself. */
  orders?: Record<
    string,
    PlanFields<'order'> & {
      jobs?: Record<string, PlanFields<'job'> & { said?: Omit<ExecutionEntry, 'id' | 'user'>[] }>;
    }
  >;
  products?: Record<string, PlanFields<'product'>>;
  rates?: Record<string, PlanFields<'rate'>>;
  changeovers?: Record<string, PlanFields<'changeover'>>;
  exceptions?: Record<string, PlanFields<'exception'>>;
  settings?: Record<string, PlanFields<'setting'>>;
  tasks?: Record<string, PlanFields<'task'>>;
  lots?: Partial<LotRow>[];
  paces?: Record<string, number[]>;
}

export function situation(sketch: Sketch): Situation {
  const orders = new Map<string, WorkOrder>();
  const jobs = new Map<string, JobOrder>();
  for (const [id, { jobs: steps = {}, ...fields }] of Object.entries(sketch.orders ?? {})) {
    for (const [key, { said = [], ...job }] of Object.entries(steps)) {
      const executions = said.map((entry, i) => ({ id: `execution:${i}`, user: null, ...entry }));
      jobs.set(`${id}.${key}`, { ...planned('job', `${id}.${key}`, { order: id, ...job }), executions });
    }
    const quantity = fields.quantity ?? null;
    const ids = Object.keys(steps).map((key) => `${id}.${key}`);
    orders.set(id, { ...planned('order', id, fields), quantity, transfers: [], jobs: ids });
  }
  const all = <E extends PlanEntity>(entity: E, of: Record<string, PlanFields<E>> = {}) =>
    new Map(Object.entries(of).map(([id, fields]) => [id, planned(entity, id, fields)]));
  const plan: Plan = {
    orders,
    jobs,
    comments: new Map(),
    tasks: all('task', sketch.tasks),
    products: all('product', sketch.products),
    rates: all('rate', sketch.rates),
    changeovers: all('changeover', sketch.changeovers),
    weeks: new Map(),
    exceptions: all('exception', sketch.exceptions),
    settings: all('setting', sketch.settings),
    lots: new Map(),
    views: new Map(),
  };
  const lots = (sketch.lots ?? []).map((lot): LotRow => {
    const known = { line: 'line1', lot: '1', item: '1', produced: 0, good: 0, rework: 0, empty: 0 };
    const row = { ...known, fromMs: 0, toMs: 0, current: false, goodPerHour: null, days: [], until: null, ...lot };
    return { id: lotRowId(row.line, row.lot), ...row };
  });
  return {
    plan,
    lots,
    paces: Object.entries(sketch.paces ?? {}).map(([id, paces]) => ({
      ...{ id: `pace:${id}`, line: id, paces, until: null },
    })),
    lines: sketch.lines ?? [line('line1')],
    plant: { id: 'demo', name: 'Demo', timezone: ZONE, productionDayStart: '06:00', processGroups: [], demo: true },
    now: at(sketch.now),
  };
}

/** Place in a queue. */
export const place = (queue: string, key: string, more: { notBefore?: number; pinned?: true } = {}) => ({
  ...{ line: queue, key: `${key}.x` },
  ...more,
});
