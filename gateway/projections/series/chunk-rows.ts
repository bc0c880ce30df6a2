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

/** In order of position. */
export function rowsOf(chunk: Pick<Chunk, 'metric' | 'packed' | 'rows' | 'before'>): Rows {
  const bytes = inflateRawSync(Buffer.from(chunk.packed, 'base64'));
  return chunk.metric === CYCLES
    ? cycleTimes(unpackCycleInstants(bytes, chunk.rows), chunk.before)
    : unpackSamples(bytes, chunk.rows);
}
