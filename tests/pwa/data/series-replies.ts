/** Answers about series as tests need them: one value a bucket. */
import type { SeriesReply } from '../../../shared/series/reply.ts';
import { STEP_MS, type RollupTier } from '../../../shared/series/tiers.ts';

export function rawReply(from: number, to: number, rows: [at: number, value: number][], settledTo = to): SeriesReply {
  return {
    ...{ metric: 'line8/a', tier: 'raw', stepMs: 0, from, to, resolution: 0.1, unit: '°C' },
    ...{ points: rows.length, settledTo, gaps: [] },
    columns: { at: rows.map(([at]) => at), value: rows.map(([, value]) => value) },
  };
}

/** Each bucket has ten rows between its value − 1 and its value + 1. */
export function cellReply(tier: RollupTier, from: number, values: (number | null)[], settledTo?: number): SeriesReply {
  const stepMs = STEP_MS[tier];
  const to = from + values.length * stepMs;
  const known = values.flatMap((value, i) => (value === null ? [] : [{ at: from + i * stepMs, value }]));
  const column = (of: (value: number) => number) => known.map(({ value }) => of(value));
  return {
    ...{ metric: 'line8/a', tier, stepMs, from, to, resolution: 0.1, unit: '°C' },
    ...{ points: known.length, settledTo: settledTo ?? to },
    gaps: values.flatMap((value, i) => (value === null ? [[from + i * stepMs, from + (i + 1) * stepMs] as const] : [])),
    columns: {
      at: known.map(({ at }) => at),
      count: column(() => 10),
      min: column((value) => value - 1),
      max: column((value) => value + 1),
      sum: column((value) => value * 10),
      last: column((value) => value),
      lastAt: known.map(({ at }) => at + stepMs - 1),
    },
  };
}
