/** What a pulled collection needs, and what it can be told. */
import type { RxCollection } from 'rxdb/plugins/core';
import type { PullCollection } from '../../shared/sync/rows.ts';
import type { Delays } from './back-off.ts';
import type { StoredRow } from './collections.ts';
import type { Requests } from './requests.ts';
import type { RowsEvent } from './told-rows.ts';

export interface Pull {
  /** There is news, or the gateway is back: ask now. */
  now(): void;
  /** Rows that changed, as the stream tells them: taken when they follow on what is here, else asked for. */
  rows(changed: RowsEvent): void;
  stop(): Promise<void>;
}

export interface PullParts<Row, Stored extends StoredRow<Row>> {
  name: PullCollection;
  collection: RxCollection<Stored>;
  /** What is looked up by, beside the id. */
  columns: (row: Row) => Omit<Stored, keyof StoredRow<Row>>;
  requests: Requests;
  /** Entries that are being sent go first, so that the rows pulled already show them. */
  before: () => Promise<void>;
  /** All rows of this view are here and no other's. */
  completed: () => void;
  /** Rows that stay although this view does not deliver them: of lines that its gateway does not serve. Absent = none. */
  spares?: (stored: Stored) => boolean;
  random: () => number;
  /** Told of what should not happen (a write that the device refuses); it is tried again. */
  fault: (error: unknown) => void;
  delays?: Delays;
  /** Rows per request. */
  limit?: number;
}
