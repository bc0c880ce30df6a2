/** `GET /api/sync/:collection`: pages of projection rows for a device, by an opaque checkpoint of one view. */
import { createHash } from 'node:crypto';
import { onLine, type Lines } from '../../shared/access/may.ts';
import { AppError } from '../../shared/errors.ts';
import { HOUR_MS } from '../../shared/documents/document.ts';
import type { Checkpoint, PullPage } from '../../shared/sync/protocol.ts';
import { PULL_COLLECTIONS, type LineRow, type PullCollection, type ReferenceRow } from '../../shared/sync/rows.ts';
import type { StoredHourRow } from '../projections/hour-rows.ts';
import type { LocalRows } from '../projections/local-rows.ts';

/** A device holds the hours of this many days. */
export const WINDOW_MS = 7 * 24 * HOUR_MS;
/** Raised when the rows' schema changes: devices then pull anew. */
const RELEASED_SCHEMA = 1;
const MOST_ROWS = 1_000;

export interface Collections {
  hours: LocalRows<StoredHourRow>;
  lines: LocalRows<LineRow>;
  reference: LocalRows<ReferenceRow>;
}

export type PullQuery = Record<string, string | string[] | undefined>;

/** What a device may see, as a hash: another scope is another view, pulled from the start. */
function scopeOf(lines: Lines): string {
  const text = JSON.stringify({ lines, windowMs: WINDOW_MS, RELEASED_SCHEMA });
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

export class Pull {
  readonly #view: { gateway: string; epoch: string };
  readonly #collections: Collections;
  readonly #now: () => number;

  constructor(parts: { gateway: string; epoch: string; collections: Collections; now: () => number }) {
    this.#view = { gateway: parts.gateway, epoch: parts.epoch };
    this.#collections = parts.collections;
    this.#now = parts.now;
  }

  /** A checkpoint of another gateway, epoch or scope starts from the beginning; pages are full until the last one. `lines` = those that the device may see. */
  async page(collection: string, query: PullQuery, lines: Lines): Promise<PullPage<unknown>> {
    if (!isPullCollection(collection))
      throw new AppError(
        'NOT_FOUND',
        `There is no collection "${collection}"; there are ${PULL_COLLECTIONS.join(', ')}.`,
      );
    const limit = readLimit(query.limit);
    const view = { ...this.#view, scope: scopeOf(lines) };
    const mine = (['gateway', 'epoch', 'scope'] as const).every((field) => query[field] === view[field]);
    let since = mine && typeof query.since === 'string' && query.since !== '' ? query.since : '0';
    const fromStart = since === '0';
    const documents: PullPage<unknown>['documents'] = [];
    for (let pending = 1; documents.length < limit && pending > 0;) {
      const changes = await this.#collections[collection].changes(since, limit - documents.length);
      for (const row of changes.rows) {
        // Of another line, it was never sent under this scope.
        if (!isAbout(row, lines)) continue;
        const shown = this.#shown(row);
        if (shown) documents.push(shown);
        // Rows that left the window: the device may have them, unless it has nothing yet.
        else if (!fromStart) documents.push({ id: row.id, _deleted: true });
      }
      since = changes.since;
      pending = changes.pending;
    }
    const checkpoint: Checkpoint = { ...view, since };
    return { documents, checkpoint };
  }

  #shown(row: StoredHourRow | LineRow | ReferenceRow): { id: string } | null {
    if (!('hourAt' in row)) return row;
    if (row.hourAt < this.#now() - WINDOW_MS) return null;
    const { statement: _, reading: __, ...hour } = row;
    return hour;
  }
}

/** What is of no line is everybody's. */
function isAbout(row: StoredHourRow | LineRow | ReferenceRow, lines: Lines): boolean {
  if ('line' in row) return onLine(lines, row.line);
  return row.kind !== 'line' || onLine(lines, row.id.slice('line:'.length));
}

function isPullCollection(name: string): name is PullCollection {
  return (PULL_COLLECTIONS as readonly string[]).includes(name);
}

function readLimit(text: PullQuery[string]): number {
  const limit = text === undefined ? 100 : Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ROWS) {
    throw new AppError(
      'REQUEST_INVALID',
      `limit="${String(text)}" is not valid; give a whole number from 1 to ${MOST_ROWS}.`,
    );
  }
  return limit;
}
