/**
 * The window of a device that has nothing yet, line by line, without a look at the years before it. Read while rows change:
 * what was written after the reading began is for its caller to add.
 */
import { AppError } from '../../shared/errors.ts';
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import { lineHourKey } from '../../shared/documents/line-hour.ts';
import type { LineRow } from '../../shared/sync/rows.ts';
import type { StoredHourRow } from '../projections/hour-rows.ts';
import type { LocalRows } from '../projections/local-rows.ts';
import type { Scope } from './scope.ts';

/** At most `limit` rows after the id `after` (null = from the first), in order of id; fewer = there are no more. */
export async function windowRows(
  rows: LocalRows<StoredHourRow>,
  { lines, windowMs }: Scope,
  { after, limit, now }: { after: string | null; limit: number; now: number },
): Promise<StoredHourRow[]> {
  const from = hourStart(now - windowMs - 1) + HOUR_MS;
  const next = lines === '*' ? nextThere(rows) : nextOf(lines);
  const found: StoredHourRow[] = [];
  for (let line = after === null ? await next(null) : lineOf(after); line !== null; line = await next(line)) {
    const oldest = lineHourKey(line, from);
    // `!` sorts below every character that ids may have.
    const begin = after !== null && after >= oldest && lineOf(after) === line ? `${after}!` : oldest;
    found.push(...(await rows.range({ from: begin, to: endOf(line), limit: limit - found.length })));
    if (found.length >= limit) break;
  }
  return found;
}

/** About so many rows the window has: as if every line ran all the time. */
export async function windowTotal(lineRows: LocalRows<LineRow>, { lines, windowMs }: Scope): Promise<number> {
  const count = lines === '*' ? (await lineRows.changes('0', 1_000)).rows.length : lines.length;
  return Math.ceil(count * (windowMs / HOUR_MS + 1));
}

type NextLine = (line: string | null) => string | null | Promise<string | null>;

/** Lines that have rows, whoever declares them. */
function nextThere(rows: LocalRows<StoredHourRow>): NextLine {
  return async (line) => {
    const from = line === null ? 'hour:' : endOf(line);
    const [row] = await rows.range({ from, to: 'hour:~', limit: 1 });
    return row ? lineOf(row.id) : null;
  };
}

function nextOf(lines: readonly string[]): NextLine {
  return (line) => lines[line === null ? 0 : lines.indexOf(line) + 1] ?? null;
}

function lineOf(id: string): string {
  return id.split(':')[1]!;
}

function endOf(line: string): string {
  return `hour:${line}:~`;
}

const ID_OF = { hours: /^hour:[a-z][a-z0-9-]*:[0-9T-]+$/, plan: /^[a-z]+:[A-Za-z0-9._-]+$/ };

/** Begins a `since` of a device that has its window up to an id, as it was at a mark or later. No store has such a one. */
const WITHIN = 'window|';

/** `after` = id of the last row that the device has. */
export function placeWithin(after: string, mark: string): string {
  return `${WITHIN}${after}|${mark}`;
}

/** Is the device still given its window? What it gets next is then the same whatever changes meanwhile. */
export function isWithin(since: string): boolean {
  return since.startsWith(WITHIN);
}

export function within(since: string, collection: 'hours' | 'plan'): { after: string; mark: string } {
  const [, after = '', ...mark] = since.split('|');
  if (!ID_OF[collection].test(after))
    throw new AppError('REQUEST_INVALID', `since="${since}" is not valid; pull from the start.`);
  return { after, mark: mark.join('|') };
}
