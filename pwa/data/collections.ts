/**
 * What is stored on the device. Rows and facts are opaque to the storage: only what is looked up by is a column,
 * so a row that gains a field needs no migration.
 */
import type { RxCollection, RxJsonSchema } from 'rxdb/plugins/core';
import type { LinePaceRow, LotRow } from '../../shared/orders/lot-row.ts';
import type { PlanRow } from '../../shared/orders/plan-row.ts';
import type { LaterCode } from '../../shared/sync/protocol.ts';
import type { HourRow, LineRow, ReferenceRow } from '../../shared/sync/rows.ts';
import type { EnteredFact, RefusedEntry } from './line-data.ts';
import type { Draft } from './planning.ts';

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
/** `until` = ms; `OPEN` = nobody knows yet. */
export interface StoredUntil<Row> extends StoredRow<Row> {
  until: number;
}
/** A person's fact on its way: `acceptedAt` (device's clock, ms) once the gateway has it, until its rows show it. */
export interface Entry {
  id: string;
  fact: EnteredFact;
  acceptedAt: number | null;
  /** Why the gateway did not take it yet, when it was asked; null = it has not said so. */
  waits: Waits | null;
  /** Of an entry that expires: it was sent in time, so that the gateway may have it. */
  tried: boolean;
}
export interface Waits {
  /** Null = for a reason that this version does not know. */
  code: LaterCode | null;
  /** In the gateway's words. */
  reason: string;
}

/** Pulled projections: thrown away and pulled again whenever their schema changes or they cannot be opened. */
export interface ViewCollections {
  hours: RxCollection<StoredHour>;
  lines: RxCollection<StoredRow<LineRow>>;
  reference: RxCollection<StoredRow<ReferenceRow>>;
  plan: RxCollection<StoredUntil<PlanRow>>;
  lots: RxCollection<StoredUntil<LotRow | LinePaceRow>>;
}
/** What people entered here: never thrown away. */
export interface EntryCollections {
  outbox: RxCollection<Entry>;
  rejected: RxCollection<RefusedEntry>;
  drafts: RxCollection<Draft>;
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

/** The last moment that there is: of rows that must stay for now. */
export const OPEN = 8_640_000_000_000_000;

function untilSchema<Row>(): RxJsonSchema<StoredUntil<Row>> {
  return {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: {
      id,
      view: text,
      until: { type: 'integer', minimum: 0, maximum: OPEN, multipleOf: 1 },
      row: { type: 'object' } as never,
    },
    required: ['id', 'view', 'until'],
    indexes: ['until'],
  };
}

const entrySchema: RxJsonSchema<Entry> = {
  version: 1,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id,
    fact: { type: 'object' } as never,
    acceptedAt: { type: ['integer', 'null'] },
    waits: { type: ['object', 'null'] } as never,
    tried: { type: 'boolean' },
  },
  required: ['id', 'fact'],
};

const rejectedSchema: RxJsonSchema<RefusedEntry> = {
  version: 1,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id,
    code: text as never,
    reason: text,
    fact: { type: 'object' } as never,
    plan: { type: ['string', 'null'] } as never,
  },
  required: ['id', 'code', 'reason', 'fact'],
};

const draftSchema: RxJsonSchema<Draft> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id,
    name: text,
    begunAt: { type: 'integer' },
    changedAt: { type: 'integer' },
    steps: { type: 'array' } as never,
  },
  required: ['id', 'name', 'begunAt', 'changedAt', 'steps'],
};

/** Part of the view's database name: raise it with any change to `viewCollections`, and devices pull anew. */
export const VIEW_VERSION = 2;
export const viewCollections = {
  hours: { schema: hourSchema },
  lines: { schema: rowSchema<LineRow>() },
  reference: { schema: rowSchema<ReferenceRow>() },
  plan: { schema: untilSchema<PlanRow>() },
  lots: { schema: untilSchema<LotRow | LinePaceRow>() },
};
/** An entry as any former version kept it. */
export type FormerEntry = Pick<Entry, 'id' | 'fact' | 'acceptedAt'> & Partial<Entry>;

/** What a former version did not keep is as if nothing had happened yet. */
export function asEntry(former: FormerEntry): Entry {
  return { ...former, waits: former.waits ?? null, tried: former.tried ?? false };
}

export function asRefused(former: RefusedEntry): RefusedEntry {
  return { ...former, plan: former.plan ?? null };
}

/**
 * A change here needs a higher schema version and a step to it: entries are the only copy. Each step gets what the version
 * before it kept, and is never changed once it was released.
 */
export const entryCollections = {
  outbox: { schema: entrySchema, migrationStrategies: { 1: asEntry } },
  rejected: { schema: rejectedSchema, migrationStrategies: { 1: asRefused } },
  drafts: { schema: draftSchema },
};
