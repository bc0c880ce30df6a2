/** What a chart is given of one metric. */
import type { Window } from '../../../shared/calendar/windows.ts';
import type { SeriesMetric } from '../../../shared/series/metric.ts';
import type { SeriesReply } from '../../../shared/series/reply.ts';

export interface ShownSeries {
  metric: SeriesMetric;
  /** Null = nothing is here yet. May reach beyond the view. */
  reply: SeriesReply | null;
  /** Parts of the view that cannot be had now. */
  missing: readonly Window[];
  /** Why something is missing or old, in words; null = nothing is wrong. */
  trouble: string | null;
  pending: boolean;
}

/** Panes by unit: one each, or two to a pane. */
export type Arrangement = 'overlaid' | 'stacked';

/** More curves nobody tells apart, and more the gateway puts into no table. */
export const MOST_METRICS = 20;
