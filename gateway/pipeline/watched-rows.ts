/** Decoded rows as the people see them who look after a source: what the mapping made of a line, in words. */
import { MACHINE_STATES, type Metric } from '../../shared/sources.ts';
import type { DecodedCycle, DecodedSamples } from '../decoders/decoded.ts';
import { STATE_METRIC, valueOf } from './readings.ts';
import type { WatchedRow } from './source-watch.ts';

export function watchedCycle(row: DecodedCycle): WatchedRow {
  if (!row.ok) return { ...row, decoded: () => ({}) };
  const { at, present, serial, lot, item, offset } = row.cycle;
  return {
    offset,
    end: row.end,
    reason: null,
    decoded: () => ({
      time: new Date(at).toISOString(),
      itemNumber: item,
      lotNumber: lot,
      serialNumber: serial,
      partPresent: String(present),
    }),
  };
}

/** `metrics` in order of the row's values; columns in which it has none are left out. */
export function watchedReading(row: DecodedSamples, metrics: readonly Metric[]): WatchedRow {
  if (!row.ok) return { ...row, decoded: () => ({}) };
  const { offset, end, at, values } = row;
  return {
    offset,
    end,
    reason: null,
    decoded: () => ({
      ...(at !== null && { time: new Date(at).toISOString() }),
      ...Object.fromEntries(
        metrics.flatMap(({ id, resolution, unit }, i) => {
          const scaled = values[i]!;
          if (scaled === null) return [];
          if (id === STATE_METRIC.id) return [[id, MACHINE_STATES[scaled]!]];
          return [[id, `${valueOf(scaled, resolution)} ${unit}`.trim()]];
        }),
      ),
    }),
  };
}
