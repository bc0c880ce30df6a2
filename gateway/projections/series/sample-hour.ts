/**
 * One UTC hour of a series as it is stored: 60 minute cells, a sketch of cycle times, and the chunks that it was made of.
 * Those are the way down to the raw rows, and make folding a chunk in twice the same as once.
 */
import { HOUR_MS, hourStart, MINUTE_MS, padded, utcHour } from '../../../shared/documents/document.ts';
import { packCells, unpackCells } from '../../../shared/series/cell-codec.ts';
import { addRows, copyOf, emptyCells, mergeCells, type Cells } from '../../../shared/series/cells.ts';
import type { Rows } from '../../../shared/series/cycle-times.ts';
import { CYCLE_TIME } from '../../../shared/series/metric.ts';
import { Sketch } from '../../../shared/series/sketch.ts';
import type { StoredDocument } from '../../store/store.ts';

/** What an hour says, wherever it comes from; never changed, only replaced. */
export interface Hour {
  readonly minutes: Cells;
  /** Of cycle times. */
  readonly sketch: Sketch | null;
}

export interface SampleHour extends Hour {
  /** Ids of chunks by database. */
  readonly from: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Positions of chunks by what stands before them in the id: files repeat, positions do not. */
type PackedReferences = Record<string, Record<string, number[]>>;

export interface SampleHourDocument extends StoredDocument {
  points: number;
  packed: string;
  sketch?: string;
  from: PackedReferences;
}

export function sampleHourId(line: string, metric: string, hourAt: number): string {
  return `samples:${line}:${metric}:${utcHour(hourAt)}`;
}

export function emptySampleHour(metric: string, hourAt: number): SampleHour {
  const sketch = metric === CYCLE_TIME ? new Sketch() : null;
  return { minutes: emptyCells(hourAt, MINUTE_MS, HOUR_MS / MINUTE_MS), sketch, from: new Map() };
}

/** Starts of the hours that rows lie in: one, except where a clock is set while a chunk is written. */
export function hoursOfRows({ at }: Rows): number[] {
  let known = -Infinity;
  const hours = new Set<number>();
  for (const time of at) {
    if (time >= known && time < known + HOUR_MS) continue;
    known = hourStart(time);
    hours.add(known);
  }
  return [...hours];
}

/** The hour with what of the rows lies in it. */
export function withRows(hour: Hour, rows: Rows): Hour {
  const { startAt, stepMs, count } = hour.minutes;
  // By cells of their own: merging does not depend on the order of chunks, adding rows does on that of rows.
  const added = emptyCells(startAt, stepMs, count.length);
  addRows(added, rows.at, rows.scaled);
  const minutes = copyOf(hour.minutes);
  mergeCells(minutes, added);
  const sketch = hour.sketch?.copy() ?? null;
  sketch?.add(rows.scaled.filter((_, i) => rows.at[i]! >= startAt && rows.at[i]! < startAt + HOUR_MS));
  return { minutes, sketch };
}

/** From whatever database: the same id is the same chunk. */
export function isMadeOf(hour: SampleHour, chunk: string): boolean {
  for (const ids of hour.from.values()) if (ids.has(chunk)) return true;
  return false;
}

/** The hour with the rows of a chunk that it is not made of yet. */
export function withChunk(hour: SampleHour, database: string, id: string, rows: Rows): SampleHour {
  const from = new Map(hour.from).set(database, new Set(hour.from.get(database)).add(id));
  return { ...withRows(hour, rows), from };
}

export function toDocument(line: string, metric: string, hour: SampleHour): SampleHourDocument {
  const { points, bytes } = packCells(hour.minutes);
  const document: SampleHourDocument = {
    _id: sampleHourId(line, metric, hour.minutes.startAt),
    points,
    packed: Buffer.from(bytes).toString('base64'),
    from: packReferences(hour.from),
  };
  if (hour.sketch) document.sketch = Buffer.from(hour.sketch.pack()).toString('base64');
  return document;
}

export function fromDocument(document: StoredDocument, hourAt: number): SampleHour {
  const { points, packed, sketch, from } = document as SampleHourDocument;
  const frame = { startAt: hourAt, stepMs: MINUTE_MS, length: HOUR_MS / MINUTE_MS, withPercentiles: false };
  return {
    minutes: unpackCells({ points, bytes: Buffer.from(packed, 'base64') }, frame),
    sketch: sketch === undefined ? null : Sketch.unpack(Buffer.from(sketch, 'base64')),
    from: unpackReferences(from),
  };
}

/** In order, so that the same chunks make the same document whenever they came. */
function packReferences(from: SampleHour['from']): PackedReferences {
  const packed: PackedReferences = {};
  for (const [database, ids] of [...from].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const positions: Record<string, number[]> = (packed[database] = {});
    for (const id of [...ids].sort()) {
      const end = id.lastIndexOf(':') + 1;
      (positions[id.slice(0, end)] ??= []).push(Number(id.slice(end)));
    }
  }
  return packed;
}

function unpackReferences(packed: PackedReferences): SampleHour['from'] {
  return new Map(
    Object.entries(packed).map(([database, prefixes]) => [
      database,
      new Set(
        Object.entries(prefixes).flatMap(([prefix, positions]) =>
          positions.map((position) => `${prefix}${padded(position)}`),
        ),
      ),
    ]),
  );
}
