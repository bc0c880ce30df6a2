/**
 * What verbs answer: facts to be entered, all of them, in this order; or why not. Device and gateway ask the same functions.
 */
import type { ChangeSet } from '../documents/change.ts';
import type { ExecutionVerb } from '../documents/execution.ts';
import type { TransferKind } from '../documents/transfer.ts';

export interface SaidChange {
  type: 'change';
  sets: ChangeSet[];
  why?: string;
  draft?: string;
  /** It makes no sense any more when it has not arrived within this time, ms. */
  withinMs?: number;
}
export interface SaidTransfer {
  type: 'transfer';
  kind: TransferKind;
  from: string;
  to: string;
  quantity: number;
  sets?: ChangeSet[];
  why?: string;
}
export interface SaidExecution {
  type: 'execution';
  line: string;
  job: string;
  verb: ExecutionVerb;
  why?: string;
}
export type Said = SaidChange | SaidTransfer | SaidExecution;

export const PLAN_REFUSALS = [
  /** A value does not fit its field. */
  'field',
  /** There is no such order, job, product … */
  'unknown',
  'lot-number-taken',
  'reference-taken',
  /** The line cannot do this operation. */
  'wrong-line',
  'unknown-line',
  /** It ran: it can be cancelled, not deleted. */
  'ran',
  /** It has ended, or is closed or cancelled. */
  'ended',
  /** Only a running job can be paused, completed … */
  'not-running',
  /** The line runs another job. */
  'line-busy',
  /** Nothing runs there. */
  'line-idle',
  /** It needs a reason: it moves a job into or out of the frozen horizon. */
  'frozen',
  /** More than there is. */
  'quantity',
  /** Of different products. */
  'differs',
  /** A job cannot wait for itself, nor for one that waits for it. */
  'cycle',
  'dates',
] as const;
export type PlanRefusal = (typeof PLAN_REFUSALS)[number];

export interface NotSaid {
  ok: false;
  why: PlanRefusal;
  /** Which entity it is about, `<entity>:<id>`; null = the whole. */
  about: string | null;
  field: string | null;
  /** In the gateway's words; devices have their own for `why`. */
  detail: string;
}
export type Saying = { ok: true; said: Said[] } | NotSaid;

/** Where something is dropped. */
export interface Target {
  line: string;
  /** Before this job of the queue; null = at its end. */
  before: string | null;
  /** Not earlier than, ms; absent = as soon as possible. */
  notBefore?: number;
  pinned?: boolean;
}
