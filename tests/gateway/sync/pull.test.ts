import { gunzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { Pull, type Collections, type PullQuery } from '../../../gateway/sync/pull.ts';
import { scope } from '../../../gateway/sync/scope.ts';
import { utcHour } from '../../../shared/documents/document.ts';
import { unknownHour } from '../../../shared/documents/line-hour.ts';
import type { PlanRow } from '../../../shared/orders/plan-row.ts';
import type { Checkpoint, PullPage } from '../../../shared/sync/protocol.ts';
import { windowMs } from '../../../shared/sync/window.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2022, 9, 10, 12);
const WINDOW_MS = windowMs(null);
const ALL = scope('*', WINDOW_MS);

function pulling(epoch = 'e1', isBuilt: (collection: string) => boolean = () => true) {
  const store = new MemoryStore();
  const rowsOf = (collection: string) =>
    new LocalRows<{ id: string }>({ store, gateway: 'gw', collection, epoch: 'e1', changed: () => {} });
  const collections = {
    ...{ hours: rowsOf('hours'), lines: rowsOf('lines'), reference: rowsOf('reference') },
    ...{ plan: rowsOf('plan'), lots: rowsOf('lots') },
  };
  const clock = { now: NOW };
  /** As the gateway has it in memory. */
  const planned: PlanRow[] = [];
  const pull = new Pull({
    gateway: 'gw',
    epoch,
    collections: collections as unknown as Collections,
    plan: {
      *shown() {
        yield* planned.filter(({ until }) => until === null || until > clock.now);
      },
    },
    isBuilt,
    now: () => clock.now,
  });
  return { store, collections, planned, clock, pull };
}

const id = (ago: number, line = 'line8') => `hour:${line}:${utcHour(NOW - ago * HOUR_MS)}`;
/** The row of the hour that lies so many hours ago. */
const hour = (ago: number, line = 'line8') => ({
  ...{ id: id(ago, line), line, hourAt: NOW - ago * HOUR_MS },
  statement: 'hour:line8:x',
});
const query = (checkpoint: Checkpoint, limit?: number): PullQuery => ({
  ...checkpoint,
  ...(limit && { limit: String(limit) }),
});

describe('a device that pulls', () => {
  it('waits for hours while they are made anew, and is told of lines meanwhile', async () => {
    let built = false;
    const { collections, pull } = pulling('e1', () => built);
    await collections.hours.put([hour(1)]);
    await expect(pull.page('hours', {}, ALL)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    expect((await pull.page('lines', {}, ALL)).documents).toEqual([]);
    built = true;
    expect((await pull.page('hours', {}, ALL)).documents).toHaveLength(1);
  });

  it('gets full pages until the last one, and nothing after it', async () => {
    const { collections, pull } = pulling();
    await collections.hours.put([0, 1, 2, 3, 4].map((ago) => hour(ago)));
    const first = await pull.page('hours', { limit: '2' }, ALL);
    const second = await pull.page('hours', query(first.checkpoint, 2), ALL);
    const third = await pull.page('hours', query(second.checkpoint, 2), ALL);
    expect([first, second, third].map(({ documents }) => documents.length)).toEqual([2, 2, 1]);
    const fourth = await pull.page('hours', query(third.checkpoint, 2), ALL);
    expect(fourth).toEqual({ documents: [], checkpoint: third.checkpoint });
  });

  it('gets full pages also where rows lie outside the window', async () => {
    const { collections, pull } = pulling();
    await collections.hours.put([0, 500, 501, 502, 1, 503, 2].map((ago) => hour(ago)));
    const first = await pull.page('hours', { limit: '2' }, ALL);
    expect(first.documents.map((row) => row.id)).toEqual([id(2), id(1)]);
  });

  it('gets what changed since, once, in its latest state', async () => {
    const { collections, pull } = pulling();
    await collections.hours.put([0, 1].map((ago) => hour(ago)));
    const { checkpoint } = await pull.page('hours', {}, ALL);
    await collections.hours.put([{ ...hour(1), closed: false }] as never);
    await collections.hours.put([{ ...hour(1), closed: true }] as never);
    expect((await pull.page('hours', query(checkpoint), ALL)).documents).toEqual([
      { id: id(1), line: 'line8', hourAt: NOW - HOUR_MS, closed: true },
    ]);
  });

  it.each([{ gateway: 'other' }, { epoch: 'e0' }, { scope: 'mine' }])(
    'begins anew when its checkpoint is of another view: %j',
    async (other) => {
      const { collections, pull } = pulling();
      await collections.hours.put([0, 1].map((ago) => hour(ago)));
      const { checkpoint } = await pull.page('hours', {}, ALL);
      expect((await pull.page('hours', query({ ...checkpoint, ...other }), ALL)).documents).toHaveLength(2);
      expect((await pull.page('hours', query(checkpoint), ALL)).documents).toHaveLength(0);
    },
  );

  it('is not told of rows that it cannot have, and is told when one leaves its window', async () => {
    const { collections, clock, pull } = pulling();
    await collections.hours.put([hour(0), hour(WINDOW_MS / HOUR_MS + 1)]);
    const start = await pull.page('hours', {}, ALL);
    expect(start.documents).toHaveLength(1);
    clock.now += 8 * 24 * HOUR_MS;
    await collections.hours.put([hour(0)]);
    expect((await pull.page('hours', query(start.checkpoint), ALL)).documents).toEqual([{ id: id(0), _deleted: true }]);
  });

  it('never sees which statement a row rests on', async () => {
    const { collections, pull } = pulling();
    await collections.hours.put([hour(0)]);
    expect((await pull.page('hours', {}, ALL)).documents).toEqual([{ id: id(0), line: 'line8', hourAt: NOW }]);
  });

  it('is told of its lines and of what is of no line, and nothing of others', async () => {
    const { collections, pull } = pulling();
    const on = (line: string, of = id(0, line)) => ({ id: of, line, hourAt: NOW });
    await collections.hours.put([on('line8'), on('line9')] as never);
    await collections.lines.put([on('line8', 'line:line8'), on('line9', 'line:line9')] as never);
    const reference = [{ id: 'plant' }, { id: 'line:line8', kind: 'line' }, { id: 'line:line9', kind: 'line' }];
    await collections.reference.put(reference as never);
    const ids = async (collection: string, from: PullQuery = {}) =>
      (await pull.page(collection, from, scope(['line8'], WINDOW_MS))).documents.map((row) => row.id);
    expect(await ids('hours')).toEqual([id(0)]);
    expect(await ids('lines')).toEqual(['line:line8']);
    expect(await ids('reference')).toEqual(['plant', 'line:line8']);
    const { checkpoint } = await pull.page('hours', {}, scope(['line8'], WINDOW_MS));
    await collections.hours.put([{ ...on('line9'), closed: true }] as never);
    expect(await ids('hours', query(checkpoint))).toEqual([]);
    expect((await pull.page('hours', query(checkpoint), ALL)).documents).toHaveLength(2);
  });

  it('gets rows without a time whole', async () => {
    const { collections, pull } = pulling();
    await collections.reference.put([{ id: 'plant' }]);
    expect((await pull.page('reference', {}, ALL)).documents).toEqual([{ id: 'plant' }]);
    expect((await pull.page('lines', {}, ALL)).documents).toEqual([]);
  });

  it.each(['orders', '__proto__', 'constructor', ''])(
    'is told that there is no collection "%s"',
    async (collection) => {
      await expect(pulling().pull.page(collection, {}, ALL)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    },
  );

  it.each(['0', '-1', '1001', '1.5', 'all', '', ['1', '2']])('is told that limit=%j is not valid', async (limit) => {
    await expect(pulling().pull.page('hours', { limit }, ALL)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });

  it('gets its window line by line, without a look at the years before it, and about how many rows that will be', async () => {
    const { collections, pull, store } = pulling();
    await collections.lines.put([{ id: 'line:line8' }, { id: 'line:line9' }]);
    await collections.hours.put(Array.from({ length: 1_000 }, (_, i) => hour(200 + i)));
    await collections.hours.put([hour(1), hour(0), hour(3, 'line9')]);
    const changes = vi.spyOn(store, 'changes');
    const first = await pull.page('hours', { limit: '2' }, ALL);
    expect(first.documents.map((row) => row.id)).toEqual([id(1), id(0)]);
    expect(first.total).toBe(2 * 169);
    const second = await pull.page('hours', query(first.checkpoint, 2), ALL);
    expect(second.documents.map((row) => row.id)).toEqual([id(3, 'line9')]);
    expect(second.total).toBeUndefined();
    const read = await Promise.all(changes.mock.results.map(({ value }) => value as ReturnType<typeof store.changes>));
    expect(read.reduce((sum, { documents }) => sum + documents.length, 0)).toBe(2);
  });

  it('is told at the end of its window of all that was written since it began', async () => {
    const { collections, pull } = pulling();
    await collections.hours.put([hour(2), hour(1)]);
    const first = await pull.page('hours', { limit: '1' }, ALL);
    await collections.hours.put([{ ...hour(2), closed: true } as never, hour(0, 'line7')]);
    const rest = await pull.page('hours', query(first.checkpoint, 10), ALL);
    expect(rest.documents.map((row) => row.id)).toEqual([id(1), id(2), id(0, 'line7')]);
  });

  it('gets the window of its role', async () => {
    const { collections, pull } = pulling();
    await collections.hours.put([hour(0), hour(26), hour(27), hour(168), hour(169)]);
    const of = async (role: 'kiosk' | 'station') =>
      (await pull.page('hours', {}, scope('*', windowMs(role)))).documents.length;
    expect([await of('kiosk'), await of('station')]).toEqual([2, 4]);
  });

  it('that asks what another has asked is answered from one reading, until something is written', async () => {
    const { collections, store, pull } = pulling();
    await collections.hours.put([hour(0)]);
    const { checkpoint } = await pull.page('hours', {}, ALL);
    const reads = vi.spyOn(store, 'changes');
    const ask = () => pull.answer('hours', query(checkpoint), ALL);
    const answers = await Promise.all(Array.from({ length: 200 }, ask));
    expect(new Set(answers.map(({ json }) => json)).size).toBe(1);
    expect(reads).toHaveBeenCalledTimes(1);
    await collections.hours.put([hour(1)]);
    expect((JSON.parse((await ask()).json.toString()) as PullPage<unknown>).documents).toHaveLength(1);
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it('is never answered that there is nothing by what was read before something was written', async () => {
    const { collections, pull } = pulling();
    const documents = async () =>
      (JSON.parse((await pull.answer('hours', {}, ALL)).json.toString()) as PullPage<unknown>).documents;
    expect(await documents()).toHaveLength(0);
    await collections.hours.put([hour(0)]);
    expect(await documents()).toHaveLength(1);
  });

  it('gets large pages compressed, and small ones as they are', async () => {
    const { collections, pull } = pulling();
    await collections.hours.put(Array.from({ length: 100 }, (_, i) => hour(i)));
    const { json, gzip } = await pull.answer('hours', {}, ALL);
    expect(gunzipSync(gzip!)).toEqual(json);
    expect(gzip!.length).toBeLessThan(json.length / 5);
    expect((await pull.answer('lines', {}, ALL)).gzip).toBeNull();
  });

  it('with twenty lines of a week stays below 10,000 documents and 30 MB', async () => {
    const { collections, pull } = pulling();
    const hours = Array.from({ length: 8 * 24 }, (_, i) => busyHour(NOW - i * HOUR_MS));
    for (let line = 0; line < 20; line++)
      await collections.hours.put(
        hours.map((body) => ({ ...body, id: `hour:line-${line}:${utcHour(body.hourAt)}`, line: `line-${line}` })),
      );
    let documents = 0;
    let bytes = 0;
    for (let query: PullQuery = {}; ;) {
      const page = await pull.page('hours', { ...query, limit: '1000' }, ALL);
      documents += page.documents.length;
      bytes += page.documents.reduce((sum, row) => sum + JSON.stringify(row).length, 0);
      if (page.documents.length < 1_000) break;
      query = { ...page.checkpoint };
    }
    console.info(`20 lines, 7 days: ${documents} documents, ${(bytes / 1e6).toFixed(1)} MB as JSON`);
    expect(documents).toBe(20 * 169);
    expect(documents).toBeLessThan(10_000);
    expect(bytes).toBeLessThan(30e6);
  });
});

/** An hour of a line that makes 130 parts a minute and stops 60 times, with four lots and eight reasons. */
function busyHour(hourAt: number) {
  const by = (i: number) => hourAt + i * 60_000;
  const minutes = (value: (i: number) => number) => Array.from({ length: 60 }, (_, i) => value(i));
  return {
    ...unknownHour(hourAt),
    ...{ produced: minutes((i) => 120 + (i % 17)), good: minutes((i) => 118 + (i % 13)) },
    ...{ rework: minutes((i) => i % 3), empty: minutes((i) => i % 5), downMs: minutes((i) => (i % 7) * 1_234) },
    stops: minutes((i) => i).map((i) => [by(i), by(i) + 4_321]),
    runs: [0, 15, 30, 45].map((i) => ({
      ...{ lot: `LOT-2022-10-${i}`, item: `7700${i}`, fromMs: by(i), toMs: by(i + 15) },
      ...{ produced: 1_950, good: 1_930, rework: 12, empty: 40 },
    })),
    reasons: [0, 5, 12, 20, 31, 40, 44, 58].map((i) => ({
      ...{
        id: `reason:${String(by(i)).padStart(16, '0')}:device-abcdefgh.${i}`,
        at: by(i),
        from: by(i),
        to: by(i + 1),
      },
      ...{ code: 'film-jam', comment: 'the film had run out', supersedes: null, origin: 'device-abcdefgh' },
    })),
    facts: [0, 5, 12, 20, 31, 40, 44, 58].map((i) => `reason:${String(by(i)).padStart(16, '0')}:device-abcdefgh.${i}`),
    ...{ closed: true, seq: hourAt, configVersion: 'abcdefabcdef', rowsRead: 8_000 },
  };
}

describe('a device that pulls a plan', () => {
  const order = (id: string, until: number | null = null): PlanRow => ({
    ...{ id: `order:${id}`, entity: 'order', state: {}, facts: [], until },
  });
  const history = { history: [{ id: 'change:x' }] };

  it('gets what is open in pages of ids, how many there are, then what was written since it began', async () => {
    const { collections, planned, pull } = pulling();
    planned.push(order('b'), order('a'), order('c'), order('gone', NOW - 1));
    await collections.plan.put(planned.map((row) => ({ ...row, ...history })));
    const first = await pull.page('plan', { limit: '2' }, ALL);
    expect(first.documents.map((row) => row.id)).toEqual(['order:a', 'order:b']);
    expect(first.total).toBe(3);
    await collections.plan.put([{ ...order('a'), ...history, facts: ['change:y'] } as never]);
    const rest = await pull.page('plan', query(first.checkpoint, 10), ALL);
    expect(rest.documents).toEqual([order('c'), { ...order('a'), facts: ['change:y'] }]);
    expect(rest.total).toBeUndefined();
  });

  it('is told when an order was over for long, and never of its history', async () => {
    const { collections, pull } = pulling();
    await collections.plan.put([{ ...order('a'), ...history }]);
    const { checkpoint } = await pull.page('plan', {}, ALL);
    await collections.plan.put([
      { ...order('a', NOW), ...history },
      { ...order('b', NOW + 1), ...history },
    ]);
    expect((await pull.page('plan', query(checkpoint), ALL)).documents).toEqual([
      { id: 'order:a', _deleted: true },
      order('b', NOW + 1),
    ]);
  });

  it('gets orders whatever its lines are, and lots of its lines', async () => {
    const { collections, planned, pull } = pulling();
    planned.push(order('a'));
    const lot = (line: string, until: number | null) => ({ id: `lot:${line}:641`, line, lot: '641', until });
    await collections.lots.put([
      lot('line8', null),
      lot('line9', null),
      { id: 'pace:line8', line: 'line8', until: null },
    ] as never);
    const line8 = scope(['line8'], WINDOW_MS);
    expect((await pull.page('plan', {}, line8)).documents).toEqual([order('a')]);
    const { documents, checkpoint } = await pull.page('lots', {}, line8);
    expect(documents.map((row) => row.id)).toEqual(['lot:line8:641', 'pace:line8']);
    await collections.lots.put([lot('line8', NOW)] as never);
    expect((await pull.page('lots', query(checkpoint), line8)).documents).toEqual([
      { id: 'lot:line8:641', _deleted: true },
    ]);
  });

  it.each(['plan', 'lots'])('waits for %s while it is made anew', async (collection) => {
    const { pull } = pulling('e1', (asked) => asked !== collection);
    await expect(pull.page(collection, {}, ALL)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    expect((await pull.page('hours', {}, ALL)).documents).toEqual([]);
  });

  it.each(['window|hour:line8:2022-10-10T12|3', 'window|../x|3', 'window||'])(
    'is told that since=%s is not valid',
    async (since) => {
      const { pull } = pulling();
      const { checkpoint } = await pull.page('plan', {}, ALL);
      const asked = pull.page('plan', query({ ...checkpoint, since }), ALL);
      await expect(asked).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    },
  );
});
