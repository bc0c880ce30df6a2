/** The finest tier: hours of minute cells. Of samples they are documents of their own, of a line's figures its stated hours. */
import { HOUR_MS, MINUTE_MS } from '../../../shared/documents/document.ts';
import type { Store } from '../../store/store.ts';
import { Documents, type Place } from './documents.ts';
import { fromDocument, sampleHourId, toDocument, type SampleHour } from './sample-hour.ts';
import { minutesDatabase } from './series-databases.ts';

export interface HourPlace extends Place {
  line: string;
  metric: string;
  hourAt: number;
}

/** 60 cells of 6 numbers, bins, ids: measured at some 5 kB an hour. */
const HOUR_BYTES = (HOUR_MS / MINUTE_MS) * 6 * 8 + 2_000;

export type SampleHours = Documents<SampleHour, HourPlace>;

export function sampleHours(store: Store, cacheBytes: number): SampleHours {
  return new Documents<SampleHour, HourPlace>({
    store,
    cacheBytes,
    decode: (document, { hourAt }) => fromDocument(document, hourAt),
    encode: (hour, { line, metric }) => toDocument(line, metric, hour),
    bytes: () => HOUR_BYTES,
  });
}

export function hourPlace(gateway: string, line: string, metric: string, hourAt: number): HourPlace {
  return {
    database: minutesDatabase(gateway, hourAt),
    id: sampleHourId(line, metric, hourAt),
    line,
    metric,
    hourAt,
  };
}
