/**
 * Sketches of the hours of a UTC day: what its percentiles are made of. Beside the pages of the `1h` tier, because a
 * month of them is too large to be rewritten every hour and nobody needs them to draw.
 */
import { HOUR_MS } from '../../../shared/documents/document.ts';
import { Sketch } from '../../../shared/series/sketch.ts';
import { DAY_MS } from '../../../shared/series/tiers.ts';
import type { Store, StoredDocument } from '../../store/store.ts';
import { Documents, type Place } from './documents.ts';
import { rollupsDatabase } from './series-databases.ts';

/** One entry an hour. */
export type SketchDay = readonly (Sketch | null)[];
export type SketchDays = Documents<SketchDay, Place>;

const HOURS = DAY_MS / HOUR_MS;
export const NO_SKETCHES: SketchDay = new Array<null>(HOURS).fill(null);

export function sketchDays(store: Store, cacheBytes: number): SketchDays {
  return new Documents<SketchDay, Place>({
    store,
    cacheBytes,
    decode: (document) =>
      (document.hours as (string | null)[]).map((packed) =>
        packed === null ? null : Sketch.unpack(Buffer.from(packed, 'base64')),
      ),
    encode: (day, { id }): StoredDocument => ({
      _id: id,
      hours: day.map((sketch) => sketch && Buffer.from(sketch.pack()).toString('base64')),
    }),
    bytes: () => HOURS * 4_000,
  });
}

export function sketchDayPlace(gateway: string, line: string, metric: string, dayAt: number): Place {
  return {
    database: rollupsDatabase(gateway, '1h', dayAt),
    id: `sketches:${line}:${metric}:${new Date(dayAt).toISOString().slice(0, 10)}`,
  };
}
