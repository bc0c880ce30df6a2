/**
 * What became of a job: states of OPC 10031-4, derived from what people said and what the machine showed by its lot.
 * Contract of types; see below for the derivation.
 */
export const JOB_STATES = [
  /** In the parking lot. */
  'NotAllowedToStart',
  /** In a line's queue. */
  'AllowedToStart',
  'Running',
  /** It ran, and does not now. */
  'Interrupted',
  'Ended',
  'Aborted',
] as const;
export type JobState = (typeof JOB_STATES)[number];

export const PROBLEM_CODES = [
  'movedWhileRunning',
  'runningTwice',
  'overTransferred',
  'deletedButRan',
  'precedence',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export interface JobProblem {
  code: ProblemCode;
  /** Ids of the facts that met, as far as facts did. */
  facts: readonly string[];
}

/** How a job stands. Quantities are pieces of its operation. */
export interface JobStanding {
  job: string;
  state: JobState;
  /** Where it runs, or ran last; null = it never ran. The run wins over the plan's place. */
  line: string | null;
  /** First start and last end, ms. */
  startedAt: number | null;
  endedAt: number | null;
  /** Ordered × factor, with what it made that went to be mended; null = unknown. */
  wanted: number | null;
  made: number;
  /** Never below 0; 0 when ended or aborted; null = unknown. */
  remaining: number | null;
  /** Good parts per hour that its line lately made of it; null = too little is known. */
  goodPerHour: number | null;
  /** Each line and lot that counts for it. */
  lots: readonly { line: string; lot: string; made: number; fromMs: number; toMs: number }[];
  problems: readonly JobProblem[];
}

/** What a line makes that the plan does not know, or says otherwise. */
export interface LotMismatch {
  line: string;
  lot: string;
  item: string;
  /** `unknown`: no order has the lot. `closed`: its order is closed or ended. `differs`: another job was to run. `confirm`: it waits for a tap. */
  why: 'unknown' | 'closed' | 'differs' | 'confirm';
  /** Whom it would belong to; null = nobody. */
  job: string | null;
  /** The job that the plan says runs there, or is next; null = none. */
  planned: string | null;
  /** Parts that belong to no job. */
  unassigned: number;
  fromMs: number;
  toMs: number;
  /** The line runs it now. */
  current: boolean;
}
