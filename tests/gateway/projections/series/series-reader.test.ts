import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveEdge } from '../../../../gateway/projections/series/live-edge.ts';
import type { SeriesProjection } from '../../../../gateway/projections/series/series-projection.ts';
import { SeriesReader, type SeriesAsked } from '../../../../gateway/projections/series/series-reader.ts';
import { MemoryStore } from '../../../../gateway/store/memory-store.ts';
import type { Chunk } from '../../../../shared/documents/chunk.ts';
import { seriesDatabase } from '../../../../shared/documents/database-names.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/documents/document.ts';
import type { LineHour } from '../../../../shared/documents/line-hour.ts';
import type { SeriesReply } from '../../../../shared/series/reply.ts';
import { DAY_MS, ROLLUP_TIERS, TIERS, type Tier } from '../../../../shared/series/tiers.ts';
import {
  asDocuments,
  cycles,
  GATEWAY,
  LINE,
  plant,
  projectionOn,
  START,
  statement,
  storeFacts,
  temperatures,
} from './series-facts.ts';

const TEMPERATURE = 'line8/temperature';
const CLOSED: LiveEdge = { openSamples: () => [], openHours: () => [] };

interface Plant {
  store: MemoryStore;
  projection: SeriesProjection;
  reader: SeriesReader;
}

async function plantWith(
  facts: readonly (Chunk | LineHour)[],
  edge: LiveEdge = CLOSED,
  keptFrom?: (tier: Tier) => number,
): Promise<Plant> {
  const store = new MemoryStore();
  await storeFacts(store, facts);
  // On a clock on which no hour is complete: nothing is brought up by itself.
  const projection = projectionOn(store, { now: () => 0 });
  await projection.handleChunks(asDocuments(facts.filter(({ type }) => type === 'chunk')));
  await projection.handleHours(asDocuments(facts.filter(({ type }) => type === 'hour')));
  const reader = new SeriesReader({ projection, plant: () => plant, edge, ...(keptFrom && { keptFrom }) });
  return { store, projection, reader };
}

const hour: SeriesAsked = { metric: TEMPERATURE, from: START, to: START + HOUR_MS, width: 2000 };

/** One reading a second for so long. */
function readings(from: number, seconds: number): Chunk {
  return temperatures(
    'a',
    from,
    Array.from({ length: seconds }, (_, i) => [from + i * 1_000, 1800 + (i % 7)]),
  );
}

/** Ten minutes at a time within two days. */
const someChunks = fc
  .uniqueArray(
    fc.record({
      window: fc.nat(200),
      values: fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 1, maxLength: 6 }),
    }),
    {
      minLength: 1,
      maxLength: 10,
      selector: ({ window }) => window,
    },
  )
  .map((picks) =>
    picks
      .sort((a, b) => a.window - b.window)
      .map(({ window, values }) => {
        const at = START + window * 600_000;
        return temperatures(
          'a',
          window * 10,
          values.map((value, i) => [at + i * 90_000, value]),
        );
      }),
  );

const window = { metric: TEMPERATURE, from: START - DAY_MS, to: START + 3 * DAY_MS, width: 100 };

const everyTier = async (reader: SeriesReader, metric = TEMPERATURE): Promise<SeriesReply[]> =>
  Promise.all(TIERS.map((tier) => reader.read({ ...window, metric, tier })));

describe('A series on a screen', () => {
  it('comes in the tier that fits the pixels', async () => {
    const { reader } = await plantWith([readings(START, 60)]);
    const tierOver = async (days: number) =>
      (await reader.read({ ...hour, to: START + days * DAY_MS, width: 1000 })).tier;
    expect(await Promise.all([1 / 24, 3, 20, 200, 2000].map(tierOver))).toEqual(['raw', '1m', '15m', '1h', '1d']);
  });

  it('shows an hour as it was observed, with its silences', async () => {
    const { reader } = await plantWith([readings(START, 60), readings(START + 20 * MINUTE_MS, 60)]);
    const reply = await reader.read(hour);
    expect(reply).toMatchObject({ tier: 'raw', points: 120, resolution: 0.1, unit: '°C' });
    expect(reply.gaps).toEqual([
      [START + 59_000, START + 20 * MINUTE_MS],
      [START + 20 * MINUTE_MS + 59_000, START + HOUR_MS],
    ]);
    expect(reply.tier === 'raw' && reply.columns.value.slice(0, 3)).toEqual([1800, 1801, 1802]);
  });

  it('never hides the least and the greatest value', async () => {
    const { reader } = await plantWith([
      temperatures('a', 0, [
        [START, 10],
        [START + 1, 999],
        [START + 2, -999],
        [START + 3, 10],
      ]),
    ]);
    for (const tier of ROLLUP_TIERS) {
      const reply = await reader.read({ ...hour, tier });
      expect(reply.columns).toMatchObject({ min: [-999], max: [999], count: [4], last: [10] });
    }
  });

  it('is the same before and after the tiers were brought up', async () => {
    await fc.assert(
      fc.asyncProperty(someChunks, fc.nat(10), async (chunks, flushed) => {
        const { reader, projection } = await plantWith(chunks.slice(0, flushed));
        await projection.flush();
        await projection.handleChunks(asDocuments(chunks.slice(flushed)));
        const before = await everyTier(reader);
        await projection.flush();
        expect(await everyTier(reader)).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });

  it('is the same while its last rows are in no chunk yet', async () => {
    await fc.assert(
      fc.asyncProperty(someChunks, async (chunks) => {
        const { reader: whole, store } = await plantWith(chunks);
        const last = chunks.at(-1)!;
        const rows = await whole.read({
          metric: TEMPERATURE,
          from: last.firstAt,
          to: last.lastAt + 1,
          width: 10,
          tier: 'raw',
        });
        const open =
          rows.tier === 'raw' ? rows.columns.at.map((at, i) => ({ at, scaled: rows.columns.value[i]! })) : [];
        const { reader: live } = await plantWith(chunks.slice(0, -1), { ...CLOSED, openSamples: () => open });
        const unsettled = (replies: SeriesReply[]) => replies.map(({ settledTo: _, ...reply }) => reply);
        expect(unsettled(await everyTier(live))).toEqual(unsettled(await everyTier(whole)));
        expect(await store.databases('series_')).not.toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('has percentiles of cycle times up to the live edge', async () => {
    const at = Array.from({ length: 50 }, (_, i) => START + i * 400);
    const open = [{ at: START + HOUR_MS - 1, scaled: 9_000 }];
    const { reader } = await plantWith([cycles('a', 0, at, START - 400)], { ...CLOSED, openSamples: () => open });
    for (const tier of ['1h', '1d'] as const) {
      const { columns } = await reader.read({ ...hour, metric: 'line8/cycle-time', tier });
      expect(columns).toMatchObject({ count: [51], max: [9_000], p50: [expect.closeTo(400, -1)] });
    }
  });

  it('shows a line by its stated hours and by the one that runs', async () => {
    const running = { ...statement(START + HOUR_MS, 30, 1), coveredTo: START + HOUR_MS + 5 * MINUTE_MS };
    const known = { ...statement(START, 1, 1), rowsRead: 0 };
    const { reader } = await plantWith([statement(START, 80, 1)], { ...CLOSED, openHours: () => [known, running] });
    const asked = { metric: 'line8/output', from: START, to: START + 2 * HOUR_MS, width: 2000 };
    const minutes = await reader.read(asked);
    expect(minutes).toMatchObject({ tier: '1m', points: 65, settledTo: START + HOUR_MS, unit: 'parts/min' });
    expect(minutes.gaps).toEqual([[START + HOUR_MS + 5 * MINUTE_MS, START + 2 * HOUR_MS]]);
    const hours = await reader.read({ ...asked, tier: '1h' });
    expect(hours.columns).toMatchObject({ count: [60, 5], sum: [4800, 150] });
  });

  it('leaves out minutes of which nothing is known', async () => {
    const stated = statement(START, 80, 1);
    stated.unknownMs[3] = MINUTE_MS;
    const { reader } = await plantWith([stated]);
    const reply = await reader.read({ ...hour, metric: 'line8/output' });
    expect(reply.gaps).toEqual([[START + 3 * MINUTE_MS, START + 4 * MINUTE_MS]]);
  });

  it('is settled up to the first row that is open, and as far as it is known', async () => {
    const open = [{ at: START + 90_000, scaled: 1 }];
    const { reader } = await plantWith([readings(START, 60)]);
    expect((await reader.read(hour)).settledTo).toBe(START + 59_000);
    const { reader: live } = await plantWith([readings(START, 60)], { ...CLOSED, openSamples: () => open });
    expect((await live.read(hour)).settledTo).toBe(START + 59_000);
    expect((await live.read({ ...hour, to: START + 30_000 })).settledTo).toBe(START + 30_000);
  });

  it('comes as minutes when there are too many rows for a screen', async () => {
    const fast = (n: number) =>
      temperatures(
        'a',
        n * 60_000,
        Array.from({ length: 60_000 }, (_, i) => [START + n * 600_000 + i * 10, i % 9]),
      );
    const { reader } = await plantWith([0, 1, 2, 3].map(fast));
    expect((await reader.read(hour)).tier).toBe('1m');
    expect((await reader.read({ ...hour, to: START + 30 * MINUTE_MS })).points).toBe(180_000);
  });

  it('comes as minutes when its rows are gone, and coarser when its minutes are', async () => {
    const { reader, store } = await plantWith([readings(START, 60)]);
    await store.drop(seriesDatabase(GATEWAY, LINE, START));
    expect(await reader.read(hour)).toMatchObject({ tier: '1m', points: 1 });
    const kept: Record<Tier, number> = { raw: Infinity, '1m': START + 1, '15m': 0, '1h': 0, '1d': 0 };
    const { reader: old } = await plantWith([readings(START, 60)], CLOSED, (tier) => kept[tier]);
    expect((await old.read(hour)).tier).toBe('15m');
  });

  it('says what there is to see, and since when', async () => {
    const { reader } = await plantWith([readings(START, 60)]);
    const metrics = await reader.metrics();
    expect(metrics.map(({ metric }) => metric)).toEqual([
      'output',
      'good',
      'rework',
      'empty',
      'downtime',
      'cycle-time',
      'temperature',
    ]);
    expect(metrics.at(-1)).toEqual({
      id: TEMPERATURE,
      line: LINE,
      lineName: 'Line 8',
      metric: 'temperature',
      name: 'Sealing temperature',
      unit: '°C',
      resolution: 0.1,
      kind: 'sample',
      source: 'sealer',
      firstAt: START,
      lastAt: START + 59_000,
    });
    expect(metrics[0]).toMatchObject({ kind: 'line', firstAt: null, lastAt: null });
  });

  it.each([
    [{ metric: 'line9/nothing' }, 'There is no metric "line9/nothing"'],
    [{ to: START }, 'must be before'],
    [{ width: 0 }, 'from 1 to 10000'],
    [{ width: 10_001 }, 'from 1 to 10000'],
    [{ to: START + 3661 * DAY_MS }, 'more than 10 years'],
    [{ from: 1.5 }, 'times in ms'],
  ])('is refused with a reason: %j', async (wrong, reason) => {
    const { reader } = await plantWith([]);
    await expect(reader.read({ ...hour, ...wrong })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringContaining(reason),
    });
  });
});
