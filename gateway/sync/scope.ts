/** What a device may see of the rows: its lines, as far back as its role needs. Another scope is another view, pulled from the start. */
import { createHash } from 'node:crypto';
import { linesFor, onLine, type Lines } from '../../shared/access/may.ts';
import type { HourRow, LineRow, ReferenceRow } from '../../shared/sync/rows.ts';
import { windowMs } from '../../shared/sync/window.ts';
import { viewOf, type Principal } from '../auth/principal.ts';
import type { StoredHourRow } from '../projections/hour-rows.ts';

/** Raised when the rows' schema changes: devices then pull anew. */
const RELEASED_SCHEMA = 1;

export interface Scope {
  /** Equal for devices that see the same. */
  id: string;
  lines: Lines;
  windowMs: number;
}

export type StoredRow = StoredHourRow | LineRow | ReferenceRow;
export type ShownRow = HourRow | LineRow | ReferenceRow;
export type ShownChange = ShownRow | { id: string; _deleted: true };

export function scope(lines: Lines, window: number): Scope {
  const text = JSON.stringify({ lines, windowMs: window, RELEASED_SCHEMA });
  return { id: createHash('sha256').update(text).digest('hex').slice(0, 12), lines, windowMs: window };
}

/** Of the device, not of who signed on there; of a browser that nobody enrolled, of its person. */
export function scopeOf(principal: Principal): Scope {
  return scope(linesFor(viewOf(principal), 'see'), windowMs(principal.device?.role ?? null));
}

/** Rows as a device gets them that was told of former ones; those that left its window are gone. */
export function changesFor(rows: readonly StoredRow[], scope: Scope, now: number): ShownChange[] {
  return rows
    .filter((row) => isAbout(row, scope.lines))
    .map((row) => (isInWindow(row, scope, now) ? bare(row) : { id: row.id, _deleted: true }));
}

/** Rows as a device gets them that has nothing yet. */
export function rowsFor(rows: readonly StoredRow[], scope: Scope, now: number): ShownRow[] {
  return rows.filter((row) => isAbout(row, scope.lines) && isInWindow(row, scope, now)).map(bare);
}

function isInWindow(row: StoredRow, { windowMs: window }: Scope, now: number): boolean {
  return !('hourAt' in row) || row.hourAt >= now - window;
}

/** Devices need not know what a row rests on. */
function bare(row: StoredRow): ShownRow {
  if (!('hourAt' in row)) return row;
  const { statement: _, reading: __, ...hour } = row;
  return hour;
}

/** What is of no line is everybody's. */
function isAbout(row: StoredRow, lines: Lines): boolean {
  if ('line' in row) return onLine(lines, row.line);
  return row.kind !== 'line' || onLine(lines, row.id.slice('line:'.length));
}
