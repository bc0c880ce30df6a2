/** What device and gateway say to each other. HTTP paths are in the comments. */
import type { LineHourBody, StopInterval } from '../documents/line-hour.ts';
import type { LinePaceRow, LotRow } from '../orders/lot-row.ts';
import type { PlanRow } from '../orders/plan-row.ts';
import type { PlanRefusal } from '../orders/said.ts';
import type { HourRow, LineRow, PullCollection, ReferenceRow } from './rows.ts';

/** Belongs to one view of one gateway; flat because RxDB merges checkpoints by shallow assignment. `since` is opaque. */
export interface Checkpoint {
  gateway: string;
  epoch: string;
  scope: string;
  since: string;
}

/** `GET /api/sync/:collection?gateway&epoch&scope&since&limit` → one page. Fewer documents than `limit` = up to date. */
export interface PullPage<Row> {
  documents: (Row | { id: string; _deleted: true })[];
  checkpoint: Checkpoint;
  /** Of a first sync: about so many rows the whole view has; absent = not known. */
  total?: number;
}

/** `POST /api/sync/facts` body `{ facts: [...] }` (facts without `received`, as the device wrote them) → one answer a fact. `POST /api/sync/brought`: the same for entries that somebody brings as a file. */
export type FactAnswer =
  | { id: string; status: 'accepted' }
  /** `plan`: why the plan cannot take it (of code `plan`); absent from gateways that do not say. */
  | { id: string; status: 'rejected'; code: RejectionCode; reason: string; plan?: PlanRefusal }
  | { id: string; status: 'later'; code?: LaterCode; reason: string };

/**
 * Why a fact has to wait; the device shows its own words for each. `line`: another gateway of the plant takes it. `author`:
 * its author has to sign on where it was entered. `store`: it cannot be kept at the moment. `clock`: its time is yet to come.
 */
export const LATER_CODES = ['line', 'author', 'store', 'clock'] as const;
export type LaterCode = (typeof LATER_CODES)[number];

/** Why a fact is refused; the device shows its own words for each. */
export const REJECTION_CODES = [
  'invalid',
  'clock',
  'line',
  'reason',
  'differs',
  'counts',
  'window',
  'author',
  'role',
  'expired',
  'plan',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

/** One minute of one line, absolute. `stops` are those that start in the minute. */
export interface MinuteFrame {
  line: string;
  /** Start of the minute, ms. */
  minute: number;
  seq: number;
  values: { produced: number; good: number; rework: number; empty: number; downMs: number; unknownMs: number };
  stops: StopInterval[];
}

/** `GET /api/events`: server-sent events; the SSE event name is `type`, the data is the rest as JSON. */
export type LiveEvent =
  /** First on every connection. `now` = the gateway's clock when sent, for the device's clock offset. */
  | { type: 'hello'; gateway: string; epoch: string; now: number; version: string; protocol?: number }
  /** The whole current hour of a line, after `hello` and when an hour begins. */
  | { type: 'hour'; row: Omit<HourRow, 'reasons' | 'manual' | 'facts'> }
  | { type: 'minutes'; now: number; frames: MinuteFrame[] }
  | { type: 'line'; now: number; row: LineRow }
  /** A collection has changed: pull. */
  | { type: 'notice'; collection: PullCollection }
  /**
   * The same, with what changed: a device whose checkpoint is `{gateway, epoch, scope, since: from}` takes the rows and goes
   * on at `to`; any other pulls. Rows of other lines are left out.
   */
  | (Omit<Checkpoint, 'since'> & {
      type: 'rows';
      collection: PullCollection;
      from: string;
      to: string;
      rows: (HourRow | LineRow | ReferenceRow | PlanRow | LotRow | LinePaceRow | { id: string; _deleted: true })[];
    })
  /** Every 5 s, so that silence means out of reach. */
  | { type: 'beat'; now: number };

export type OpenHour = LineHourBody & { line: string; seq: number };
