/** What the Explorer page shows now, from the choice and from what is here. */
import type { Window } from '../../shared/calendar/windows.ts';
import type { SeriesMetric } from '../../shared/series/metric.ts';
import type { Tier } from '../../shared/series/tiers.ts';
import type { ShownSeries } from '../components/series/shown.ts';
import type { SeriesPiece } from '../data/series-piece.ts';
import { tierFor } from '../data/series-tiles.ts';
import type { Demand } from '../data/series.ts';
import { windowOfSpan, type ExplorerChoice } from './explorer-choice.ts';
import { shownSeries, withSharedTrouble } from './explorer-shown.ts';

export interface ExplorerLook {
  /** All that was chosen, and the part of it that the chart shows. */
  range: Window;
  view: Window;
  /** The resolution that fits the view. */
  tier: Tier;
  pieces: readonly (SeriesPiece | null)[];
  shown: readonly ShownSeries[];
  overview: readonly ShownSeries[];
  demands: readonly Demand[];
}

interface Source {
  metrics: readonly SeriesMetric[] | null;
  read(metric: string, demand: Omit<Demand, 'metrics'>): SeriesPiece | null;
}

/** The overview shows the shape of so many metrics. */
const OVERVIEW_METRICS = 6;
const EMPTY = { from: 0, to: 1 };

export const nothingToSee: ExplorerLook = {
  range: EMPTY,
  view: EMPTY,
  tier: 'raw',
  pieces: [],
  shown: [],
  overview: [],
  demands: [],
};

/** `width` of the plotting area, CSS px; `now`: the gateway's clock, ms. */
export function lookAt(choice: ExplorerChoice, source: Source, width: number, now: number): ExplorerLook {
  const { metrics } = choice;
  const range = windowOfSpan(choice.range, now);
  const view = choice.view ? windowOfSpan(choice.view, now) : range;
  const main = { tier: tierFor(view, width), window: view };
  const whole = { tier: tierFor(range, width), window: range };
  const known = new Map(source.metrics?.map((metric) => [metric.id, metric]));
  const shownOf = (id: string, piece: SeriesPiece | null) => shownSeries(id, known.get(id) ?? null, piece);
  const few = metrics.slice(0, OVERVIEW_METRICS);
  const pieces = metrics.map((id) => source.read(id, main));
  const shown = withSharedTrouble(metrics.map((id, i) => shownOf(id, pieces[i]!)));
  const overview = choice.view ? few.map((id) => shownOf(id, source.read(id, whole))) : shown;
  const demands = [
    { metrics, ...main },
    { metrics: few, ...whole },
  ];
  return { range, view, tier: main.tier, pieces, shown, overview, demands };
}
