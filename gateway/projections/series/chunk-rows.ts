/** The rows of a stored chunk as the series that is drawn: readings, machine states, or the times between cycles. */
import { inflateRawSync } from 'node:zlib';
import type { Chunk } from '../../../shared/documents/chunk.ts';
import { unpackCycleInstants } from '../../../shared/series/cycle-columns.ts';
import { cycleTimes, type Rows } from '../../../shared/series/cycle-times.ts';
import { CYCLE_TIME, CYCLES } from '../../../shared/series/metric.ts';
import { unpackSamples } from '../../../shared/series/sample-columns.ts';

/** The metric of the series that chunks of a metric make. */
export function seriesOfChunk(metric: string): string {
  return metric === CYCLES ? CYCLE_TIME : metric;
}

type RowsOfChunk = Pick<Chunk, 'metric' | 'packed' | 'rows' | 'before' | 'resolution'>;

/** In order of position, as multiples of `resolution` (null = of the chunk's own, whatever it is). */
export function rowsOf(chunk: RowsOfChunk, resolution: number | null): Rows {
  const bytes = inflateRawSync(Buffer.from(chunk.packed, 'base64'));
  if (chunk.metric === CYCLES) return cycleTimes(unpackCycleInstants(bytes, chunk.rows), chunk.before);
  const rows = unpackSamples(bytes, chunk.rows);
  if (resolution === null || chunk.resolution === undefined || chunk.resolution === resolution) return rows;
  // The metric was declared with another resolution then.
  const factor = chunk.resolution / resolution;
  return { at: rows.at, scaled: rows.scaled.map((value) => Math.round(value * factor)) };
}
