/** A line's own figures a minute, from its stated hours: they are the minute tier, nothing is stored a second time. */
import { HOUR_MS, MINUTE_MS } from '../../../shared/documents/document.ts';
import type { LineHourBody } from '../../../shared/documents/line-hour.ts';
import { addRows, emptyCells, type Cells } from '../../../shared/series/cells.ts';
import type { LineFigure } from '../../../shared/series/metric.ts';

const MINUTES = HOUR_MS / MINUTE_MS;

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
