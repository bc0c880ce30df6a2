import { REPLICATION_STATE_BY_COLLECTION } from 'rxdb/plugins/replication';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceData } from '../../../pwa/data/app-data.ts';
import type { StoredHour } from '../../../pwa/data/collections.ts';
import { openView, type ViewDatabase } from '../../../pwa/data/database.ts';
import { evictHours } from '../../../pwa/data/lead.ts';
import { startPull, type Pull } from '../../../pwa/data/pull.ts';
import { gatewayRequests } from '../../../pwa/data/requests.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '../../../shared/sync/compatibility.ts';
import type { HourRow } from '../../../shared/sync/rows.ts';
import { Device, HOUR, hourRow, jam, lineRow, newPlace, referenceRows, thisHour, until, when } from './device.ts';
import { FakeGateway } from './fake-gateway.ts';

const LINE = 'line8';
let gateway: FakeGateway;
let device: Device;
let data: DeviceData;

const fill = () => {
  gateway.put('reference', ...referenceRows(LINE));
  gateway.put('lines', lineRow(LINE));
  gateway.put('hours', hourRow(LINE, thisHour() - 2 * HOUR), hourRow(LINE, thisHour() - HOUR));
};
const hours = (n: number) => when(data.line(LINE), (l) => l?.hours.length === n);

beforeEach(async () => {
  gateway = await new FakeGateway().start();
  fill();
  device = new Device(gateway);
});

afterEach(async () => {
  await data.close();
  await gateway.stop();
  expect(device.faults).toEqual([]);
});

describe('pulling', () => {
  it('survives errors, answers that are no JSON and lost ones, and goes on by itself', async () => {
    gateway.faults.pull.push('error', 'malformed', 'lost answer', 'error', 'malformed', 'lost answer');
    data = await device.open();
    await hours(2);
    await when(data.connection, (c) => c.synced);
  });

  it('is not ended by a 401', async () => {
    data = await device.open();
    await hours(2);
    gateway.faults.pull.push({ status: 401 }, { status: 401 }, { status: 401 });
    gateway.put('hours', hourRow(LINE, thisHour() - 3 * HOUR) as never);
    await hours(3);
  });

  it('does not take an answer that is no page for an empty one', async () => {
    const pages = ['null', '[]', '{"documents":[]}', '{"documents":[{}],"checkpoint":{"gateway":"g"}}'];
    data = await device.open({
      fetch: (url, init) => {
        const page = url.includes('/api/sync/hours') ? pages.pop() : undefined;
        return page ? Promise.resolve(new Response(page)) : fetch(gateway.url + url, init);
      },
    });
    await hours(2);
    expect(pages).toEqual([]);
  });

  it('delivers what changed during an outage without a further notice', async () => {
    data = await device.open();
    await hours(2);
    await gateway.stop();
    await when(data.connection, (c) => c.state === 'unreachable');
    gateway.put('hours', hourRow(LINE, thisHour() - 3 * HOUR) as never);
    await gateway.start();
    await hours(3);
  });

  it('asks at once when the browser says that the network is back', async () => {
    data = await device.open({ delays: { firstMs: 60_000, mostMs: 60_000 } });
    await hours(2);
    await gateway.stop();
    await when(data.connection, (c) => c.state === 'unreachable');
    gateway.put('hours', hourRow(LINE, thisHour() - 3 * HOUR) as never);
    await gateway.start();
    device.online();
    await hours(3);
  });

  it('goes on after pages that are exactly full', async () => {
    gateway.put('hours', ...Array.from({ length: 398 }, (_, i) => hourRow(`line-${i}`, thisHour() - HOUR)));
    gateway.put('hours', hourRow(LINE, thisHour() - 5 * HOUR) as never);
    data = await device.open();
    await hours(3);
  });

  it('writes the rows of a new epoch over the old ones, sweeps the rest last, and never shows nothing', async () => {
    gateway.put('hours', ...Array.from({ length: 450 }, (_, i) => hourRow(`line-${i}`, thisHour() - HOUR)));
    data = await device.open();
    await when(data.connection, (c) => c.synced);
    await hours(2);
    const counts: number[] = [];
    const lines: number[] = [];
    const stops = [
      data.line(LINE).subscribe((line) => counts.push(line?.hours.length ?? -1)),
      data.lines.subscribe((all) => lines.push(all.length)),
    ];
    gateway.rebuild('e2');
    gateway.put('hours', ...Array.from({ length: 450 }, (_, i) => hourRow(`line-${i}`, thisHour() - HOUR)));
    gateway.put('hours', hourRow(LINE, thisHour() - HOUR, { seq: 1, rowsRead: 42 }) as never);
    gateway.put('reference', ...referenceRows(LINE));
    gateway.put('lines', lineRow(LINE));
    const line = await hours(1);
    expect(line?.hours[0]?.rowsRead).toBe(42);
    stops.forEach((stop) => stop());
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(Math.min(...lines)).toBe(1);
  });

  it('sweeps what was left over although the app was closed half-way through the new view', async () => {
    data = await device.open();
    await when(data.connection, (c) => c.synced);
    await hours(2);
    gateway.rebuild('e2');
    gateway.put('hours', ...Array.from({ length: 300 }, (_, i) => hourRow(`line-${i}`, thisHour() - HOUR)));
    await until(() => gateway.log.filter((request) => request === 'GET hours').length > 1);
    await data.close();
    gateway.put('reference', ...referenceRows(LINE));
    gateway.put('hours', hourRow(LINE, thisHour() - 9 * HOUR) as never);
    data = await device.open();
    const line = await when(data.line(LINE), (l) => l?.hours.length === 1);
    expect(line?.hours[0]?.hourAt).toBe(thisHour() - 9 * HOUR);
  });

  it('starts anew when the view of the device changes (another scope)', async () => {
    data = await device.open();
    await hours(2);
    gateway.scope = 's2';
    gateway.put('hours', hourRow(LINE, thisHour() - 3 * HOUR) as never);
    await hours(3);
  });

  it('on coming back waits until entries were sent, so that rows already show them', async () => {
    data = await device.open();
    await hours(2);
    await gateway.stop();
    await data.giveReason(jam(LINE, thisHour() - HOUR));
    await when(data.connection, (c) => c.state === 'unreachable' && c.notSent === 1);
    gateway.log.length = 0;
    gateway.pushTakesMs = 200;
    await gateway.start();
    await when(data.connection, (c) => c.notSent === 0);
    await until(() => gateway.log.includes('GET hours'));
    expect(gateway.log.slice(0, 2)).toEqual(['POST facts 1', 'answered']);
  });
});

describe('one collection', () => {
  let view: ViewDatabase;
  let pull: Pull;
  const faults: unknown[] = [];
  const ids = async () => (await view.hours.find().exec()).map((row) => row.primary).sort();

  beforeEach(async () => {
    data = await device.open();
    faults.length = 0;
    view = await openView(newPlace());
    pull = startPull<HourRow, StoredHour>({
      name: 'hours',
      collection: view.hours,
      columns: ({ line, hourAt }) => ({ line, hourAt }),
      requests: gatewayRequests(
        (url, init) => fetch(gateway.url + url, { ...init, headers: { [PROTOCOL_HEADER]: String(PROTOCOL) } }),
        new AbortController().signal,
      ),
      before: () => Promise.resolve(),
      completed: () => undefined,
      random: Math.random,
      fault: (error) => faults.push(error),
      delays: { firstMs: 10, mostMs: 40 },
      limit: 2,
    });
  });
  afterEach(async () => {
    await pull.stop();
    await view.close();
  });

  it('stays without the rows that were too old, tells nobody, and takes one again that the gateway changes', async () => {
    const old = hourRow(LINE, thisHour() - 9 * 24 * HOUR);
    const limit = thisHour() - 2 * HOUR;
    gateway.put('hours', old as never, hourRow(LINE, thisHour()) as never);
    pull.now();
    await until(async () => (await ids()).length === 4);
    await evictHours(view, limit);
    expect(await ids()).not.toContain(old.id);
    gateway.put('hours', hourRow(LINE, thisHour() + HOUR) as never);
    pull.now();
    await until(async () => (await ids()).length === 4);
    expect(await ids()).not.toContain(old.id);
    expect(await ids()).toContain(hourRow(LINE, limit).id);
    gateway.put('hours', { ...old, seq: 2 } as never);
    pull.now();
    await until(async () => (await ids()).includes(old.id));
    expect(gateway.log.filter((request) => request.startsWith('POST'))).toEqual([]);
  });

  it('does not take pulled rows for what people said here, each of which it would look up', async () => {
    await until(async () => (await ids()).length === 2);
    const [replication] = REPLICATION_STATE_BY_COLLECTION.get(view.hours)!;
    const lookedUp = vi.spyOn(replication!.metaInstance!, 'findDocumentsById');
    gateway.put('hours', ...[3, 4, 5, 6, 7].map((n) => hourRow(LINE, thisHour() - n * HOUR)));
    pull.now();
    await until(async () => (await ids()).length === 7);
    await replication!.awaitInSync();
    const asked = lookedUp.mock.calls.flatMap(([looked]) => looked).filter((id) => id.startsWith('hour:'));
    // The last page, which RxDB writes.
    expect(new Set(asked).size).toBeLessThan(2);
    lookedUp.mockRestore();
  });

  it('asks for everything again when the device could not write a page: the checkpoint is already past it', async () => {
    await until(async () => (await ids()).length === 2);
    const write = vi.spyOn(view.hours.storageInstance, 'bulkWrite').mockRejectedValueOnce(new Error('disk full'));
    gateway.put('hours', ...[3, 4, 5, 6, 7].map((n) => hourRow(LINE, thisHour() - n * HOUR)));
    pull.now();
    await until(async () => (await ids()).length === 7);
    expect(faults.length).toBeGreaterThan(0);
    write.mockRestore();
  });
});
