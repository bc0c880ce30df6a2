/**
 * Rows of the `plan` collection: one for each thing that planners keep, as the fold of what was said about it. A device shows
 * the fold of a row and its own entries that the row does not list in `facts`.
 */
import type { PlanEntity } from '../documents/change.ts';
import type { ExecutionVerb } from '../documents/execution.ts';
import type { TransferKind } from '../documents/transfer.ts';
import type { EntityState } from './fold.ts';

/** What was said of a job's execution; `id` is the fact's. */
export interface ExecutionEntry {
  id: string;
  at: number;
  line: string;
  verb: ExecutionVerb;
  user: string | null;
  why?: string;
}

/** Quantity that came to an order or left it; in the rows of both. */
export interface TransferEntry {
  id: string;
  at: number;
  kind: TransferKind;
  from: string;
  to: string;
  quantity: number;
  user: string | null;
}

export interface PlanRow {
  /** `<entity>:<id>` */
  id: string;
  entity: PlanEntity;
  state: EntityState;
  /** Of a job, in order of id; absent = none. */
  executions?: readonly ExecutionEntry[];
  /** Of an order, in order of id; absent = none. */
  transfers?: readonly TransferEntry[];
  /** Ids of people's facts of the last 7 days that this row shows. */
  facts: readonly string[];
  /** Devices need it until then, ms; null = it is open. */
  until: number | null;
}

export function planRowId(entity: PlanEntity, id: string): string {
  return `${entity}:${id}`;
}
