/** The rows behind the minutes: read from the chunks that the hours name. */
import type { Chunk } from '../../../shared/documents/chunk.ts';
import { HOUR_MS, hourStart, MINUTE_MS } from '../../../shared/documents/document.ts';
import type { Rows } from '../../../shared/series/cycle-times.ts';
import { rowsOf } from './chunk-rows.ts';
import type { SeriesKey } from './roll-up.ts';
import type { SampleHour } from './sample-hour.ts';
import { hourPlace } from './sample-hours.ts';
import type { SeriesDocuments } from './series-documents.ts';

/** More than this nobody sees on a screen, and nobody waits for. */
export const MOST_ROWS = 200_000;
/** Chunks in memory at a time. */
const PAGE = 20;

/** Rows in `[from, to)` by time; null = there are too many, or their chunks are gone. */
export async function rawRows(
  documents: SeriesDocuments,
  { line, metric }: SeriesKey,
  open: Rows,
  from: number,
  to: number,
): Promise<Rows | null> {
  const places = [];
  for (let hourAt = hourStart(from); hourAt < to; hourAt += HOUR_MS)
    places.push(hourPlace(documents.gateway, line, metric, hourAt));
  const hours = (await documents.hours.read(places)).filter((hour) => hour !== null);
  const expected = hours.reduce((sum, hour) => sum + rowsBetween(hour, from, to), open.at.length);
  if (expected > MOST_ROWS) return null;
  const resolution = documents.resolutionOf({ line, metric });
  const rows = { at: [] as number[], scaled: [] as number[] };
  for (const [database, ids] of namedBy(hours)) {
    for (let n = 0; n < ids.length; n += PAGE) {
      const chunks = await documents.store.get(database, ids.slice(n, n + PAGE));
      if (chunks.includes(null)) return null;
      for (const chunk of chunks as unknown as Chunk[])
        if (chunk.firstAt < to && chunk.lastAt >= from) take(rows, rowsOf(chunk, resolution), from, to);
    }
  }
  take(rows, open, from, to);
  return sorted(rows);
}

function rowsBetween({ minutes }: SampleHour, from: number, to: number): number {
  return minutes.count.reduce((sum, count, i) => {
    const at = minutes.startAt + i * MINUTE_MS;
    return at + MINUTE_MS > from && at < to ? sum + count : sum;
  }, 0);
}

/** Ids of chunks by database, in order of id: files keep their rows together. */
function namedBy(hours: readonly SampleHour[]): Map<string, string[]> {
  const named = new Map<string, Set<string>>();
  for (const { from } of hours)
    for (const [database, ids] of from) {
      const known = named.get(database) ?? new Set();
      named.set(database, known);
      for (const id of ids) known.add(id);
    }
  return new Map([...named].map(([database, ids]) => [database, [...ids].sort()]));
}

function take(rows: { at: number[]; scaled: number[] }, { at, scaled }: Rows, from: number, to: number): void {
  for (let i = 0; i < at.length; i++) {
    if (at[i]! < from || at[i]! >= to) continue;
    rows.at.push(at[i]!);
    rows.scaled.push(scaled[i]!);
  }
}

/** By time; of rows at the same time the order of position stays. */
function sorted(rows: Rows): Rows {
  if (rows.at.every((time, i) => i === 0 || time >= rows.at[i - 1]!)) return rows;
  const order = rows.at.map((_, i) => i).sort((a, b) => rows.at[a]! - rows.at[b]!);
  return { at: order.map((i) => rows.at[i]!), scaled: order.map((i) => rows.scaled[i]!) };
}
