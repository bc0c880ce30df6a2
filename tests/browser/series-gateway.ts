/** The gateway's answers about series, made up: any number of metrics for as long back as one asks, and the same each time. */
import type { BrowserContext, Page, Route } from 'playwright-core';
import type { SeriesMetric } from '../../shared/series/metric.ts';
import { encodeReply, type CellColumns, type RawColumns, type SeriesReply } from '../../shared/series/reply.ts';
import { STEP_MS, TIERS, type Tier } from '../../shared/series/tiers.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface Quantity {
  name: string;
  unit: string;
  resolution: number;
  base: number;
  swing: number;
  kind?: SeriesMetric['kind'];
}

const QUANTITIES: Quantity[] = [
  { name: 'Sealing temperature', unit: '°C', resolution: 0.1, base: 181, swing: 5 },
  { name: 'Film tension', unit: 'N', resolution: 0.01, base: 12, swing: 2 },
  { name: 'Jaw temperature, upper left', unit: '°C', resolution: 0.1, base: 168, swing: 3 },
  { name: 'Compressed air', unit: 'bar', resolution: 0.01, base: 6.2, swing: 0.3 },
  { name: 'Motor current', unit: 'A', resolution: 0.1, base: 8, swing: 3 },
  { name: 'Output', unit: '/min', resolution: 1, base: 90, swing: 50, kind: 'line' },
  { name: 'Downtime', unit: 's', resolution: 1, base: 20, swing: 20, kind: 'line' },
];

/** Each day nothing is known for a while; so long before a test begins, whatever the time of day, ms. */
const NIGHT = { from: 5 * HOUR_MS, to: 6.5 * HOUR_MS };

/** One spike a day, a second long: whoever shows a year must show it. */
export const SPIKE = 40;

export class SeriesGateway {
  readonly metrics: SeriesMetric[];
  /** Addresses that were asked for, in order; revalidated ones with `304`. */
  readonly asked: string[] = [];
  answers = true;
  /** Nothing is known of this time, on any line. */
  gap: { from: number; to: number } | null = null;
  readonly #now: () => number;
  readonly #began: number;

  constructor(now: () => number, lines = 3) {
    this.#now = now;
    this.#began = now();
    this.metrics = Array.from({ length: lines }, (_, i) => i + 7).flatMap((number) =>
      QUANTITIES.map(({ name, unit, resolution, kind = 'sample' }, i): SeriesMetric => ({
        id: `line${number}/metric-${i}`,
        line: `line${number}`,
        lineName: `Line ${number}`,
        metric: `metric-${i}`,
        ...{ name, unit, resolution, kind, source: null, firstAt: now() - 400 * DAY_MS, lastAt: now() },
      })),
    );
  }

  /** Answers for pages of `place` instead of the gateway. */
  async serve(place: BrowserContext | Page): Promise<void> {
    await place.route(/\/api\/series(\/|\?|$)/, (route) => this.#answer(route));
  }

  async #answer(route: Route): Promise<void> {
    const url = new URL(route.request().url());
    this.asked.push(url.pathname + url.search);
    if (!this.answers) return route.abort('connectionrefused');
    if (url.pathname.endsWith('/metrics')) return route.fulfill({ json: { metrics: this.metrics } });
    if (url.pathname.endsWith('/export')) return this.#export(route, url.searchParams);
    const metric = this.metrics.find(({ id }) => id === url.searchParams.get('metric'));
    if (!metric)
      return route.fulfill({
        status: 404,
        json: { detail: `There is no metric "${url.searchParams.get('metric')}".` },
      });
    const tier = TIERS.find((name) => name === url.searchParams.get('tier')) ?? '1h';
    const reply = this.reply(metric, tier, Number(url.searchParams.get('from')), Number(url.searchParams.get('to')));
    const etag = `"${reply.settledTo}-${reply.points}"`;
    if (route.request().headers()['if-none-match'] === etag) {
      this.asked.push('304');
      return route.fulfill({ status: 304, headers: { etag } });
    }
    await route.fulfill({
      body: Buffer.from(encodeReply(reply)),
      headers: { etag, 'content-type': 'application/octet-stream' },
    });
  }

  async #export(route: Route, query: URLSearchParams): Promise<void> {
    const rows = Array.from({ length: 500 }, (_, i) => `${query.get('from')};${i}`);
    await route.fulfill({ body: ['time;value', ...rows, ''].join('\n'), contentType: 'text/csv' });
  }

  reply(metric: SeriesMetric, tier: Tier, from: number, to: number): SeriesReply {
    const now = this.#now();
    const { base, swing } = QUANTITIES[Number(metric.metric.split('-')[1])]!;
    const phase = Number(metric.line.slice(4));
    const at = (time: number) => Math.round(valueAt(time, base, swing, phase) / metric.resolution);
    const stepMs = tier === 'raw' ? 2 * SECOND_MS : STEP_MS[tier];
    const end = Math.min(to, now);
    const times: number[] = [];
    const nightly = (time: number) => {
      const ago = (((this.#began - time) % DAY_MS) + DAY_MS) % DAY_MS;
      return metric.kind === 'sample' && tier !== '1d' && ago > NIGHT.from && ago < NIGHT.to;
    };
    const isGap = (time: number) => nightly(time) || (this.gap !== null && time >= this.gap.from && time < this.gap.to);
    const gaps: [number, number][] = [];
    for (let time = from; time < to; time += stepMs) {
      if (time < end && !isGap(time)) {
        times.push(time);
        continue;
      }
      const last = gaps.at(-1);
      if (last?.[1] === time) last[1] = Math.min(to, time + stepMs);
      else gaps.push([time, Math.min(to, time + stepMs)]);
    }
    const frame = {
      metric: metric.id,
      stepMs: STEP_MS[tier],
      from,
      to,
      resolution: metric.resolution,
      unit: metric.unit,
    };
    const open = Math.min(to, Math.floor(now / (stepMs || 1)) * (stepMs || 1));
    const whole = { ...frame, points: times.length, settledTo: open, gaps };
    if (tier === 'raw') return { ...whole, tier, columns: { at: times, value: times.map(at) } satisfies RawColumns };
    return { ...whole, tier, columns: cells(times, stepMs, at, Math.round((SPIKE * swing) / 5 / metric.resolution)) };
  }
}

function cells(times: number[], stepMs: number, valueAt: (time: number) => number, spike: number): CellColumns {
  const columns = { at: times, count: [], min: [], max: [], sum: [], last: [], lastAt: [] } as Record<string, number[]>;
  for (const time of times) {
    const values = [0.1, 0.3, 0.5, 0.7, 0.9].map((share) => valueAt(time + share * stepMs));
    const noon = Math.ceil((time - 12 * HOUR_MS) / DAY_MS) * DAY_MS + 12 * HOUR_MS;
    const hasSpike = noon < time + stepMs && stepMs >= MINUTE_MS;
    const count = stepMs / SECOND_MS;
    columns['count']!.push(count);
    columns['min']!.push(Math.min(...values) - 2);
    columns['max']!.push(Math.max(...values) + 2 + (hasSpike ? spike : 0));
    columns['sum']!.push(Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * count));
    columns['last']!.push(values.at(-1)!);
    columns['lastAt']!.push(time + 0.9 * stepMs);
  }
  return columns as unknown as CellColumns;
}

/** Over the day, over the quarter of an hour, and what looks like chance. */
function valueAt(time: number, base: number, swing: number, phase: number): number {
  const wave = (ms: number, share: number) => swing * share * Math.sin((2 * Math.PI * time) / ms + phase);
  const chance = Math.sin(time * 0.013 + phase * 7) * Math.sin(time * 0.00731);
  return base + wave(DAY_MS, 0.5) + wave(9 * DAY_MS, 0.25) + wave(17 * MINUTE_MS, 0.2) + swing * 0.12 * chance;
}
