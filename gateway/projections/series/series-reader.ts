/** Answers what a screen asks: the tier that fits its pixels, with what is not stored yet laid over it. */
import { HOUR_MS, hourStart } from '../../../shared/documents/document.ts';
import type { PlantDefinition } from '../../../shared/equipment.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Cells } from '../../../shared/series/cells.ts';
import { gapsBetweenBuckets, gapsBetweenRows } from '../../../shared/series/gaps.ts';
import { CYCLE_TIME, definedMetrics, type DefinedMetric, type SeriesMetric } from '../../../shared/series/metric.ts';
import type { SeriesFrame, SeriesReply } from '../../../shared/series/reply.ts';
import { bucketStart, fittingTier, STEP_MS, TIERS, type RollupTier, type Tier } from '../../../shared/series/tiers.ts';
import { cellColumns } from './cell-columns.ts';
import { hoursOfOpen, openOf, withOpen, type LiveEdge, type Open } from './live-edge.ts';
import { emptyPage, pagePlaces } from './pages.ts';
import { rawRows } from './raw-rows.ts';
import { emptyHour, type SeriesKey } from './roll-up.ts';
import { ALL_FIGURES, type RollupState } from './rollup-state.ts';
import type { SeriesProjection } from './series-projection.ts';
import type { UpperTier } from './series-databases.ts';

export interface SeriesAsked {
  /** `line8/sealing-temperature` */
  metric: string;
  from: number;
  to: number;
  /** Pixels. */
  width: number;
  /** Absent = the one that fits. The answer may be of a coarser one: where a finer one is too much or gone. */
  tier?: Tier;
}

export interface SeriesReaderParts {
  projection: SeriesProjection;
  /** As it is declared now. */
  plant: () => Pick<PlantDefinition, 'lines'>;
  edge: LiveEdge;
  /** What is older was dropped from a tier; default: nothing was. */
  keptFrom?: (tier: Tier) => number;
}

const MOST_WIDTH = 10_000;
const LONGEST_MS = 3_660 * 24 * HOUR_MS;

export class SeriesReader {
  readonly #parts: SeriesReaderParts;
  #plant: Pick<PlantDefinition, 'lines'> | null = null;
  #defined: ReadonlyMap<string, DefinedMetric> = new Map();

  constructor(parts: SeriesReaderParts) {
    this.#parts = parts;
  }

  get #metrics(): ReadonlyMap<string, DefinedMetric> {
    const plant = this.#parts.plant();
    if (plant !== this.#plant) {
      this.#plant = plant;
      this.#defined = new Map(definedMetrics(plant).map((metric) => [metric.id, metric]));
    }
    return this.#defined;
  }

  /** Everything that can be asked for, with the time of which something is known. */
  async metrics(): Promise<SeriesMetric[]> {
    const state = await this.#parts.projection.state();
    return [...this.#metrics.values()].map((metric) => {
      const { firstAt = null, lastAt = null } = state.extent(stateKey(metric)) ?? {};
      return { ...metric, firstAt, lastAt };
    });
  }

  /** REQUEST_INVALID for a metric that no line has. */
  metric(id: string): DefinedMetric {
    const metric = this.#metrics.get(id);
    if (!metric) {
      throw new AppError('REQUEST_INVALID', `There is no metric "${id}"; /api/series/metrics lists those there are.`);
    }
    return metric;
  }

  /** The finest tier, not finer than `tier`, that still has everything from `from` on. */
  async kept(metric: DefinedMetric, tier: Tier, from: number): Promise<Tier> {
    const { keptFrom = () => -Infinity, projection } = this.#parts;
    const firstAt = (await projection.state()).extent(stateKey(metric))?.firstAt ?? from;
    const finest = metric.kind === 'line' && tier === 'raw' ? '1m' : tier;
    const coarser = TIERS.slice(TIERS.indexOf(finest));
    return coarser.find((each) => keptFrom(each) <= Math.max(from, firstAt)) ?? '1d';
  }

  /** REQUEST_INVALID for what cannot be answered. */
  async read(asked: SeriesAsked): Promise<SeriesReply> {
    const { from, to, width } = asked;
    checkAsked(asked);
    const metric = this.metric(asked.metric);
    const state = await this.#parts.projection.state();
    const { documents } = this.#parts.projection;
    const open = await openOf(documents, this.#parts.edge, metric);
    const extent = state.extent(stateKey(metric));
    const frame = {
      metric: metric.id,
      from,
      to,
      resolution: metric.resolution,
      unit: metric.unit,
      settledTo: Math.max(from, Math.min(to, open.since ?? to, extent?.lastAt ?? from)),
    };
    const tier = await this.kept(metric, asked.tier ?? fittingTier(from, to, width), from);
    if (tier === 'raw') {
      const rows = await rawRows(documents, metric, open.rows, from, to);
      if (rows) {
        const gaps = gapsBetweenRows(rows.at, from, to);
        const columns = { at: rows.at, value: rows.scaled };
        return { ...frame, tier, stepMs: 0, points: rows.at.length, gaps, columns };
      }
    }
    const fitting = tier === 'raw' ? '1m' : tier;
    return cellsReply(frame, fitting, await this.#cells(metric, fitting, state, open, from, to));
  }

  /** Pages of a tier that cover `[from, to)`, as they are now. */
  async #cells(
    metric: DefinedMetric,
    tier: RollupTier,
    state: RollupState,
    open: Open,
    from: number,
    to: number,
  ): Promise<Cells[]> {
    const { documents } = this.#parts.projection;
    // A day's cell is made of all of its hours.
    const [start, end] = [bucketStart(tier, from), bucketStart(tier, to - 1) + STEP_MS[tier]];
    const isWithin = (hourAt: number) => hourAt + HOUR_MS > start && hourAt < end;
    const openHours = hoursOfOpen(open).filter(isWithin);
    if (tier === '1m') {
      const hours: number[] = [];
      for (let hourAt = hourStart(start); hourAt < end; hourAt += HOUR_MS) hours.push(hourAt);
      const known = withOpen(await documents.hoursOf(metric, hours), open, metric);
      return hours.flatMap((hourAt) => known.get(hourAt)?.minutes ?? []);
    }
    const owed = [...state.owedBy(stateKey(metric))].filter(isWithin);
    const fresh = [...new Set([...owed, ...openHours])].sort((a, b) => a - b);
    const overlay = await this.#overlay(metric, tier, open, fresh);
    const places = pagePlaces(documents.gateway, tier, metric, start, end);
    const stored = await documents.pages.read(places);
    return places.map((place, i) => overlay.get(place.id) ?? stored[i] ?? emptyPage(place));
  }

  /** Pages in which `hours` are as they are now, by id. */
  async #overlay(
    metric: DefinedMetric,
    tier: UpperTier,
    open: Open,
    hours: readonly number[],
  ): Promise<Map<string, Cells>> {
    if (hours.length === 0) return new Map();
    const { documents } = this.#parts.projection;
    const known = withOpen(await documents.hoursOf(metric, hours), open, metric);
    const withSketch = metric.metric === CYCLE_TIME;
    const wanted = new Map(hours.map((hourAt) => [hourAt, known.get(hourAt) ?? emptyHour(hourAt, withSketch)]));
    const ofHours = await documents.rollUp.ofHours(tier === '15m' ? '15m' : '1h', metric, wanted);
    const pages = tier === '1d' ? (await documents.rollUp.ofDays(metric, wanted, ofHours)).pages : ofHours;
    return new Map(pages.map(({ place, value }) => [place.id, value]));
  }
}

function cellsReply(
  frame: Omit<SeriesFrame, 'stepMs' | 'points' | 'gaps'>,
  tier: RollupTier,
  pages: readonly Cells[],
): SeriesReply {
  const { from, to } = frame;
  const columns = cellColumns(pages, from, to);
  const gaps = gapsBetweenBuckets(columns.at, STEP_MS[tier], from, to);
  return { ...frame, tier, stepMs: STEP_MS[tier], points: columns.at.length, gaps, columns };
}

/** A line's figures are owed and known together. */
function stateKey({ line, metric, kind }: DefinedMetric): SeriesKey {
  return { line, metric: kind === 'line' ? ALL_FIGURES : metric };
}

function checkAsked({ from, to, width }: SeriesAsked): void {
  const problem =
    !Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0
      ? `"from" and "to" are times in ms since 1970`
      : from >= to
        ? `"from" (${from}) must be before "to" (${to})`
        : to - from > LONGEST_MS
          ? `from ${from} to ${to} is more than 10 years; ask for a shorter time`
          : !Number.isInteger(width) || width < 1 || width > MOST_WIDTH
            ? `"width" (${width}) is a number of pixels from 1 to ${MOST_WIDTH}`
            : null;
  if (problem !== null) throw new AppError('REQUEST_INVALID', `${problem}.`);
}
