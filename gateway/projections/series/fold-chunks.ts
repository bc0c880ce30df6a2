/** Rows of chunks into the minutes of their hours. What will be owed of the tiers above is noted before the minutes are written. */
import { setImmediate } from 'node:timers/promises';
import type { Chunk } from '../../../shared/documents/chunk.ts';
import { seriesDatabase } from '../../../shared/documents/database-names.ts';
import { hourStart } from '../../../shared/documents/document.ts';
import { rowsOf, seriesOfChunk } from './chunk-rows.ts';
import type { Change, RollupState } from './rollup-state.ts';
import { emptySampleHour, isMadeOf, withChunk, type SampleHour } from './sample-hour.ts';
import { hourPlace, type HourPlace } from './sample-hours.ts';
import type { SeriesDocuments } from './series-documents.ts';

/** Between turns of the event loop at most so many rows are folded: some 5 ms. */
const ROWS_AT_ONCE = 30_000;

/** In any order; a chunk that an hour is made of already changes nothing. Durable when it resolves. */
export async function foldChunks(
  { documents, state, gateway }: { documents: SeriesDocuments; state: RollupState; gateway: string },
  chunks: readonly Chunk[],
): Promise<void> {
  const places = chunks.map((chunk) => placeOf(gateway, chunk));
  const stored = await documents.hours.read(places);
  const hours = new Map(places.map((place, i) => [place.id, stored[i] ?? null]));
  const changed = new Map<string, { place: HourPlace; value: SampleHour }>();
  const changes = new Map<string, Change>();
  let rowsRead = 0;
  for (const [i, chunk] of chunks.entries()) {
    const place = places[i]!;
    const before = hours.get(place.id) ?? emptySampleHour(place.metric, place.hourAt);
    if (isMadeOf(before, chunk._id)) continue;
    if ((rowsRead += chunk.rows) > ROWS_AT_ONCE) {
      rowsRead = 0;
      await setImmediate();
    }
    const rows = rowsOf(chunk, documents.resolutionOf(place));
    if (rows.at.length === 0) continue;
    const after = withChunk(before, seriesDatabase(chunk.by.origin, chunk.line!, chunk.at), chunk._id, rows);
    hours.set(place.id, after);
    changed.set(place.id, { place, value: after });
    noteRows(changes, place, rows.at);
  }
  if (changed.size === 0) return;
  await state.note([...changes.values()]);
  await documents.hours.write([...changed.values()]);
}

/** All rows of a chunk lie in one ten-minute window, so in one hour. */
function placeOf(gateway: string, chunk: Chunk): HourPlace {
  return hourPlace(gateway, chunk.line!, seriesOfChunk(chunk.metric), hourStart(chunk.firstAt));
}

function noteRows(changes: Map<string, Change>, { line, metric, hourAt }: HourPlace, at: readonly number[]): void {
  const key = `${line}/${metric}`;
  const change = changes.get(key) ?? {
    line,
    metric,
    hours: new Set(),
    extent: { firstAt: Infinity, lastAt: -Infinity },
  };
  changes.set(key, change);
  change.hours.add(hourAt);
  for (const time of at) {
    if (time < change.extent.firstAt) change.extent.firstAt = time;
    if (time > change.extent.lastAt) change.extent.lastAt = time;
  }
}
