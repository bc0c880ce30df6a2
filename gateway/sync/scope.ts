/** What a device may see of the rows: its lines, as far back as its role needs. Another scope is another view, pulled from the start. */
import { createHash } from 'node:crypto';
import { linesFor, onLine, type Lines } from '../../shared/access/may.ts';
import type { LinePaceRow, LotRow } from '../../shared/orders/lot-row.ts';
import type { PlanRow } from '../../shared/orders/plan-row.ts';
import type { HourRow, LineRow, PlantReference, ReferenceRow } from '../../shared/sync/rows.ts';
import { windowMs } from '../../shared/sync/window.ts';
import { viewOf, type Principal } from '../auth/principal.ts';
import type { StoredPlanRow } from '../plan/plan-rows.ts';
import type { StoredHourRow } from '../projections/hour-rows.ts';

/** Raised when the rows' schema changes: devices then pull anew. */
const RELEASED_SCHEMA = 1;

export interface Scope {
  /** Equal for devices that see the same. */
  id: string;
  lines: Lines;
  windowMs: number;
  /** What people are called; a floor display shows it to whoever walks by. */
  names: boolean;
}

export type StoredRow = StoredHourRow | LineRow | ReferenceRow | StoredPlanRow | LotRow | LinePaceRow;
export type ShownRow = HourRow | LineRow | ReferenceRow | PlanRow | LotRow | LinePaceRow;
export type ShownChange = ShownRow | { id: string; _deleted: true };

export function scope(lines: Lines, window: number, names = true): Scope {
  const text = JSON.stringify({ lines, windowMs: window, RELEASED_SCHEMA, ...(!names && { names }) });
  return { id: createHash('sha256').update(text).digest('hex').slice(0, 12), lines, windowMs: window, names };
}

/** Of the device, not of who signed on there; of a browser that nobody enrolled, of its person. */
export function scopeOf(principal: Principal): Scope {
  const role = principal.device?.role ?? null;
  return scope(linesFor(viewOf(principal), 'see'), windowMs(role), role !== 'kiosk');
}

/** Rows as a device gets them that was told of former ones; those that left its window are gone. */
export function changesFor(rows: readonly StoredRow[], scope: Scope, now: number): ShownChange[] {
  return rows
    .filter((row) => isAbout(row, scope.lines))
    .map((row) => (isInWindow(row, scope, now) ? shownRow(row, scope) : { id: row.id, _deleted: true }));
}

/** Rows as a device gets them that has nothing yet. */
export function rowsFor(rows: readonly StoredRow[], scope: Scope, now: number): ShownRow[] {
  return rows
    .filter((row) => isAbout(row, scope.lines) && isInWindow(row, scope, now))
    .map((row) => shownRow(row, scope));
}

function shownRow(row: StoredRow, { names }: Scope): ShownRow {
  if (names || !('kind' in row) || row.kind !== 'plant') return bare(row);
  return { ...row, body: { ...(row.body as PlantReference), people: [] } };
}

/** Orders that were over long ago, and what was made for them, are not needed on devices any more. */
function isInWindow(row: StoredRow, { windowMs: window }: Scope, now: number): boolean {
  if ('hourAt' in row) return row.hourAt >= now - window;
  return !('until' in row) || row.until === null || row.until > now;
}

/** Devices need not know what a row rests on. */
export function bare(row: StoredRow): ShownRow {
  if ('hourAt' in row) {
    const { statement: _, reading: __, ...hour } = row;
    return hour;
  }
  if ('entity' in row) {
    const { history: _, ...planned } = row;
    return planned;
  }
  return row;
}

/** What is of no line is everybody's; so is the plan: orders hang together over lines. */
function isAbout(row: StoredRow, lines: Lines): boolean {
  if ('line' in row) return onLine(lines, row.line);
  return 'entity' in row || row.kind !== 'line' || onLine(lines, row.id.slice('line:'.length));
}
