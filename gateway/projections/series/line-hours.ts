/** A line's own figures a minute, from its stated hours: they are the minute tier, nothing is stored a second time. */
import { HOUR_MS, MINUTE_MS, utcHour } from '../../../shared/documents/document.ts';
import { isBetterHour, type LineHour, type LineHourBody } from '../../../shared/documents/line-hour.ts';
import { addRows, emptyCells, type Cells } from '../../../shared/series/cells.ts';
import type { LineFigure } from '../../../shared/series/metric.ts';
import { lineDatabases } from '../../store/line-databases.ts';
import { prefixRange, type Store } from '../../store/store.ts';

const MINUTES = HOUR_MS / MINUTE_MS;

/** The best statements about hours in `[from, to)`, by start of hour, whichever gateway made them. */
export async function statedHours(
  store: Store,
  line: string,
  from: number,
  to: number,
): Promise<Map<number, LineHour>> {
  const best = new Map<number, LineHour>();
  const range = { from: `hour:${line}:${utcHour(from)}`, to: prefixRange(`hour:${line}:${utcHour(to - 1)}`).to };
  for (const database of await lineDatabases(store, 'facts', line, { from, to })) {
    for (const hour of (await store.range(database, range)) as unknown as LineHour[]) {
      const other = best.get(hour.hourAt);
      if (hour.hourAt >= from && hour.hourAt < to && (!other || isBetterHour(hour, other))) best.set(hour.hourAt, hour);
    }
  }
  return best;
}

/** Each known minute is one sample; a minute that is unknown as a whole says nothing. */
export function minutesOf(hour: LineHourBody, { field }: LineFigure): Cells {
  const cells = emptyCells(hour.hourAt, MINUTE_MS, MINUTES);
  const at: number[] = [];
  const scaled: number[] = [];
  for (let minute = 0; minute < MINUTES; minute++) {
    const start = hour.hourAt + minute * MINUTE_MS;
    if (start >= hour.coveredTo || hour.unknownMs[minute]! >= MINUTE_MS) continue;
    at.push(start);
    scaled.push(Math.round(hour[field][minute]!));
  }
  addRows(cells, at, scaled);
  return cells;
}
