/** Everything that follows from plan, counts and calendar at a moment. Contract of types; `scheduleOf` puts it together. */
import type { Rest } from '../calendar/line-calendar.ts';
import type { Window } from '../calendar/windows.ts';
import type { RateBasis, TaskKind } from '../orders/entities.ts';
import type { JobStanding, LotMismatch } from '../orders/job-state.ts';
import type { LinePaceRow, LotRow } from '../orders/lot-row.ts';
import type { Plan } from '../orders/plan.ts';
import type { LineReference, PlantReference } from '../sync/rows.ts';

export interface Situation {
  plan: Plan;
  lots: readonly LotRow[];
  paces: readonly LinePaceRow[];
  /** In the order of the plant. */
  lines: readonly LineReference[];
  plant: PlantReference;
  now: number;
}

/** Why a job does not start earlier than it does. */
export type StartCause =
  | { why: 'runs' }
  | { why: 'now' }
  | { why: 'queue'; job: string }
  | { why: 'upstream'; job: string }
  | { why: 'not-before' }
  | { why: 'task'; task: string }
  | { why: 'calendar'; rest: Rest | null };

export const LATE_CAUSES = [
  'slow',
  'started-late',
  /** It is on no line. */
  'not-planned',
  'upstream',
  'queue',
  'calendar',
  'task',
  'quantity',
] as const;
export type LateCause = (typeof LATE_CAUSES)[number];

/** Of a job on a line. All times epoch ms; null = cannot be said (no rate, no quantity, no working time). */
export interface JobForecast {
  job: string;
  line: string;
  /** Setting up begins; equal to `start` without set-up. */
  setupFrom: number;
  start: number;
  /** By the basis that moves the bars. */
  end: number | null;
  standardEnd: number | null;
  extrapolatedEnd: number | null;
  basis: RateBasis;
  /** Why the basis is not the one that was set; null = it is. */
  basisLacks: 'history' | null;
  /** P10 and P90 of the end by the line's own history; null = too few days, the standard rate is all there is. */
  p10: number | null;
  p90: number | null;
  /** Parts per hour that the bars are moved by; null = nobody gave one. */
  perHour: number | null;
  standardPerHour: number | null;
  cause: StartCause;
}

/** Of an order: over all its jobs. */
export interface OrderForecast {
  order: string;
  start: number | null;
  end: number | null;
  /** > 0 = late by so much, ms, or by more where no end is known and the due date has passed; null = nobody can say. */
  lateMs: number | null;
  /** Why it is late, the largest part first. */
  causes: readonly { why: LateCause; ms: number; job: string | null; line: string | null }[];
}

/** What cannot be as it is planned; never mended silently. */
export interface ScheduleConflict {
  /** `no-source`: what it is made of was cancelled before anything of it was made. */
  why:
    | 'overlap'
    | 'maintenance'
    | 'precedence'
    | 'no-source'
    | 'crew'
    | 'wrong-line'
    | 'pinned-late'
    | 'no-rate'
    | 'no-quantity';
  job: string;
  /** The other of two; null = there is none. */
  other: string | null;
  line: string;
  from: number;
  to: number;
}

/** What a department has to do, and when by the forecast. */
export interface TaskItem {
  id: string;
  job: string;
  order: string;
  line: string | null;
  kind: TaskKind;
  name: string;
  department: string | null;
  blocks: boolean;
  /** By the forecast, ms; null = its job has no place or end. */
  at: number | null;
  claimed: string | null;
  done: number | null;
}

/** Time in which a line or job had to wait, and for what. */
export interface Waiting extends Window {
  job: string;
  line: string;
  why: 'upstream' | 'task' | 'no-order' | 'late-start';
  /** Of the task, if one was waited for. */
  kind: TaskKind | null;
  department: string | null;
}

export interface Schedule {
  now: number;
  standings: ReadonlyMap<string, JobStanding>;
  mismatches: readonly LotMismatch[];
  /** By line, every line of the plant: ids of jobs that run or wait there, in order; the running one first. */
  queues: ReadonlyMap<string, readonly string[]>;
  /** Ids of jobs without place that have not ended, by priority, due date, id. */
  parked: readonly string[];
  /** Of each job in a queue. */
  jobs: ReadonlyMap<string, JobForecast>;
  orders: ReadonlyMap<string, OrderForecast>;
  conflicts: readonly ScheduleConflict[];
  /** In order of time, those without last. */
  tasks: readonly TaskItem[];
  waits: readonly Waiting[];
}
