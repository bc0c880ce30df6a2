/**
 * Series as a table: one row a sample or bucket, several metrics joined by time. Read window by window, so that a year
 * takes no more memory than a day.
 */
import { HOUR_MS } from '../../shared/documents/document.ts';
import { AppError } from '../../shared/errors.ts';
import { CYCLE_TIME, type DefinedMetric } from '../../shared/series/metric.ts';
import type { SeriesReply } from '../../shared/series/reply.ts';
import { bucketStart, DAY_MS, STEP_MS, type RollupTier, type Tier } from '../../shared/series/tiers.ts';
import { MACHINE_STATES } from '../../shared/sources.ts';
import type { SeriesReader } from '../projections/series/series-reader.ts';

export interface ExportAsked {
  metrics: readonly DefinedMetric[];
  from: number;
  to: number;
  tier: Tier;
}

export type ExportCell = number | string | null;

export interface ExportRow {
  at: number;
  /** In order of `exportHeaders`; null = nothing is known. */
  cells: ExportCell[];
}

/** Between two looks at the store. */
const WINDOW_MS: Readonly<Record<Tier, number>> = {
  raw: HOUR_MS,
  '1m': DAY_MS,
  '15m': 7 * DAY_MS,
  '1h': 31 * DAY_MS,
  '1d': 366 * DAY_MS,
};
/** Rows of a sensor that is too fast for an hour are read in halves, down to this. */
const LEAST_WINDOW_MS = 60_000;

/** `Line 8 Sealing temperature (°C) min` … */
export function exportHeaders({ metrics, tier }: ExportAsked): string[] {
  return metrics.flatMap((metric) => {
    const name = `${metric.lineName} ${metric.name}${metric.unit === '' ? '' : ` (${metric.unit})`}`;
    return figuresOf(metric, tier).map(({ suffix }) => (suffix === '' ? name : `${name} ${suffix}`));
  });
}

/** At most so many rows, for a progress bar: samples of one source come together, buckets of all metrics do. */
export async function expectedRows(reader: SeriesReader, { metrics, from, to, tier }: ExportAsked): Promise<number> {
  const countedIn = tier === '1d' ? '1d' : '1h';
  const buckets = new Set<number>();
  const bySource = new Map<string, number>();
  for (const metric of metrics) {
    const reply = await reader.read({ metric: metric.id, from, to, width: 1, tier: countedIn });
    if (reply.tier === 'raw') continue;
    if (tier !== 'raw' || metric.kind === 'line') for (const at of reply.columns.at) buckets.add(at);
    if (tier !== 'raw') continue;
    const source = `${metric.line}/${metric.source}`;
    const rows = metric.kind === 'line' ? 0 : reply.columns.count.reduce((sum, count) => sum + count, 0);
    bySource.set(source, Math.max(bySource.get(source) ?? 0, rows));
  }
  const perBucket = STEP_MS[countedIn] / STEP_MS[tier === 'raw' ? '1m' : tier];
  return [...bySource.values()].reduce((sum, rows) => sum + rows, buckets.size * Math.max(1, perBucket));
}

/** Rows by time. NOT_FOUND when raw rows turn out to be gone. */
export async function* exportRows(reader: SeriesReader, asked: ExportAsked): AsyncGenerator<ExportRow> {
  const { metrics, tier } = asked;
  const { from, to } = await reach(reader, asked);
  const figures = metrics.map((metric) => figuresOf(metric, tier));
  for (let at = from; at < to;) {
    // Aligned to days, so that no bucket is cut in two.
    const end = Math.min(to, tier === 'raw' ? at + WINDOW_MS.raw : bucketStart('1d', at + WINDOW_MS[tier]));
    const tracks: SeriesReply[][] = [];
    for (const metric of metrics) tracks.push(await windowOf(reader, metric, tier, at, end));
    yield* joined(tracks, figures);
    at = end;
  }
}

/** What of the window has anything in it. */
async function reach(reader: SeriesReader, { metrics, from, to }: ExportAsked): Promise<{ from: number; to: number }> {
  const asked = new Set(metrics.map(({ id }) => id));
  const known = (await reader.metrics()).filter(({ id }) => asked.has(id));
  const firstAt = Math.min(...known.map((metric) => metric.firstAt ?? Infinity));
  // Open rows are later than what is stored.
  return { from: Number.isFinite(firstAt) ? Math.max(from, bucketStart('1d', firstAt)) : from, to };
}

/** One answer, or several where a sensor is too fast for one. */
async function windowOf(
  reader: SeriesReader,
  metric: DefinedMetric,
  tier: Tier,
  from: number,
  to: number,
): Promise<SeriesReply[]> {
  const wanted = tier === 'raw' && metric.kind === 'line' ? '1m' : tier;
  const reply = await reader.read({ metric: metric.id, from, to, width: 1, tier: wanted });
  if (reply.tier === wanted) return [reply];
  if (wanted !== 'raw' || to - from <= LEAST_WINDOW_MS) {
    throw new AppError(
      'NOT_FOUND',
      `"${metric.id}" is not kept as ${wanted} at ${new Date(from).toISOString()}; export a coarser tier or a later time.`,
    );
  }
  const middle = Math.floor((from + to) / 2);
  return [
    ...(await windowOf(reader, metric, tier, from, middle)),
    ...(await windowOf(reader, metric, tier, middle, to)),
  ];
}

/** Outer join by time; the n-th row of a metric at a time meets the n-th of another. */
function* joined(tracks: readonly SeriesReply[][], figures: readonly Figure[][]): Generator<ExportRow> {
  const cursors = tracks.map((replies) => ({ replies, reply: 0, row: 0 }));
  const timeAt = (cursor: (typeof cursors)[number]): number => {
    for (;;) {
      const at = cursor.replies[cursor.reply]?.columns.at;
      if (!at) return Infinity;
      if (cursor.row < at.length) return at[cursor.row]!;
      cursor.reply++;
      cursor.row = 0;
    }
  };
  for (;;) {
    const times = cursors.map(timeAt);
    const at = Math.min(...times);
    if (at === Infinity) return;
    const cells = cursors.flatMap((cursor, i) => {
      if (times[i] !== at) return figures[i]!.map(() => null);
      const { reply, row } = { reply: cursor.replies[cursor.reply]!, row: cursor.row++ };
      return figures[i]!.map(({ of }) => of(reply, row));
    });
    yield { at, cells };
  }
}

interface Figure {
  suffix: string;
  of: (reply: SeriesReply, row: number) => ExportCell;
}

function figuresOf({ kind, metric, resolution }: DefinedMetric, tier: Tier): Figure[] {
  const scaled = (name: 'min' | 'max' | 'last' | 'p50' | 'p95' | 'p99', suffix: string = name): Figure => ({
    suffix,
    of: (reply, row) => (reply.tier === 'raw' ? null : withoutDust((reply.columns[name]?.[row] ?? NaN) * resolution)),
  });
  if (kind === 'state') return [{ suffix: '', of: (reply, row) => MACHINE_STATES[lastOf(reply, row)] ?? null }];
  if (tier === 'raw') return [{ suffix: '', of: (reply, row) => withoutDust(lastOf(reply, row) * resolution) }];
  return [scaled('min'), meanOf(resolution), scaled('max'), ...(hasPercentiles(metric, tier) ? percentiles() : [])];

  function percentiles(): Figure[] {
    return [scaled('p50'), scaled('p95'), scaled('p99')];
  }
}

function meanOf(resolution: number): Figure {
  return {
    suffix: 'mean',
    of: ({ tier, columns }, row) => {
      if (tier === 'raw' || !('sum' in columns)) return null;
      // Two digits more than a reading has.
      return withoutDust(Math.round((columns.sum[row]! / columns.count[row]!) * 100) * (resolution / 100));
    },
  };
}

function lastOf(reply: SeriesReply, row: number): number {
  return (reply.tier === 'raw' ? reply.columns.value : reply.columns.last)[row]!;
}

function hasPercentiles(metric: string, tier: Tier): tier is RollupTier {
  return metric === CYCLE_TIME && (tier === '1h' || tier === '1d');
}

/** Without what binary fractions leave behind: 0.1 × 3 is 0.3. */
function withoutDust(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(12)) : null;
}
