import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pagePlace } from '../../../../gateway/projections/series/pages.ts';
import type { SeriesProjection } from '../../../../gateway/projections/series/series-projection.ts';
import type { UpperTier } from '../../../../gateway/projections/series/series-databases.ts';
import { MemoryStore } from '../../../../gateway/store/memory-store.ts';
import type { Store } from '../../../../gateway/store/store.ts';
import type { Chunk } from '../../../../shared/documents/chunk.ts';
import { HOUR_MS } from '../../../../shared/documents/document.ts';
import type { LineHour } from '../../../../shared/documents/line-hour.ts';
import { bucketOf, type Cells } from '../../../../shared/series/cells.ts';
import { AppError } from '../../../../shared/errors.ts';
import { DAY_MS } from '../../../../shared/series/tiers.ts';
import {
  asDocuments,
  cycles,
  failingAfter,
  GATEWAY,
  LINE,
  projectionOn,
  rollupsIn,
  START,
  statement,
  storeFacts,
  temperatures,
} from './series-facts.ts';

type Fact = Chunk | LineHour;
const yes = () => true;
const no = () => false;

async function handle(projection: SeriesProjection, facts: readonly Fact[]): Promise<void> {
  await projection.handleChunks(asDocuments(facts.filter(({ type }) => type === 'chunk')));
  await projection.handleHours(asDocuments(facts.filter(({ type }) => type === 'hour')));
}

async function pageOf(projection: SeriesProjection, tier: UpperTier, metric: string, at = START): Promise<Cells> {
  const [cells] = await projection.documents.pages.read([pagePlace(GATEWAY, tier, LINE, metric, at)]);
  return cells!;
}

/** What one bucket of a tier says. */
async function cell(projection: SeriesProjection, tier: UpperTier, metric: string, at = START) {
  const cells = await pageOf(projection, tier, metric, at);
  const i = bucketOf(cells, at);
  const { count, min, max, sum, last, lastAt, percentiles } = cells;
  const known = { count: count[i], min: min[i], max: max[i], sum: sum[i], last: last[i], lastAt: lastAt[i] };
  return percentiles ? { ...known, p50: percentiles.p50[i], p99: percentiles.p99[i] } : known;
}

/** Ten minutes of a sensor or of cycles at a time, hours of the line: over five days at a month's end. */
const someFacts: fc.Arbitrary<Fact[]> = fc
  .uniqueArray(fc.record({ window: fc.nat(20), kind: fc.nat(2), value: fc.integer({ min: 1, max: 900 }) }), {
    minLength: 1,
    maxLength: 8,
    selector: ({ window, kind }) => `${window} ${kind}`,
  })
  .map((picks) =>
    picks.map(({ window, kind, value }) => {
      const at = Date.UTC(2022, 9, 30, 22) + window * 5 * HOUR_MS;
      if (kind === 0)
        return temperatures('a', window * 100, [
          [at, value],
          [at + 1_000, -value],
          [at + 61_000, 7],
        ]);
      if (kind === 1)
        return cycles('b', window * 100, [at, at + value, at + 2 * value], window % 2 ? at - value : null);
      return statement(at, value, 1);
    }),
  );

/** The rollups of facts that came once each, in order, without a fault. */
async function expected(facts: readonly Fact[]): Promise<Record<string, string>> {
  const store = new MemoryStore();
  await storeFacts(store, facts);
  const projection = projectionOn(store);
  await handle(projection, facts);
  await projection.flush();
  return rollupsIn(store);
}

describe('Rollups of a series', () => {
  it('are the same in whatever order, how often and in what pieces the facts came', async () => {
    await fc.assert(
      fc.asyncProperty(
        someFacts,
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        async (facts, again, pieces) => {
          const store = new MemoryStore();
          await storeFacts(store, facts);
          const projection = projectionOn(store);
          const arrivals = [...again.map((n) => facts[n % facts.length]!), ...[...facts].reverse()];
          for (let i = 0; i < arrivals.length; i += pieces) await handle(projection, arrivals.slice(i, i + pieces));
          await projection.flush();
          expect(await rollupsIn(store)).toEqual(await expected(facts));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are the same after a crash between any two writes', async () => {
    await fc.assert(
      fc.asyncProperty(someFacts, fc.array(fc.nat(9), { maxLength: 5 }), async (facts, crashes) => {
        const store = new MemoryStore();
        await storeFacts(store, facts);
        const half = Math.ceil(facts.length / 2);
        const run = async (on: Store) => {
          const projection = projectionOn(on);
          // What was not acknowledged comes again, as a feed sees to it.
          await handle(projection, facts.slice(0, half));
          await handle(projection, facts.slice(half));
          await projection.flush();
        };
        for (const writes of crashes) await run(failingAfter(store, writes)).catch(() => {});
        await run(store);
        expect(await rollupsIn(store)).toEqual(await expected(facts));
      }),
      { numRuns: 100 },
    );
  });

  it('bring upper tiers up after a crash although nothing new arrives', async () => {
    const facts = [temperatures('a', 0, [[START, 5]])];
    const store = new MemoryStore();
    await storeFacts(store, facts);
    // The note and the minutes are written, the tiers above are not.
    await expect(handle(projectionOn(failingAfter(store, 2)), facts)).rejects.toThrow('gone');
    const next = projectionOn(store);
    await next.tick();
    expect(await cell(next, '1d', 'temperature', START - (START % DAY_MS))).toMatchObject({ count: 1, sum: 5 });
  });

  it('are the same when the store was away for some writes and the same gateway went on', async () => {
    await fc.assert(
      fc.asyncProperty(someFacts, fc.infiniteStream(fc.nat(40)), async (facts, patience) => {
        const store = new MemoryStore();
        await storeFacts(store, facts);
        let left = 0;
        const flaky: Store = {
          ...failingAfter(store, Infinity),
          put: async (database, documents) => {
            if (left-- <= 0) throw new AppError('STORE_UNREACHABLE', 'gone');
            await store.put(database, documents);
          },
        };
        const projection = projectionOn(flaky);
        const untilDone = async (work: () => Promise<void>) => {
          for (let isDone = false; !isDone; isDone = await work().then(yes, no)) left = patience.next().value;
        };
        await untilDone(() => handle(projection, facts));
        await untilDone(() => projection.flush());
        expect(await rollupsIn(store)).toEqual(await expected(facts));
      }),
      { numRuns: 50 },
    );
  });

  it('of a long time have all of it on the page of a year', async () => {
    const projection = projectionOn(new MemoryStore());
    const [spring, summer] = [Date.UTC(2022, 3, 10), Date.UTC(2022, 6, 10)];
    await handle(projection, [temperatures('a', 0, [[spring, 5]]), temperatures('a', 1, [[summer, 6]])]);
    await projection.flush();
    expect(await cell(projection, '1d', 'temperature', spring)).toMatchObject({ sum: 5 });
    expect(await cell(projection, '1d', 'temperature', summer)).toMatchObject({ sum: 6 });
  });

  it('say of every tier what the rows say', async () => {
    const store = new MemoryStore();
    const projection = projectionOn(store);
    await handle(projection, [
      temperatures('a', 0, [
        [START, 1800],
        [START + 1_000, 1790],
      ]),
      temperatures('a', 2, [[START + 20 * 60_000, 1850]]),
    ]);
    const first = { count: 2, min: 1790, max: 1800, sum: 3590, last: 1790, lastAt: START + 1_000 };
    const all = { count: 3, min: 1790, max: 1850, sum: 5440, last: 1850, lastAt: START + 1_200_000 };
    expect(await cell(projection, '15m', 'temperature')).toEqual(first);
    expect(await cell(projection, '1h', 'temperature')).toEqual(all);
    expect(await cell(projection, '1d', 'temperature', START - (START % DAY_MS))).toEqual(all);
  });

  it('take late chunks in', async () => {
    const projection = projectionOn(new MemoryStore());
    await handle(projection, [temperatures('a', 0, [[START + 5_000, 10]])]);
    await projection.flush();
    await handle(projection, [temperatures('b', 0, [[START, 99]])]);
    await projection.flush();
    expect(await cell(projection, '1h', 'temperature')).toMatchObject({ count: 2, max: 99, last: 10 });
  });

  it('have percentiles of cycle times in hours and days', async () => {
    const projection = projectionOn(new MemoryStore());
    const at = Array.from({ length: 100 }, (_, i) => START + i * 430);
    await handle(projection, [
      cycles('a', 0, at, START - 430),
      cycles('a', 100, [START + HOUR_MS], START + HOUR_MS - 9_000),
    ]);
    await projection.flush();
    expect(await cell(projection, '1h', 'cycle-time')).toMatchObject({ count: 100, sum: 43_000 });
    const { p50, p99 } = (await cell(projection, '1h', 'cycle-time')) as { p50: number; p99: number };
    expect(Math.abs(p50 - 430)).toBeLessThanOrEqual(4.3);
    expect(Math.abs(p99 - 430)).toBeLessThanOrEqual(4.3);
    const day = (await cell(projection, '1d', 'cycle-time', START - (START % DAY_MS))) as {
      count: number;
      p50: number;
    };
    expect(day).toMatchObject({ count: 101, max: 9_000, p50 });
  });

  it('show the better edition of an hour, however late it comes', async () => {
    const store = new MemoryStore();
    const projection = projectionOn(store);
    const [good, poor] = [statement(START, 80, 2), statement(START, 70, 1)];
    await storeFacts(store, [good]);
    await handle(projection, [good]);
    await projection.flush();
    await storeFacts(store, [poor]);
    await handle(projection, [poor]);
    await projection.flush();
    expect(await cell(projection, '1h', 'output')).toMatchObject({ count: 60, sum: 4800 });
    expect(await cell(projection, '1h', 'downtime')).toMatchObject({ count: 60, max: 1_500 });
  });

  it('wait with upper tiers until an hour is complete, and write them at most once a minute', async () => {
    let now = START + 20 * 60_000;
    const projection = projectionOn(new MemoryStore(), { now: () => now });
    await handle(projection, [temperatures('a', 0, [[START, 5]])]);
    expect(await pageOf(projection, '1h', 'temperature')).toBeNull();
    now = START + HOUR_MS + 1_000;
    await handle(projection, [temperatures('a', 1, [[START + HOUR_MS, 6]])]);
    expect(await cell(projection, '1h', 'temperature')).toMatchObject({ count: 1 });
    now += 59_000;
    await handle(projection, [temperatures('b', 0, [[START + 1, 5]])]);
    expect(await cell(projection, '1h', 'temperature')).toMatchObject({ count: 1 });
    now += 1_000;
    await projection.tick();
    expect(await cell(projection, '1h', 'temperature')).toMatchObject({ count: 2 });
  });

  it('are made anew from the chunks that count after a mapping changed', async () => {
    const store = new MemoryStore();
    const [old, kept] = [temperatures('a', 0, [[START, 18]]), temperatures('a', 50, [[START + HOUR_MS, 19]])];
    const right = { ...temperatures('a2', 0, [[START, 180]]), configVersion: 'v2' };
    const moved = temperatures('a', 70, [[START + 5 * HOUR_MS, 1]]);
    let counts = (_chunk: Chunk) => true;
    await storeFacts(store, [old, kept, right, moved]);
    const projection = projectionOn(store, { current: (chunk) => counts(chunk) });
    await handle(projection, [old, kept, moved]);
    await projection.flush();

    counts = (chunk) => chunk._id !== old._id && chunk._id !== moved._id;
    const series = { line: LINE, metric: 'temperature', sources: ['sealer'] };
    const rebuilt = await projection.rebuild(series, START, START + 6 * HOUR_MS);

    expect(rebuilt).toEqual({ written: 2, removed: 1 });
    expect(await cell(projection, '1h', 'temperature')).toMatchObject({ count: 1, sum: 180 });
    expect(await cell(projection, '1h', 'temperature', START + 5 * HOUR_MS)).toMatchObject({ count: 0 });
    expect(await cell(projection, '1d', 'temperature', START - (START % DAY_MS))).toMatchObject({ count: 2, sum: 199 });
    await handle(projection, [old, moved]);
    expect(await cell(projection, '1h', 'temperature')).toMatchObject({ count: 1, sum: 180 });
  });
});
