/**
 * What the tiers above minutes say once some hours changed: each cell computed whole from the tier below and
 * overwritten, never incremented. Reads the pages that it needs and writes nothing; the projection stores the result,
 * a reader lays it over what is stored.
 */
import { HOUR_MS } from '../../../shared/documents/document.ts';
import {
  bucketOf,
  clearCell,
  copyOf,
  emptyCells,
  mergeCell,
  PERCENTILE_NAMES,
  PERCENTILES,
  type Cells,
} from '../../../shared/series/cells.ts';
import { Sketch } from '../../../shared/series/sketch.ts';
import { bucketStart, DAY_MS, STEP_MS } from '../../../shared/series/tiers.ts';
import type { Place } from './documents.ts';
import { emptyPage, pagePlace, type PagePlace, type Pages } from './pages.ts';
import type { Hour } from './sample-hour.ts';
import type { UpperTier } from './series-databases.ts';
import { NO_SKETCHES, sketchDayPlace, type SketchDay, type SketchDays } from './sketch-days.ts';

export interface SeriesKey {
  line: string;
  metric: string;
}

export interface ChangedPage {
  place: PagePlace;
  value: Cells;
}

export interface ChangedDays {
  pages: ChangedPage[];
  sketches: { place: Place; value: SketchDay }[];
}

/** Hours by their start; one that says nothing any more has empty cells. */
export type Hours = ReadonlyMap<number, Hour>;

export class RollUp {
  readonly #gateway: string;
  readonly #pages: Pages;
  readonly #sketches: SketchDays;

  constructor(parts: { gateway: string; pages: Pages; sketches: SketchDays }) {
    this.#gateway = parts.gateway;
    this.#pages = parts.pages;
    this.#sketches = parts.sketches;
  }

  /** Pages of `15m` or `1h`. */
  async ofHours(tier: '15m' | '1h', series: SeriesKey, hours: Hours): Promise<ChangedPage[]> {
    const pages = await this.#copies(tier, series, [...hours.keys()]);
    const width = Math.min(STEP_MS[tier], HOUR_MS);
    for (const [hourAt, { minutes, sketch }] of hours) {
      const cells = pageOfBucket(pages, pagePlace(this.#gateway, tier, series.line, series.metric, hourAt));
      for (let at = hourAt; at < hourAt + HOUR_MS; at += width) overwrite(cells, at, minutes, at, at + width);
      if (sketch) setPercentiles(cells, bucketOf(cells, hourAt), sketch);
    }
    return pages;
  }

  /** Pages of `1d`, and the sketches that their percentiles come from. `hourPages` = what `ofHours('1h', …)` answered. */
  async ofDays(series: SeriesKey, hours: Hours, hourPages: readonly ChangedPage[]): Promise<ChangedDays> {
    const days = [...new Set([...hours.keys()].map((hourAt) => bucketStart('1d', hourAt)))];
    const pages = await this.#copies('1d', series, days);
    const sketches = await this.#sketchDays(series, hours, days);
    days.forEach((dayAt, n) => {
      const cells = pageOfBucket(pages, pagePlace(this.#gateway, '1d', series.line, series.metric, dayAt));
      const ofMonth = pageOfBucket(hourPages, pagePlace(this.#gateway, '1h', series.line, series.metric, dayAt));
      overwrite(cells, dayAt, ofMonth, dayAt, dayAt + DAY_MS);
      const day = new Sketch();
      for (const sketch of sketches[n]?.value ?? []) if (sketch) day.merge(sketch);
      setPercentiles(cells, bucketOf(cells, dayAt), day);
    });
    return { pages, sketches };
  }

  async #copies(tier: UpperTier, { line, metric }: SeriesKey, times: readonly number[]): Promise<ChangedPage[]> {
    const places = new Map(
      times.map((at) => {
        const place = pagePlace(this.#gateway, tier, line, metric, at);
        return [place.id, place] as const;
      }),
    );
    const stored = await this.#pages.read([...places.values()]);
    return [...places.values()].map((place, i) => {
      const cells = stored[i];
      return { place, value: cells ? copyOf(cells) : emptyPage(place) };
    });
  }

  /** Of series with sketches, in order of `days`; of others none. */
  async #sketchDays({ line, metric }: SeriesKey, hours: Hours, days: readonly number[]) {
    if (![...hours.values()].some(({ sketch }) => sketch)) return [];
    const places = days.map((dayAt) => sketchDayPlace(this.#gateway, line, metric, dayAt));
    const stored = await this.#sketches.read(places);
    return places.map((place, i) => ({
      place,
      value: (stored[i] ?? NO_SKETCHES).map((known, n) => {
        const hour = hours.get(days[i]! + n * HOUR_MS);
        if (!hour) return known;
        return hour.sketch && hour.sketch.count > 0 ? hour.sketch : null;
      }),
    }));
  }
}

function pageOfBucket(pages: readonly ChangedPage[], { id }: PagePlace): Cells {
  return pages.find(({ place }) => place.id === id)!.value;
}

/** The bucket at `at` becomes all of `finer` between `from` and `to`. */
function overwrite(cells: Cells, at: number, finer: Cells, from: number, to: number): void {
  const i = bucketOf(cells, at);
  clearCell(cells, i);
  for (let j = bucketOf(finer, from); j < bucketOf(finer, to); j++) mergeCell(cells, i, finer, j);
}

function setPercentiles(cells: Cells, i: number, sketch: Sketch): void {
  if (!cells.percentiles || sketch.count === 0) return;
  const values = sketch.quantiles(PERCENTILE_NAMES.map((name) => PERCENTILES[name]));
  PERCENTILE_NAMES.forEach((name, n) => (cells.percentiles![name][i] = values[n]!));
}

/** Cells of one line and tier that say nothing, for hours that are gone. */
export function emptyHour(hourAt: number, withSketch: boolean): Hour {
  return {
    minutes: emptyCells(hourAt, STEP_MS['1m'], HOUR_MS / STEP_MS['1m']),
    sketch: withSketch ? new Sketch() : null,
  };
}
