/** Finding metrics by what people type. Pure. */
import type { SeriesMetric } from '../../../shared/series/metric.ts';

export interface LineGroup {
  line: string;
  name: string;
  /** Sensors first, then the line's own figures and states. */
  metrics: SeriesMetric[];
}

const ORDER = { sample: 0, line: 1, state: 2 } as const;

/** All words must occur, in any order, in the names of metric and line or in the unit; case and accents do not matter. */
export function groupsOf(metrics: readonly SeriesMetric[], text: string): LineGroup[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const groups = new Map<string, LineGroup>();
  for (const metric of metrics) {
    const place = plain(`${metric.lineName} ${metric.name} ${metric.unit} ${metric.id}`);
    if (!words.every((word) => place.includes(word))) continue;
    const group = groups.get(metric.line) ?? { line: metric.line, name: metric.lineName, metrics: [] };
    groups.set(metric.line, group);
    group.metrics.push(metric);
  }
  for (const group of groups.values()) group.metrics.sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  return [...groups.values()];
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
