/**
 * What is stored on the device. Rows and facts are opaque to the storage: only what is looked up by is a column,
 * so a row that gains a field needs no migration.
 */
import type { RxCollection, RxJsonSchema } from 'rxdb/plugins/core';
import type { HourRow, LineRow, ReferenceRow } from '../../shared/sync/rows.ts';
import type { EnteredFact, RefusedEntry } from './line-data.ts';

/** A pulled row, and whose view it belongs to (`viewOf` its checkpoint). */
export interface StoredRow<Row> {
  id: string;
  view: string;
  row: Row;
}
export interface StoredHour extends StoredRow<HourRow> {
  line: string;
  hourAt: number;
}
/** A person's fact on its way: `acceptedAt` (device's clock, ms) once the gateway has it, until its rows show it. */
export interface Entry {
  id: string;
  fact: EnteredFact;
  acceptedAt: number | null;
}

/** Pulled projections: thrown away and pulled again whenever their schema changes or they cannot be opened. */
export interface ViewCollections {
  hours: RxCollection<StoredHour>;
  lines: RxCollection<StoredRow<LineRow>>;
  reference: RxCollection<StoredRow<ReferenceRow>>;
}
/** What people entered here: never thrown away. */
export interface EntryCollections {
  outbox: RxCollection<Entry>;
  rejected: RxCollection<RefusedEntry>;
}

const id = { type: 'string', maxLength: 200 } as const;
const text = { type: 'string' } as const;

function rowSchema<Row>(): RxJsonSchema<StoredRow<Row>> {
  return {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: { id, view: text, row: { type: 'object' } as never },
    required: ['id', 'view'],
  };
}

const hourSchema: RxJsonSchema<StoredHour> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id,
    view: text,
    line: { type: 'string', maxLength: 40 },
    hourAt: { type: 'integer', minimum: 0, maximum: 8_640_000_000_000_000, multipleOf: 1 },
    row: { type: 'object' } as never,
  },
  required: ['id', 'view', 'line', 'hourAt'],
  indexes: [['line', 'hourAt'], 'hourAt'],
};

const entrySchema: RxJsonSchema<Entry> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id, fact: { type: 'object' } as never, acceptedAt: { type: ['integer', 'null'] } },
  required: ['id', 'fact'],
};

const rejectedSchema: RxJsonSchema<RefusedEntry> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id, code: text as never, reason: text, fact: { type: 'object' } as never },
  required: ['id', 'code', 'reason', 'fact'],
};

/** Part of the view's database name: raise it with any change to `viewCollections`, and devices pull anew. */
export const VIEW_VERSION = 1;
export const viewCollections = {
  hours: { schema: hourSchema },
  lines: { schema: rowSchema<LineRow>() },
  reference: { schema: rowSchema<ReferenceRow>() },
};
/** A change here needs a higher schema version and a migration: entries are the only copy. */
export const entryCollections = {
  outbox: { schema: entrySchema },
  rejected: { schema: rejectedSchema },
};
