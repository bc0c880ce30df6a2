import { afterEach, describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { LiveAnswer, Offer } from '../../../shared/replication/protocol.ts';
import { lineHourKey, unknownHour } from '../../../shared/documents/line-hour.ts';
import { NOW, plantHere, type PlantHere, type PlantSetting } from '../replication/received/plant-here.ts';
import {
  chunkRow,
  configurationRow,
  hourRow,
  pushed,
  reasonRow,
  type WrittenRow,
} from '../replication/received/written-rows.ts';

const HOUR_MS = 3_600_000;
const writing = { gateway: 'gw-1', line: 'line8', at: NOW - 5 * HOUR_MS };
const FACTS = 'facts_gw-1_line8_2026_11';
const at = (database: string, path = '') => `/databases/${database}${path}`;
const bulk = (...rows: WrittenRow[]) => ({ docs: rows.map((row) => pushed(row)), new_edits: false });
type RowAnswers = { id: string; ok?: true; error?: string; reason?: string }[];

let plant: PlantHere;
afterEach(() => plant.close());
const start = async (setting: Partial<PlantSetting> = {}) => {
  const gateways = { 'gw-1': { lines: ['line8'] }, 'gw-2': { lines: ['line5'] } };
  plant = await plantHere({ store: new MemoryStore(), gateways, ...setting });
};

describe('rows that a line pushes', () => {
  it('are answered one by one: the good ones stored, the others named with their reason', async () => {
    await start();
    const [good, other] = [reasonRow(writing, 1), reasonRow(writing, 2)];
    const bad = { ...reasonRow(writing, 3), line: 'line5' };
    const { status, body } = await plant.ask<RowAnswers>(at(FACTS, '/_bulk_docs'), { body: bulk(good, bad, other) });
    expect(status).toBe(201);
    expect(body).toMatchObject([
      { ok: true, id: good._id },
      { id: bad._id, error: 'forbidden', reason: 'it is about line "line5", and belongs elsewhere' },
      { ok: true, id: other._id },
    ]);
    expect(await plant.store.get(FACTS, [good._id, bad._id, other._id])).toEqual([good, null, other]);
    expect(plant.plant.figures('gw-1').refusedRows).toBe(1);
  });

  it('may come again, and stay what they were', async () => {
    await start();
    const row = reasonRow(writing);
    await plant.ask(at(FACTS, '/_bulk_docs'), { body: bulk(row) });
    const { usedBytes } = plant.plant.figures('gw-1');
    const again = await plant.ask<RowAnswers>(at(FACTS, '/_bulk_docs'), {
      body: bulk({ ...row, received: NOW }, { ...row, code: 'other' }),
    });
    expect(again.body).toMatchObject([
      { ok: true },
      { error: 'forbidden', reason: 'another row with this id is there already' },
    ]);
    expect(await plant.store.get(FACTS, [row._id])).toEqual([row]);
    expect(plant.plant.figures('gw-1').usedBytes).toBe(usedBytes);
  });

  it('are looked up by their ids', async () => {
    await start();
    const [there, absent] = [reasonRow(writing, 1), reasonRow(writing, 2)];
    await plant.ask(at(FACTS, '/_bulk_docs'), { body: bulk(there) });
    const { body } = await plant.ask(at(FACTS, '/_revs_diff'), {
      body: { [there._id]: ['1-aa', '2-bb'], [absent._id]: ['1-cc'], '_design/x': ['1-dd'], 'ü b': [] },
    });
    expect(body).toEqual({
      [absent._id]: { missing: ['1-cc'] },
      '_design/x': { missing: ['1-dd'] },
      'ü b': { missing: [] },
    });
  });

  it('wait when a later release wrote them; what stands beside them is stored', async () => {
    await start();
    const [row, newer] = [reasonRow(writing, 1), { ...reasonRow(writing, 2), schema: 2 }];
    const { status, body, headers } = await plant.ask(at(FACTS, '/_bulk_docs'), { body: bulk(newer, row) });
    expect(status).toBe(503);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(body).toMatchObject({ code: 'NOT_YET', detail: expect.stringContaining('later release') as string });
    expect(await plant.store.get(FACTS, [row._id, newer._id])).toEqual([row, null]);
  });

  it('wait while the plant’s disk is full, and while their month is yet to come', async () => {
    await start();
    plant.given.hasRoom = false;
    expect(await plant.ask(at(FACTS, '/_bulk_docs'), { body: bulk(reasonRow(writing)) })).toMatchObject({
      status: 503,
      body: { reason: 'The plant’s disk is full; it takes nothing until there is room.' },
    });
    plant.given.hasRoom = true;
    const ahead = { ...writing, at: Date.UTC(2026, 11, 1) };
    const future = await plant.ask(at('facts_gw-1_line8_2026_12', '/_bulk_docs'), { body: bulk(reasonRow(ahead)) });
    expect(future).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('clock of "gw-1"') as string },
    });
    plant.given.now = Date.UTC(2026, 10, 30, 6);
    expect(
      (await plant.ask(at('facts_gw-1_line8_2026_12', '/_bulk_docs'), { body: bulk(reasonRow(ahead)) })).status,
    ).toBe(201);
  });

  it('of a month that the plant let go of are refused, each of them', async () => {
    await start({ isDropped: (database) => database === FACTS });
    const { status, body } = await plant.ask<RowAnswers>(at(FACTS, '/_bulk_docs'), { body: bulk(reasonRow(writing)) });
    expect(status).toBe(201);
    expect(body).toMatchObject([{ error: 'forbidden', reason: 'the plant has let go of that month' }]);
    expect(await plant.store.databases('facts_')).toEqual([]);
  });

  it('wait when their gateway keeps all that it may, until there is room again', async () => {
    await start({ quotas: { mostBytes: 3_600 } });
    const big = (position: number) => chunkRow(writing, position, 'x'.repeat(1_000));
    const series = 'series_gw-1_line8_2026_11';
    expect((await plant.ask(at(series, '/_bulk_docs'), { body: bulk(big(0)) })).status).toBe(201);
    const full = await plant.ask(at(series, '/_bulk_docs'), { body: bulk(big(100), big(200)) });
    expect(full).toMatchObject({ status: 503, body: { detail: expect.stringContaining('"gw-1" has used') as string } });
    expect(plant.plant.figures('gw-1')).toMatchObject({ mostBytes: 3_600 });
    await plant.store.drop(series);
    // Looking at what there is tells that the month is gone.
    expect((await plant.ask<Offer>('')).body.quota).toEqual({ usedBytes: 0, mostBytes: 3_600 });
    expect((await plant.ask(at(series, '/_bulk_docs'), { body: bulk(big(100), big(200)) })).status).toBe(201);
  });

  it('wait when they would fill the disks of all other lines: configuration goes to each of them', async () => {
    await start({ quotas: { mostNewsBytes: 2_000 } });
    const config = (at: number) => ({ ...configurationRow({ ...writing, at }), body: 'x'.repeat(1_000) });
    expect((await plant.ask(at('config_gw-1', '/_bulk_docs'), { body: bulk(config(1)) })).status).toBe(201);
    const full = await plant.ask(at('config_gw-1', '/_bulk_docs'), { body: bulk(config(2)) });
    expect(full).toMatchObject({ status: 503, body: { detail: expect.stringContaining('"config_gw-1"') as string } });
    expect((await plant.ask(at(FACTS, '/_bulk_docs'), { body: bulk(reasonRow(writing)) })).status).toBe(201);
  });

  it('make no more databases than a gateway may have', async () => {
    await start({ quotas: { mostDatabases: 3 } });
    const statuses: number[] = [];
    for (let month = 1; month <= 6; month++) {
      const then = { ...writing, at: Date.UTC(2026, month) };
      const name = `facts_gw-1_line8_2026_0${month + 1}`;
      statuses.push((await plant.ask(at(name, '/_bulk_docs'), { body: bulk(reasonRow(then)) })).status);
    }
    expect(statuses).toEqual([201, 201, 201, 503, 503, 503]);
    expect(await plant.store.databases('facts_')).toHaveLength(3);
  });

  it('of a gateway that sends without end wait, and those of others do not', async () => {
    await start({ bytesIn10s: 5_000 });
    const send = (by: string, line: string, counter: number) =>
      plant.ask(at(`facts_${by}_${line}_2026_11`, '/_bulk_docs'), {
        by,
        body: bulk(...Array.from({ length: 5 }, (_, i) => reasonRow({ ...writing, line }, counter * 10 + i))),
      });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await send('gw-1', 'line8', i)).status);
    expect(statuses).toEqual([201, 201, 503, 503]);
    expect((await send('gw-2', 'line5', 0)).status).toBe(201);
  });
});

describe('a line that belongs to somebody else', () => {
  it('is named with the gateway that speaks for it, to whoever writes for it and to the plant', async () => {
    await start();
    const foreign = 'facts_gw-1_line5_2026_11';
    for (const asking of [
      () => plant.ask(at(foreign)),
      () => plant.ask(at(foreign, '/_local/abc')),
      () => plant.ask(at(foreign, '/_revs_diff'), { body: {} }),
      () => plant.ask(at(foreign, '/_bulk_docs'), { body: bulk(reasonRow({ ...writing, line: 'line5' })) }),
    ]) {
      const { status, body, headers } = await asking();
      expect(status).toBe(503);
      expect(body.detail).toBe('Line "line5" is bound to gateway "gw-2"; an admin of the plant decides.');
      expect(headers.get('retry-after')).toBe('300');
    }
    expect((await plant.ask(at('series_gw-1_line7_2026_11'))).body.detail).toMatch(/bound to no gateway/);
    const refusedLines = [
      { line: 'line5', boundTo: 'gw-2' },
      { line: 'line7', boundTo: '' },
    ];
    expect((await plant.ask<Offer>('')).body.refusedLines).toEqual(refusedLines);
    expect(plant.plant.figures('gw-1').refusedLines).toEqual(refusedLines);

    plant.gateways.set('gw-2', { ...plant.gateways.get('gw-2')!, lines: [] });
    plant.gateways.set('gw-1', {
      ...plant.gateways.get('gw-1')!,
      lines: ['line5', 'line8'],
      declares: ['line5', 'line6'],
    });
    expect((await plant.ask(at(foreign))).status).toBe(200);
    expect(plant.plant.figures('gw-1').refusedLines.map(({ line }) => line)).toEqual(['line6', 'line7']);
  });
});

describe('databases that a gateway asks for', () => {
  it('are the same to it when they are not there and when they are not for it', async () => {
    await start();
    const others = ['facts_gw-2_line5_2026_11', 'audit_gw-2_2026_11', 'audit_plant_2026_11', 'local_plant_meta'];
    for (const database of others) await plant.store.insert(database, [{ _id: 'secret' }]);
    const absent = ['config_gw-9', 'facts_plant_line8_2026_11', '_users', 'x'];
    const seen = new Set<string>();
    for (const database of [...others, ...absent])
      for (const [path, body] of Object.entries({
        '': undefined,
        '/_changes': undefined,
        '/_local/a': undefined,
        '/_bulk_get': { docs: [] },
        '/_revs_diff': {},
        '/_bulk_docs': bulk(),
      })) {
        const answer = await plant.ask(at(database, path), body === undefined ? {} : { body });
        const { status } = answer;
        const said = JSON.stringify(answer.body).replaceAll(database, '…');
        // A database that it could pull has no checkpoint either while it is not there.
        seen.add(`${status} ${said}`);
      }
    expect([...seen]).toEqual([expect.stringMatching(/^404 .*There is no database \\"…\\" for this gateway/)]);
  });

  it('are offered with a mark that changes with them, and with nothing else', async () => {
    await start();
    await plant.store.insert('config_plant', [{ _id: 'a' }]);
    await plant.store.insert('facts_plant_line8_2026_11', [{ _id: 'a' }]);
    await plant.store.insert('facts_plant_line5_2026_11', [{ _id: 'a' }]);
    const offer = async () => (await plant.ask<Offer>('')).body;
    const first = await offer();
    expect(first).toMatchObject({
      ...{ gateway: 'plant', name: 'The plant', protocol: 2, version: '9.9.9', now: NOW, lines: ['line8'] },
      ...{ rebuild: [], refusedLines: [] },
    });
    expect(first.pull.map(({ name }) => name)).toEqual(['config_plant', 'facts_plant_line8_2026_11']);
    expect((await offer()).pull).toEqual(first.pull);
    await plant.store.insert('facts_plant_line8_2026_11', [{ _id: 'b' }]);
    const second = await offer();
    expect(second.pull[0]).toEqual(first.pull[0]);
    expect(second.pull[1]!.mark).not.toBe(first.pull[1]!.mark);
  });

  it('leave out people of other lines, and end only when there is no more', async () => {
    await start();
    const other = { ...writing, gateway: 'gw-2', line: 'line5' };
    const people = Array.from({ length: 250 }, (_, i) => {
      const person = configurationRow(other, 'person');
      return { ...person, _id: `${person._id}${i}` };
    });
    const line = configurationRow(other);
    await plant.store.insert('config_gw-2', [...people, line]);
    const page = await plant.ask<{
      results: { id: string; changes: { rev: string }[] }[];
      last_seq: string;
      pending: number;
    }>(at('config_gw-2', '/_changes?since=0&limit=50&style=all_docs'));
    expect(page.body.results.map(({ id }) => id)).toEqual([line._id]);
    expect(page.body.pending).toBe(0);
    const docs = [{ id: line._id }, { id: people[0]!._id }];
    const got = await plant.ask<{ results: { docs: unknown[] }[] }>(
      at('config_gw-2', '/_bulk_get?revs=true&latest=true'),
      {
        body: { docs },
      },
    );
    expect(got.body.results[0]!.docs).toEqual([{ ok: pushed(line) }]);
    expect(got.body.results[1]!.docs).toMatchObject([{ error: { error: 'not_found' } }]);
    expect(JSON.stringify(got.body)).not.toContain('keeper"}');
  });

  it('are given anew when the sequence is of another store', async () => {
    await start();
    await plant.store.insert('facts_plant_line8_2026_11', [reasonRow(writing)]);
    const page = await plant.ask<{ results: unknown[] }>(at('facts_plant_line8_2026_11', '/_changes?since=7-g1AAAAC'));
    expect(page.body.results).toHaveLength(1);
  });
});

describe('checkpoints of a copy', () => {
  const checkpoint = {
    session_id: 's1',
    last_seq: '5-abc',
    history: [{ session_id: 's1', last_seq: 5 }],
    replicator: 'pouchdb',
    version: 1,
  };

  it('are kept per gateway once something was pushed', async () => {
    await start();
    const path = at(FACTS, '/_local/dGVzdA%3D%3D');
    const put = () => plant.ask(path, { method: 'PUT', body: { _id: '_local/dGVzdA==', ...checkpoint } });
    expect(await put()).toMatchObject({ status: 201, body: { ok: true } });
    expect((await plant.ask(path)).status).toBe(404);
    await plant.ask(at(FACTS, '/_bulk_docs'), { body: bulk(reasonRow(writing)) });
    await put();
    expect((await plant.ask(path)).body).toEqual({ _id: '_local/dGVzdA==', _rev: '0-1', ...checkpoint });
  });

  it('are few: the oldest gives way', async () => {
    await start();
    await plant.ask(at(FACTS, '/_bulk_docs'), { body: bulk(reasonRow(writing)) });
    for (let i = 0; i < 9; i++) {
      plant.given.now += 1_000;
      await plant.ask(at(FACTS, `/_local/copy${i}`), { method: 'PUT', body: checkpoint });
    }
    const statuses = [];
    for (let i = 0; i < 9; i++) statuses.push((await plant.ask(at(FACTS, `/_local/copy${i}`))).status);
    expect(statuses).toEqual([404, 404, 404, 404, 404, 200, 200, 200, 200]);
  });

  it('are nothing else', async () => {
    await start();
    await plant.ask(at(FACTS, '/_bulk_docs'), { body: bulk(reasonRow(writing)) });
    for (const body of [
      ...[[], { ...checkpoint, more: 1 }, { ...checkpoint, last_seq: { a: 1 } }, { _id: '_local/other' }],
      ...[{ last_seq: 'x'.repeat(5_000) }, { history: Array.from({ length: 30 }, () => checkpoint.history[0]) }],
      ...[{ _deleted: true }, { _attachments: {} }],
    ])
      expect((await plant.ask(at(FACTS, '/_local/a'), { method: 'PUT', body })).status, JSON.stringify(body)).toBe(400);
    expect((await plant.ask(at(FACTS, '/_local/a%20b'), { method: 'PUT', body: checkpoint })).status).toBe(400);
  });
});

describe('live figures of a line', () => {
  const row = {
    id: lineHourKey('line8', writing.at),
    line: 'line8',
    ...unknownHour(writing.at),
    closed: false,
    seq: 3,
  };
  const frame = {
    ...{ line: 'line8', minute: writing.at, seq: 4, stops: [[writing.at, null]] },
    values: { produced: 9, good: 8, rework: 0, empty: 1, downMs: 0, unknownMs: 0 },
  };
  const events = [
    { type: 'hour', row },
    { type: 'minutes', now: NOW, frames: [frame] },
  ];

  it('are passed on, and tell how far the line’s clock is off', async () => {
    await start();
    plant.given.ask = true;
    const body = { now: NOW + 250, whole: true, events };
    expect((await plant.ask<LiveAnswer>('/live', { body })).body).toEqual({ now: NOW, ask: true });
    expect(plant.given.relayed).toEqual([{ gateway: 'gw-1', whole: true, events }]);
    expect(plant.plant.figures('gw-1').clockOffsetMs).toBe(250);
  });

  it('are passed on without what a later release added', async () => {
    await start();
    const more = { ...events[0], row: { ...row, scrap: 1 } };
    const body = { now: NOW, whole: false, more: 1, events: [more, { type: 'order', id: 4 }] };
    expect((await plant.ask('/live', { body })).status).toBe(200);
    expect(plant.given.relayed).toEqual([{ gateway: 'gw-1', whole: false, events: [events[0]] }]);
  });

  it('are passed on of its own lines only', async () => {
    await start();
    const foreign = { type: 'minutes', now: NOW, frames: [frame, { ...frame, line: 'line5' }] };
    await plant.ask('/live', { body: { now: NOW, whole: false, events: [foreign, events[0]] } });
    expect(plant.given.relayed[0]!.events).toEqual([events[0]]);
    expect(plant.plant.figures('gw-1').refusedLines).toEqual([{ line: 'line5', boundTo: 'gw-2' }]);
  });

  it('are refused when they are none', async () => {
    await start();
    const odd = [
      ...[{}, [], { now: NOW }, { now: NOW, whole: true, events: {} }, { now: -1, whole: true, events: [] }],
      { now: NOW, whole: true, events: [{ type: 'hour', row: { ...row, produced: [1] } }] },
      { now: NOW, whole: true, events: [{ type: 'hour', row: { ...row, stops: [[1, 'x']] } }] },
      { now: NOW, whole: true, events: [{ type: 'minutes', now: NOW, frames: [{ ...frame, seq: 1e300 }] }] },
      { now: NOW, whole: true, events: [{ type: 'minutes', now: NOW, frames: 7 }] },
      { now: NOW, whole: true, events: [{ type: 'line', now: NOW, row: null }] },
      { now: NOW, whole: true, events: Array.from({ length: 600 }, () => events[0]) },
    ];
    for (const body of odd)
      expect((await plant.ask('/live', { body })).status, JSON.stringify(body).slice(0, 80)).toBe(400);
    expect(plant.given.relayed).toEqual([]);
    expect(plant.given.bugs).toEqual([]);
  });
});

describe('releases that meet', () => {
  it.each([
    [undefined, 200],
    ['1', 200],
    ['3', 200],
    ['4', 503],
    ['x', 400],
  ])('with protocol %s are answered %i on every route', async (protocol, status) => {
    await start();
    const headers = { 'lineside-protocol': protocol ?? '' };
    expect((await plant.ask('', { headers })).status).toBe(status);
    expect((await plant.ask(at('config_gw-1'), { headers })).status).toBe(status);
    const answer = await plant.ask(at('config_gw-1', '/_revs_diff'), { headers, body: {} });
    expect(answer.status).toBe(status);
    if (status === 503) expect(answer.body.detail).toBe('"gw-1" speaks protocol 4, the plant 2; update the plant.');
  });

  it('are known with the release and the time when they were last heard', async () => {
    await start();
    expect(plant.plant.figures('gw-1')).toMatchObject({ lastHeardAt: null, version: null });
    await plant.ask('', { headers: { 'lineside-version': '1.2.3' } });
    await plant.ask('', { headers: { 'lineside-version': '<script>' } });
    expect(plant.plant.figures('gw-1')).toMatchObject({ lastHeardAt: NOW, version: '1.2.3' });
  });
});

describe('whoever has no token of a gateway', () => {
  it('gets no further than 401, on every route', async () => {
    await start({ gateways: { 'gw-1': { lines: ['line8'], revoked: true } } });
    for (const by of ['gw-1', 'gw-77', ''])
      for (const path of ['', at(FACTS), at(FACTS, '/_changes'), at(FACTS, '/_local/a')])
        expect((await plant.ask(path, { by })).status).toBe(401);
    expect((await plant.ask(at(FACTS, '/_bulk_docs'), { by: 'x', body: bulk(hourRow(writing)) })).status).toBe(401);
    expect(await plant.store.databases('facts_')).toEqual([]);
  });
});
