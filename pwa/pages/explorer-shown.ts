/** From what the device has of a series to what the chart is given. Pure. */
import type { Window } from '../../shared/calendar/windows.ts';
import type { SeriesMetric } from '../../shared/series/metric.ts';
import type { Tier } from '../../shared/series/tiers.ts';
import type { ShownSeries } from '../components/series/shown.ts';
import type { SeriesPiece } from '../data/series-piece.ts';
import { explorerText as x } from '../locales/explorer.ts';

/** `metric`: null when the list of metrics does not know it. */
export function shownSeries(id: string, metric: SeriesMetric | null, piece: SeriesPiece | null): ShownSeries {
  const isAway = piece?.trouble?.kind === 'unreachable';
  return {
    metric: metric ?? strangerOf(id),
    reply: piece?.reply ?? null,
    missing: isAway ? piece.missing : [],
    trouble: metric ? troubleOf(piece) : x('unknownMetric'),
    pending: piece?.pending ?? false,
  };
}

function troubleOf(piece: SeriesPiece | null): string | null {
  if (!piece?.trouble) return null;
  if (piece.trouble.kind === 'failed') return x('seriesFailed', piece.trouble.detail);
  if (!piece.reply) return x('notHere');
  return piece.missing.length > 0 ? x('partlyMissing') : null;
}

function strangerOf(id: string): SeriesMetric {
  const [line = '', metric = id] = id.split('/');
  return {
    ...{ id, line, lineName: line, metric, name: metric, unit: '', resolution: 0.01, kind: 'sample' },
    ...{ source: null, firstAt: null, lastAt: null },
  };
}

/** Where all of them lack something, the hatched part of the chart says it once. */
export function withSharedTrouble(series: readonly ShownSeries[]): ShownSeries[] {
  const isShared = series.every(({ trouble }) => trouble === x('partlyMissing'));
  return series.map((shown) => (isShared ? { ...shown, trouble: null } : shown));
}

/** The resolutions that are on the screen, the finest first; empty while nothing is. */
export function shownTiers(series: readonly ShownSeries[]): Tier[] {
  const tiers = series.flatMap(({ reply }) => (reply ? [reply] : []));
  return [...new Set(tiers.sort((a, b) => a.stepMs - b.stepMs).map(({ tier }) => tier))];
}

/** When the gateway last spoke of what still grows in the view, ms; null = nothing of it grows, or nothing is known. */
export function asOfAll(pieces: readonly (SeriesPiece | null)[], view: Window): number | null {
  const moments = pieces.flatMap((piece) =>
    piece?.asOf && piece.reply && piece.reply.settledTo < view.to ? [piece.asOf] : [],
  );
  return moments.length === 0 ? null : Math.min(...moments);
}
