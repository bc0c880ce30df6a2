/** Which curves share a pane and an axis: the same unit the same axis, at most two axes in a pane. Pure. */
import type { SeriesMetric } from '../../../shared/series/metric.ts';
import type { Arrangement } from './shown.ts';

export interface PaneAxis {
  /** Name of the scale; unique within a chart. */
  scale: string;
  unit: string;
  side: 'left' | 'right';
  /** Places in the list of metrics. */
  members: readonly number[];
}

export type Pane = readonly PaneAxis[];

/** Panes in the order in which their units first appear. States are no quantity: they have an axis of their own. */
export function panesOf(metrics: readonly Pick<SeriesMetric, 'unit' | 'kind'>[], arrangement: Arrangement): Pane[] {
  const byUnit = new Map<string, { unit: string; members: number[] }>();
  metrics.forEach(({ unit, kind }, place) => {
    const scale = kind === 'state' ? 'state' : `unit ${unit}`;
    const known = byUnit.get(scale);
    if (known) known.members.push(place);
    else byUnit.set(scale, { unit, members: [place] });
  });
  const perPane = arrangement === 'overlaid' ? 2 : 1;
  const panes: PaneAxis[][] = [];
  for (const [scale, { unit, members }] of byUnit) {
    const last = panes.at(-1);
    if (last && last.length < perPane) last.push({ scale, unit, side: 'right', members });
    else panes.push([{ scale, unit, side: 'left', members }]);
  }
  return panes;
}

/** A pane changes its axes only if this changes. */
export function paneKey(panes: readonly Pane[]): string {
  return panes.map((pane) => pane.map(({ scale, side }) => `${scale}@${side}`).join('+')).join('|');
}
