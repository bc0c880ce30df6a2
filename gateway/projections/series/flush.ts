/** Brings the tiers above minutes up to their hours: reads hours in bounded stretches, writes pages in batches. */
import { HOUR_MS } from '../../../shared/documents/document.ts';
import { CYCLE_TIME, LINE_FIGURES } from '../../../shared/series/metric.ts';
import { DAY_MS } from '../../../shared/series/tiers.ts';
import type { Place } from './documents.ts';
import { bestHours } from '../../store/best-hours.ts';
import { minutesOf } from './line-hours.ts';
import { emptyHour, type ChangedPage, type Hours, type SeriesKey } from './roll-up.ts';
import { ALL_FIGURES, type RollupState } from './rollup-state.ts';
import type { SeriesDocuments } from './series-documents.ts';
import type { SketchDay } from './sketch-days.ts';

/** Hours of one series in memory at a time: some 4 MB. */
const STRETCH_MS = 31 * DAY_MS;
/** Pages that wait to be written together. */
const BATCH = 100;

interface Owed {
  key: SeriesKey;
  hours: readonly number[];
}

/** What is settled is noted after its pages are written. `owed` in order of hours. */
export async function flushRollups(
  documents: SeriesDocuments,
  state: RollupState,
  owed: readonly Owed[],
): Promise<void> {
  let pages: ChangedPage[] = [];
  let sketches: { place: Place; value: SketchDay }[] = [];
  let done: Owed[] = [];
  const write = async () => {
    await documents.sketches.write(sketches);
    await documents.pages.write(pages.map(({ place, value }) => ({ place, value })));
    await state.settled(done);
    [pages, sketches, done] = [[], [], []];
  };
  for (const { key, hours } of owed) {
    for (const stretch of stretches(hours)) {
      // The year of a series has one page: its next stretch must find what this one wrote.
      if (pages.length > BATCH || done.some((each) => each.key === key)) await write();
      for (const [series, known] of await hoursOfSeries(documents, key, stretch)) {
        const quarters = await documents.rollUp.ofHours('15m', series, known);
        const ofHours = await documents.rollUp.ofHours('1h', series, known);
        const ofDays = await documents.rollUp.ofDays(series, known, ofHours);
        pages.push(...quarters, ...ofHours, ...ofDays.pages);
        sketches.push(...ofDays.sketches);
      }
      done.push({ key, hours: stretch });
    }
  }
  await write();
}

/** The series that a key stands for, each with its hours; an hour that is gone is there and says nothing. */
async function hoursOfSeries(
  documents: SeriesDocuments,
  key: SeriesKey,
  hours: readonly number[],
): Promise<[SeriesKey, Hours][]> {
  if (key.metric !== ALL_FIGURES) {
    const known = await documents.hoursOf(key, hours);
    const withSketch = key.metric === CYCLE_TIME;
    return [[key, new Map(hours.map((hourAt) => [hourAt, known.get(hourAt) ?? emptyHour(hourAt, withSketch)]))]];
  }
  const stated = await bestHours(documents.store, key.line, { from: hours[0]!, to: hours.at(-1)! + HOUR_MS });
  return LINE_FIGURES.map((figure) => [
    { line: key.line, metric: figure.metric },
    new Map(
      hours.map((hourAt) => {
        const hour = stated.get(hourAt);
        return [hourAt, hour ? { minutes: minutesOf(hour, figure), sketch: null } : emptyHour(hourAt, false)];
      }),
    ),
  ]);
}

function* stretches(hours: readonly number[]): Generator<number[]> {
  let stretch: number[] = [];
  for (const hourAt of hours) {
    if (stretch.length > 0 && hourAt - stretch[0]! >= STRETCH_MS) {
      yield stretch;
      stretch = [];
    }
    stretch.push(hourAt);
  }
  if (stretch.length > 0) yield stretch;
}
