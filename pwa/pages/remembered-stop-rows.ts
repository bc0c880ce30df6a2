/** What is known about a stop of whatever day on the device. */
import { productionDay } from '../../shared/calendar/working-time.ts';
import type { Stop } from '../../shared/production/stops.ts';
import type { StopRow } from '../components/ls-stop-list.ts';
import type { LineData } from '../data/line-data.ts';
import type { LineFigures } from './line-figures.ts';
import { stopRows } from './stop-rows.ts';

type Answer = (data: LineData, figures: LineFigures, stop: Stop) => StopRow | null;

/** Null for a stop below the line's limit. Another day than the current one is worked out when asked for, and remembered. */
export function rememberedStopRows(): Answer {
  let last: { data: LineData; from: number; rows: StopRow[] } | null = null;
  return (data, { longStops, stops, until }, stop) => {
    const today = longStops.find(({ id }) => id === stop.id);
    if (today || until === null) return today ?? null;
    const { timezone, productionDayStart } = data.plant;
    const day = productionDay(stop.from, timezone, productionDayStart);
    if (last?.data !== data || last.from !== day.from)
      last = { data, from: day.from, rows: stopRows(stops, data, day, until) };
    return last.rows.find(({ id }) => id === stop.id) ?? null;
  };
}
