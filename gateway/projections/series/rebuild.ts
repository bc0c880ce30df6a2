/** Hours of a series made anew from the chunks that count now, whatever they were made of before. */
import type { Chunk } from '../../../shared/documents/chunk.ts';
import { HOUR_MS, hourStart } from '../../../shared/documents/document.ts';
import { CYCLE_TIME, CYCLES } from '../../../shared/series/metric.ts';
import { lineDatabases } from '../../store/line-databases.ts';
import { prefixRange, type Store } from '../../store/store.ts';
import { rowsOf } from './chunk-rows.ts';
import type { SeriesKey } from './roll-up.ts';
import type { RollupState } from './rollup-state.ts';
import { emptySampleHour, isMadeOf, withChunk, type SampleHour } from './sample-hour.ts';
import { hourPlace } from './sample-hours.ts';
import { pageOf } from './series-databases.ts';
import type { SeriesDocuments } from './series-documents.ts';

export interface Rebuilt {
  written: number;
  removed: number;
}

/** Chunks in memory at a time. */
const PAGE = 200;

/** Month by month, so that memory stays bounded; `sources` = ids of all sources of the line that ever gave the metric. */
export async function rebuildHours(
  documents: SeriesDocuments,
  state: RollupState,
  isCurrent: (chunk: Chunk) => boolean,
  series: SeriesKey & { sources: readonly string[] },
  from: number,
  to: number,
): Promise<Rebuilt> {
  const { store, gateway, hours } = documents;
  const { line, metric } = series;
  const rebuilt: Rebuilt = { written: 0, removed: 0 };
  for (let at = hourStart(from); at < to;) {
    const month = pageOf('1h', at);
    const end = Math.min(month.startAt + month.length * HOUR_MS, to);
    const databases = await lineDatabases(store, 'series', line, { from: at, to: end });
    if (databases.length > 0) {
      const made = await hoursFromChunks(documents, databases, isCurrent, series, at, end);
      const places = [];
      for (let hourAt = at; hourAt < end; hourAt += HOUR_MS) places.push(hourPlace(gateway, line, metric, hourAt));
      const stored = await hours.read(places);
      const written = places.filter(({ hourAt }) => made.has(hourAt));
      const removed = places.filter(({ hourAt }, i) => stored[i] && !made.has(hourAt));
      const extent = { firstAt: Infinity, lastAt: -Infinity };
      for (const { minutes } of made.values()) extend(extent, minutes.lastAt, minutes.count);
      await state.note([
        { line, metric, hours: new Set([...written, ...removed].map(({ hourAt }) => hourAt)), extent },
      ]);
      await hours.write(written.map((place) => ({ place, value: made.get(place.hourAt)! })));
      await hours.remove(removed);
      rebuilt.written += written.length;
      rebuilt.removed += removed.length;
    }
    at = hourStart(month.startAt + month.length * HOUR_MS);
  }
  return rebuilt;
}

async function hoursFromChunks(
  { store, resolutionOf }: SeriesDocuments,
  databases: readonly string[],
  isCurrent: (chunk: Chunk) => boolean,
  { line, metric, sources }: SeriesKey & { sources: readonly string[] },
  from: number,
  to: number,
): Promise<Map<number, SampleHour>> {
  const made = new Map<number, SampleHour>();
  const resolution = resolutionOf({ line, metric });
  const name = metric === CYCLE_TIME ? CYCLES : metric;
  // As they were read first, and anew under later mappings.
  const prefixes = sources.flatMap((source) => [':', '.'].map((end) => `chunk:${line}:${source}:${name}${end}`));
  for (const database of databases) {
    for (const prefix of prefixes) {
      for await (const chunk of chunksOf(store, database, prefix)) {
        if (chunk.firstAt < from || chunk.firstAt >= to || chunk.rows === 0 || !isCurrent(chunk)) continue;
        const rows = rowsOf(chunk, resolution);
        const hourAt = hourStart(chunk.firstAt);
        const hour = made.get(hourAt) ?? emptySampleHour(metric, hourAt);
        // A gateway that took over may have made the chunk again.
        if (rows.at.length > 0 && !isMadeOf(hour, chunk._id))
          made.set(hourAt, withChunk(hour, database, chunk._id, rows));
      }
    }
  }
  return made;
}

/** Chunks of a database whose ids begin with `prefix`, a page in memory at a time. */
export async function* chunksOf(store: Store, database: string, prefix: string): AsyncGenerator<Chunk> {
  const { from, to } = prefixRange(prefix);
  for (let start = from; ;) {
    const page = await store.range(database, { from: start, to, limit: PAGE });
    yield* page as unknown as Chunk[];
    if (page.length < PAGE) return;
    // The smallest text after the last id: `!` sorts before every character that ids may have.
    start = `${page.at(-1)!._id}!`;
  }
}

function extend(extent: { firstAt: number; lastAt: number }, lastAt: Float64Array, count: Float64Array): void {
  for (let i = 0; i < count.length; i++) {
    if (count[i] === 0) continue;
    extent.firstAt = Math.min(extent.firstAt, lastAt[i]!);
    extent.lastAt = Math.max(extent.lastAt, lastAt[i]!);
  }
}
