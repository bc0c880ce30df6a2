/** All that is stored of the rollups, as the projection writes it and readers read it. */
import { HOUR_MS } from '../../../shared/documents/document.ts';
import { LINE_FIGURES } from '../../../shared/series/metric.ts';
import type { Store } from '../../store/store.ts';
import { bestHours } from '../../store/best-hours.ts';
import { minutesOf } from './line-hours.ts';
import { pages, type Pages } from './pages.ts';
import { RollUp, type SeriesKey } from './roll-up.ts';
import { hourPlace, sampleHours, type SampleHours } from './sample-hours.ts';
import type { Hour } from './sample-hour.ts';
import { sketchDays, type SketchDays } from './sketch-days.ts';

/** Of decoded documents, of all kinds together. */
const CACHE_BYTES = 32_000_000;

export class SeriesDocuments {
  readonly store: Store;
  readonly gateway: string;
  readonly hours: SampleHours;
  readonly pages: Pages;
  readonly sketches: SketchDays;
  readonly rollUp: RollUp;

  /** Of a series as the plant declares it now; null = it is not declared. */
  readonly resolutionOf: (series: SeriesKey) => number | null;

  constructor(store: Store, gateway: string, resolutionOf: (series: SeriesKey) => number | null = () => null) {
    this.resolutionOf = resolutionOf;
    this.store = store;
    this.gateway = gateway;
    this.hours = sampleHours(store, CACHE_BYTES * 0.25);
    this.pages = pages(store, CACHE_BYTES * 0.65);
    this.sketches = sketchDays(store, CACHE_BYTES * 0.1);
    this.rollUp = new RollUp(this);
  }

  /** Hours of a series, by start; those of which nothing is known are missing. `hours` in order. */
  async hoursOf(series: SeriesKey, hours: readonly number[]): Promise<Map<number, Hour>> {
    if (hours.length === 0) return new Map();
    const { line, metric } = series;
    const figure = LINE_FIGURES.find((each) => each.metric === metric);
    if (figure) {
      const stated = await bestHours(this.store, line, { from: hours[0]!, to: hours.at(-1)! + HOUR_MS });
      const wanted = new Set(hours);
      return new Map(
        [...stated].flatMap(([hourAt, hour]) =>
          wanted.has(hourAt) ? [[hourAt, { minutes: minutesOf(hour, figure), sketch: null }]] : [],
        ),
      );
    }
    const found = await this.hours.read(hours.map((hourAt) => hourPlace(this.gateway, line, metric, hourAt)));
    return new Map(found.flatMap((hour, i) => (hour ? [[hours[i]!, hour]] : [])));
  }
}
