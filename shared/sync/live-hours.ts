/** Stored rows and live frames as one: per minute the higher `seq` wins, whichever way it came. */
import { HOUR_MS, MINUTE_MS } from '../documents/document.ts';
import type { MinuteFrame } from './protocol.ts';
import type { HourRow } from './rows.ts';

/** Frames are absolute, so applying one twice, late or out of order changes nothing. Rows are not modified. */
export function withFrames(rows: readonly HourRow[], frames: readonly MinuteFrame[]): HourRow[] {
  return rows.map((row) => {
    const newer = frames.filter(
      (frame) => frame.line === row.line && hourOf(frame) === row.hourAt && frame.seq > row.seq,
    );
    if (newer.length === 0) return row;
    const merged = {
      ...row,
      produced: [...row.produced],
      good: [...row.good],
      rework: [...row.rework],
      empty: [...row.empty],
      downMs: [...row.downMs],
      unknownMs: [...row.unknownMs],
    };
    for (const frame of newer.sort((a, b) => a.seq - b.seq)) {
      const m = (frame.minute - row.hourAt) / MINUTE_MS;
      merged.produced[m] = frame.values.produced;
      merged.good[m] = frame.values.good;
      merged.rework[m] = frame.values.rework;
      merged.empty[m] = frame.values.empty;
      merged.downMs[m] = frame.values.downMs;
      merged.unknownMs[m] = frame.values.unknownMs;
      merged.stops = [
        ...merged.stops.filter(([from]) => from < frame.minute || from >= frame.minute + MINUTE_MS),
        ...frame.stops,
      ].sort((a, b) => a[0] - b[0]);
    }
    return merged;
  });
}

function hourOf(frame: MinuteFrame): number {
  return Math.floor(frame.minute / HOUR_MS) * HOUR_MS;
}
