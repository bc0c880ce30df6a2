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

/** Many times what a chunk holds. Another gateway wrote it: some bytes can say that they are gigabytes. */
const MOST_BYTES = 8_000_000;
const MOST_ROWS = 1_000_000;
const NOTHING: Rows = { at: [], scaled: [] };

/**
 * In order of position, as multiples of `resolution` (null = of the chunk's own, whatever it is). A chunk that cannot be
 * unpacked, or holds what is no time or no number, has no rows.
 */
export function rowsOf(chunk: RowsOfChunk, resolution: number | null): Rows {
  const rows = unpacked(chunk);
  // The metric was declared with another resolution then.
  const factor = resolution === null || chunk.metric === CYCLES ? 1 : (chunk.resolution ?? resolution) / resolution;
  const scaled = factor === 1 ? rows.scaled : rows.scaled.map((value) => Math.round(value * factor));
  return rows.at.every(isExact) && scaled.every(isExact) ? { at: rows.at, scaled } : NOTHING;
}

function unpacked(chunk: RowsOfChunk): Rows {
  if (chunk.rows > MOST_ROWS) return NOTHING;
  try {
    const bytes = inflateRawSync(Buffer.from(chunk.packed, 'base64'), { maxOutputLength: MOST_BYTES });
    if (chunk.metric === CYCLES) return cycleTimes(unpackCycleInstants(bytes, chunk.rows), chunk.before);
    return unpackSamples(bytes, chunk.rows);
  } catch (error) {
    const isDamaged = error instanceof RangeError || (error as NodeJS.ErrnoException).code?.startsWith('Z_');
    if (!isDamaged) throw error;
    return NOTHING;
  }
}

/** Sums of others are not, and packing them would not end. */
function isExact(value: number): boolean {
  return Number.isSafeInteger(value);
}
