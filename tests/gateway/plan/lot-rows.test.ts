import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HourFollower } from '../../../gateway/plan/follow-hours.ts';
import { LotHours, type HoursPlace, type LotHour } from '../../../gateway/plan/lot-hours.ts';
import { LotRows } from '../../../gateway/plan/lot-rows.ts';
import type { StoredHourRow } from '../../../gateway/projections/hour-rows.ts';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { StoredDocument } from '../../../gateway/store/store.ts';
import { HOUR_MS } from '../../../shared/documents/document.ts';
import { lineHourKey, unknownHour, type Run } from '../../../shared/documents/line-hour.ts';
import { AppError } from '../../../shared/errors.ts';
import type { LinePaceRow, LotRow } from '../../../shared/orders/lot-row.ts';
import { readPlan } from '../../../shared/orders/read-plan.ts';
import { LINE } from '../pipeline/recorded-line.ts';

const DAY_MS = 24 * HOUR_MS;
const NOW = Date.UTC(2026, 10, 20, 12);
const plant = { plant: { id: 'demo', name: 'Demo', timezone: 'UTC' }, lines: [LINE, { ...LINE, id: 'line9' }] };

class FailingStore extends MemoryStore {
  failAt = Infinity;
  writes = 0;
  failsOnlyFrom = '';

  override async put(database: string, documents: readonly StoredDocument[]): Promise<void> {
    if (database.startsWith(this.failsOnlyFrom) && ++this.writes === this.failAt)
      throw new AppError('STORE_REFUSED', 'The gateway ends here.');
    return super.put(database, documents);
  }
}

/** So many good parts in each minute, of one lot or of several one after the other. */
function hour(ago: number, lots: [lot: string, good: number][], line = 'line8'): StoredHourRow {
  const hourAt = NOW - ago * HOUR_MS;
  const length = HOUR_MS / Math.max(1, lots.length);
  const runs = lots.map(([lot, good], i): Run => {
    const fromMs = hourAt + i * length;
    const counts = { produced: good + 1, good, rework: 1, empty: 2 };
    return { lot, item: `item-${lot}`, fromMs, toMs: fromMs + length - 1_000, ...counts };
  });
  const good = lots.reduce((sum, [, parts]) => sum + parts, 0);
  return {
    ...unknownHour(hourAt),
    ...{ id: lineHourKey(line, hourAt), line, closed: true, seq: 1, reasons: [], facts: [], statement: 'x' },
    ...{ coveredTo: hourAt + HOUR_MS, good: new Array<number>(60).fill(good / 60), runs },
  };
}

interface World {
  store: MemoryStore;
  hours: LocalRows<StoredHourRow>;
  now: number;
  neededUntil: (line: string, lot: string) => number | null | undefined;
  endsOf: (line: string, lot: string) => number[];
}

function world(store: MemoryStore = new MemoryStore()): World {
  const hours = new LocalRows<StoredHourRow>({
    store,
    gateway: 'gw',
    collection: 'hours',
    epoch: 'e1',
    changed: () => {},
  });
  return { store, hours, now: NOW, neededUntil: () => undefined, endsOf: () => [] };
}

const rowsIn = <R extends { id: string }>(store: MemoryStore, collection: string) =>
  new LocalRows<R>({ store, gateway: 'gw', collection, epoch: 'e1', changed: () => {} });

/** A gateway starts, counts what there is, and stops. */
async function counted({ store, hours, now: at, neededUntil, endsOf }: World): Promise<(LotRow | LinePaceRow)[]> {
  const now = () => at;
  const lotHours = await LotHours.open(rowsIn<LotHour | HoursPlace>(store, 'lot-hours'), at);
  const rows = rowsIn<LotRow | LinePaceRow>(store, 'lots');
  const planned = () => ({ plan: readPlan([]), neededUntil, standardOf: () => null, endsOf });
  const lots = await LotRows.open({ rows, hours: lotHours, plant: () => plant, planned, now });
  const stop = new AbortController();
  await new HourFollower({ hours, lotHours, lots, now }).run(stop.signal, () => stop.abort());
  return (await rows.range({ from: '0', to: '~' })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** As devices have them. */
const lotsOf = async (here: World) =>
  (await counted(here)).filter(
    (row): row is LotRow => 'lot' in row && (row.until === null || row.until > here.now - 70 * DAY_MS),
  );
const goodOf = (rows: readonly LotRow[]) =>
  Object.fromEntries(rows.map(({ line, lot, good }) => [`${line}.${lot}`, good]));

describe('what a line made of a lot', () => {
  it('is the sum of its runs, with first and last cycle, by production day', async () => {
    const here = world();
    await here.hours.put([
      hour(30, [['641', 600]]),
      hour(2, [
        ['641', 300],
        ['642', 60],
      ]),
    ]);
    const [first, second] = await lotsOf(here);
    const days = [Date.UTC(2026, 10, 19, 6), Date.UTC(2026, 10, 20, 6)];
    expect(first).toEqual({
      ...{ id: 'lot:line8:641', line: 'line8', lot: '641', item: 'item-641', current: false },
      ...{ produced: 902, good: 900, rework: 2, empty: 4 },
      ...{ fromMs: NOW - 30 * HOUR_MS, toMs: NOW - 1.5 * HOUR_MS - 1_000, goodPerHour: expect.any(Number) as number },
      days: [
        { day: days[0], produced: 601, good: 600, rework: 1 },
        { day: days[1], produced: 301, good: 300, rework: 1 },
      ],
      until: NOW - 1.5 * HOUR_MS - 1_000 + 35 * DAY_MS,
    });
    expect(second).toMatchObject({ lot: '642', good: 60, current: true, until: null });
  });

  it('has each time in which its line ran it and nothing else, if it came more than once', async () => {
    const here = world();
    await here.hours.put([
      hour(8, [['641', 600]]),
      hour(7, [
        ['641', 300],
        ['642', 60],
      ]),
      hour(2, [['641', 5]]),
    ]);
    const [first, second] = await lotsOf(here);
    expect(first!.stretches).toEqual([
      { fromMs: NOW - 8 * HOUR_MS, toMs: NOW - 6.5 * HOUR_MS - 1_000, good: 900 },
      { fromMs: NOW - 2 * HOUR_MS, toMs: first!.toMs, good: 5 },
    ]);
    expect(second!.stretches).toBeUndefined();
  });

  it('has its own rows on each line', async () => {
    const here = world();
    await here.hours.put([hour(2, [['641', 600]]), hour(2, [['641', 60]], 'line9')]);
    expect(goodOf(await lotsOf(here))).toEqual({ 'line8.641': 600, 'line9.641': 60 });
  });

  it('includes cycles without a lot: those after it, and those before it when there was none', async () => {
    const here = world();
    await here.hours.put([
      hour(6, [['0', 1]]),
      hour(5, [
        ['', 2],
        ['641', 10],
        ['0', 20],
      ]),
      hour(4, [['000', 40]]),
      hour(3, [
        ['642', 100],
        ['0', 200],
      ]),
    ]);
    expect(goodOf(await lotsOf(here))).toEqual({ 'line8.641': 73, 'line8.642': 300 });
  });

  it('ends with its last cycle, not with those that ran empty after it without a lot', async () => {
    const here = world();
    const last = hour(3, [['0', 0]]);
    const empties = { ...last, runs: last.runs.map((run) => ({ ...run, produced: 0, rework: 0 })) };
    await here.hours.put([hour(4, [['641', 10]]), empties, hour(2, [['642', 10]])]);
    const [first] = await lotsOf(here);
    expect(first!.toMs).toBe(NOW - 3 * HOUR_MS - 1_000);
  });

  it('is not lost while nobody knows any lot: it is there when the first one comes', async () => {
    const here = world();
    await here.hours.put([hour(4, [['0', 40]])]);
    expect(await lotsOf(here)).toEqual([]);
    await here.hours.put([hour(3, [['642', 100]])]);
    expect(goodOf(await lotsOf(here))).toEqual({ 'line8.642': 140 });
  });

  it('follows an hour that is stated anew, and the open one while it grows', async () => {
    const here = world();
    await here.hours.put([hour(1, [['641', 100]])]);
    expect(goodOf(await lotsOf(here))).toEqual({ 'line8.641': 100 });
    await here.hours.put([hour(1, [['641', 160]])]);
    expect(goodOf(await lotsOf(here))).toEqual({ 'line8.641': 160 });
    await here.hours.put([
      hour(1, [
        ['640', 60],
        ['641', 90],
      ]),
    ]);
    expect(goodOf(await lotsOf(here))).toEqual({ 'line8.640': 60, 'line8.641': 90 });
    await here.hours.put([hour(1, [['641', 90]])]);
    expect(goodOf(await lotsOf(here))).toEqual({ 'line8.641': 90 });
  });

  it('is taken back on devices when its hour is stated anew without it', async () => {
    const here = world();
    await here.hours.put([
      hour(1, [
        ['640', 60],
        ['641', 90],
      ]),
    ]);
    await counted(here);
    await here.hours.put([hour(1, [['641', 90]])]);
    expect(await counted(here)).toContainEqual(expect.objectContaining({ lot: '640', good: 0, until: 0 }));
    await here.hours.put([
      hour(1, [
        ['640', 60],
        ['641', 90],
      ]),
    ]);
    expect(goodOf(await lotsOf(here))).toEqual({ 'line8.640': 60, 'line8.641': 90 });
  });

  it('is the same in whatever order hours come and however often', async () => {
    const hours = [
      hour(9, [
        ['0', 3],
        ['641', 100],
      ]),
      hour(8, [
        ['641', 200],
        ['642', 50],
      ]),
      hour(6, [['0', 30]]),
      hour(5, [['641', 7]]),
      hour(5, [['641', 7]], 'line9'),
    ];
    const whole = world();
    await whole.hours.put(hours);
    const expected = await counted(whole);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...hours), { maxLength: 12 }), async (some) => {
        const here = world();
        for (const each of [...some, ...hours]) {
          await here.hours.put([each]);
          if (Math.abs(each.hourAt) % 3 === 0) await counted(here);
        }
        expect(await counted(here)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('is right after the gateway ended between any two writes', async () => {
    const hours = [
      hour(9, [['641', 100]]),
      hour(8, [
        ['641', 200],
        ['642', 50],
      ]),
      hour(3, [['643', 9]]),
    ];
    const whole = world();
    await whole.hours.put(hours);
    const expected = await counted(whole);
    for (let failAt = 1; failAt < 9; failAt++) {
      const store = new FailingStore();
      store.failsOnlyFrom = 'local_gw_lot';
      store.failAt = failAt;
      const here = world(store);
      await here.hours.put(hours.slice(0, 2));
      await counted(here).catch(() => {});
      await here.hours.put(hours);
      await counted(here).catch(() => {});
      expect(await counted(here), `ended at write ${failAt}`).toEqual(expected);
    }
  });
});

describe('a lot whose job was ended while its line went on', () => {
  /** The line stood between the 20th and the 40th minute. */
  function withStop(ago: number): StoredHourRow {
    const good = Array.from({ length: 60 }, (_, minute) => (minute < 20 || minute >= 40 ? 10 : 0));
    return { ...hour(ago, [['641', 400]]), good };
  }
  const endedAt = (here: World, minute: number) => {
    here.endsOf = (line, lot) => (line === 'line8' && lot === '641' ? [NOW - 2 * HOUR_MS + minute * 60_000] : []);
  };

  it('says what there was until then, by the minutes of its line', async () => {
    const here = world();
    await here.hours.put([hour(3, [['641', 500]]), withStop(2), hour(1, [['641', 300]])]);
    for (const [minute, good] of [
      [10, 600],
      [30, 700],
      [50, 800],
    ] as const) {
      endedAt(here, minute);
      const [row] = await lotsOf(here);
      expect(row!.ended!.good).toBeGreaterThanOrEqual(good);
      expect(row!.ended!.good).toBeLessThanOrEqual(good + 1);
    }
  });

  it('keeps saying so when the minutes are forgotten', async () => {
    const here = world();
    await here.hours.put([withStop(2), hour(1, [['641', 300]])]);
    endedAt(here, 30);
    const [row] = await lotsOf(here);
    here.now += 32 * DAY_MS;
    expect((await lotsOf(here))[0]!.ended).toEqual(row!.ended);
  });

  it('says nothing of one whose line had stopped before', async () => {
    const here = world();
    await here.hours.put([withStop(2)]);
    endedAt(here, 60);
    expect((await lotsOf(here))[0]).not.toHaveProperty('ended');
  });
});

describe('a lot of long ago', () => {
  const old = () => [hour(70 * 24, [['500', 10]]), hour(70 * 24 - 1, [['501', 20]]), hour(1, [['641', 5]])];

  it('is not kept, unless an order waits for it', async () => {
    const here = world();
    await here.hours.put(old());
    expect(goodOf(await lotsOf(here))).toEqual({ 'line8.641': 5 });
    const waited: World = { ...world(), neededUntil: (_, lot) => (lot === '500' ? null : undefined) };
    await waited.hours.put(old());
    const rows = await lotsOf(waited);
    expect(goodOf(rows)).toEqual({ 'line8.500': 10, 'line8.641': 5 });
    expect(rows[0]!.until).toBeNull();
  });

  it('goes when its time has come, and what is kept of its hours too', async () => {
    const here = world();
    await here.hours.put([hour(48, [['640', 10]]), hour(1, [['641', 5]])]);
    expect(goodOf(await lotsOf(here))).toEqual({ 'line8.640': 10, 'line8.641': 5 });
    here.now = NOW + 59 * DAY_MS;
    // What the line ran last stays, however long it stands.
    expect(goodOf(await lotsOf(here))).toEqual({ 'line8.641': 5 });
    const kept = await here.store.range('local_gw_lot-hours_e1', { from: 'hour:', to: 'hour:~' });
    expect(kept.map(({ runs }) => (runs as Run[])[0]!.lot)).toEqual(['641']);
  });

  it('is shown as long as its order', async () => {
    const until = NOW + 90 * DAY_MS;
    const here: World = { ...world(), neededUntil: () => until };
    await here.hours.put([hour(48, [['640', 10]]), hour(1, [['641', 5]])]);
    expect((await lotsOf(here)).map((row) => row.until)).toEqual([until, null]);
  });
});

describe('how well a line keeps its rate', () => {
  it('is told by day: what it made of what it should have made', async () => {
    const here = world();
    const rate = LINE.standardRatePerHour;
    const days = [0.5, 0.8, 1].map((pace, i) =>
      Array.from({ length: 24 }, (_, n) => hour(6 + (3 - i) * 24 - n, [['641', rate * pace]])),
    );
    await here.hours.put(days.flat());
    const rows = await counted(here);
    expect(rows.find(({ id }) => id === 'pace:line8')).toEqual({
      ...{ id: 'pace:line8', line: 'line8', until: null },
      paces: [0.5, 0.8, 1],
    });
    const lot = rows.find((row): row is LotRow => 'lot' in row);
    expect(lot!.goodPerHour).toBe(rate);
  });
});
