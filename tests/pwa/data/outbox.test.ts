import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceData } from '../../../pwa/data/app-data.ts';
import {
  Device,
  HOUR,
  hourRow,
  jam,
  lineRow,
  newPlace,
  newSafe,
  referenceRows,
  thisHour,
  until,
  when,
} from './device.ts';
import { openEntries, openView } from '../../../pwa/data/database.ts';
import { dropSettled, enterManual, enterReason } from '../../../pwa/data/outbox.ts';
import { FakeGateway } from './fake-gateway.ts';

const LINE = 'line8';
let gateway: FakeGateway;
let device: Device;
let data: DeviceData;

beforeEach(async () => {
  gateway = await new FakeGateway().start();
  gateway.put('reference', ...referenceRows(LINE));
  gateway.put('lines', lineRow(LINE));
  gateway.put('hours', hourRow(LINE, thisHour() - HOUR));
  device = new Device(gateway);
  data = await device.open();
});

afterEach(async () => {
  await data.close();
  await gateway.stop();
  expect(device.faults).toEqual([]);
});

const give = () => data.giveReason(jam(LINE, thisHour() - HOUR));
const given = (id: string) => when(data.line(LINE), (l) => l?.given.some((reason) => reason.id === id) ?? false);
const notSent = (n: number) => when(data.connection, (c) => c.notSent === n);

describe('a reason that a person gives', () => {
  it('is a fact of this device, as the gateway wants it', async () => {
    const id = await data.giveReason({ ...jam(LINE, thisHour() - HOUR), comment: 'film torn' });
    await until(() => gateway.facts.has(id));
    const fact = gateway.facts.get(id);
    expect(fact).toEqual({
      _id: id,
      type: 'reason',
      schema: 1,
      line: LINE,
      at: Number(id.split(':')[1]),
      by: { origin: expect.stringMatching(/^device-[0-9a-z]{8}$/) as string, user: 'operator' },
      from: thisHour() - HOUR,
      to: thisHour() - HOUR + 90_000,
      code: 'jam',
      comment: 'film torn',
      supersedes: null,
    });
    expect(id).toMatch(/^reason:\d{16}:device-[0-9a-z]{8}\.1$/);
  });

  it('is shown at once, first as not sent, then as sent', async () => {
    await when(data.line(LINE), (l) => l?.hours.length === 1);
    gateway.faults.push.push('error');
    const id = await give();
    expect((await given(id))?.given.find((reason) => reason.id === id)?.unsent).toBe(true);
    await when(data.line(LINE), (l) => l?.given.some((reason) => reason.id === id && !reason.unsent) ?? false);
  });

  it('is shown once when the row lists it, and leaves the outbox', async () => {
    const id = await give();
    await notSent(0);
    const { line: _line, ...said } = jam(LINE, thisHour() - HOUR);
    const reasons = [{ id, ...said, at: Date.now(), origin: 'device-zzzzzzzz' }];
    const row = hourRow(LINE, thisHour() - HOUR, { facts: [id], reasons, seq: 2 });
    gateway.put('hours', row as never);
    const line = await when(data.line(LINE), (l) => l?.hours[0]?.facts.includes(id) ?? false);
    expect(line?.given.map((reason) => reason.id)).toEqual([id]);
    // It leaves while nobody waits for it: looked for between one run of the app and the next.
    await until(async () => {
      await data.close();
      const entries = await openEntries(device.place, device.safe);
      const left = await entries.outbox.find().exec();
      await entries.close();
      data = await device.open();
      await when(data.connection, ({ state, synced }) => state === 'live' && synced);
      return left.length === 0;
    });
  });

  it('stays shown between acceptance and the row that lists it', async () => {
    const id = await give();
    await notSent(0);
    gateway.put('hours', hourRow(LINE, thisHour() - HOUR, { seq: 2, rowsRead: 5 }) as never);
    const line = await when(data.line(LINE), (l) => l?.hours[0]?.rowsRead === 5);
    expect(line?.given.map(({ id, unsent }) => ({ id, unsent }))).toEqual([{ id, unsent: false }]);
  });

  it('arrives once although the answer was lost, and so does what is entered next', async () => {
    gateway.faults.push.push('lost answer');
    const first = await give();
    const second = await give();
    await notSent(0);
    expect([...gateway.facts.keys()]).toEqual([first, second]);
    expect((await given(second))?.given.length).toBe(2);
  });

  it('given offline survives a restart and arrives when the gateway is back', async () => {
    await when(data.connection, (c) => c.synced);
    await gateway.stop();
    const id = await give();
    await data.close();
    data = await device.open();
    await notSent(1);
    expect((await given(id))?.given[0]?.unsent).toBe(true);
    await gateway.start();
    await notSent(0);
    expect([...gateway.facts.keys()]).toEqual([id]);
  });

  it('gets an id of its own each time, on the same device over a restart', async () => {
    const ids = [await give(), await give(), await give()];
    await data.close();
    data = await device.open();
    ids.push(await give());
    expect(new Set(ids).size).toBe(4);
    expect(new Set(ids.map((id) => id.split(':')[2]?.split('.')[0])).size).toBe(1);
  });

  it('gets an id of its own although two tabs count alike in the same millisecond', async () => {
    const place = newPlace();
    const entries = await openEntries(place, newSafe());
    const enter = () => {
      const keep = { getItem: () => '0', setItem: () => undefined };
      const counting = { ...place.keep, getItem: (key: string) => (first ? keep.getItem() : place.keep.getItem(key)) };
      return enterReason(entries.outbox, jam(LINE, 0), {
        device: 'device-aaaaaaaa',
        user: 'operator',
        pending: false,
        at: 5,
        keep: counting,
      });
    };
    let first = true;
    const one = await enter();
    place.keep.setItem('counter', '0');
    first = false;
    const two = await enter();
    expect(two).not.toBe(one);
    await entries.close();
  });
});

describe('an entry that the gateway refuses', () => {
  beforeEach(() => {
    gateway.answer = (fact) =>
      fact.type === 'reason' && fact.code === 'jam'
        ? { id: fact._id, status: 'rejected', code: 'reason', reason: 'no such reason' }
        : { id: fact._id, status: 'accepted' };
  });

  it('is kept with the reason and what was typed until the person has seen it, also over a restart', async () => {
    const id = await give();
    await when(data.refused, (list) => list.length === 1);
    await notSent(0);
    await data.close();
    data = await device.open();
    const [refused] = await when(data.refused, (list) => list.length === 1);
    expect(refused).toMatchObject({
      id,
      code: 'reason',
      reason: 'no such reason',
      fact: { code: 'jam', name: 'Jam', line: LINE },
    });
    await data.dismissRefused(id);
    await when(data.refused, (list) => list.length === 0);
  });

  it('does not keep others from being sent, nor is it sent again', async () => {
    await gateway.stop();
    await give();
    const good = await data.giveReason({ ...jam(LINE, thisHour() - HOUR), code: 'break' });
    await gateway.start();
    await notSent(0);
    expect([...gateway.facts.keys()]).toEqual([good]);
    gateway.log.length = 0;
    const next = await data.giveReason({ ...jam(LINE, thisHour() - HOUR), code: 'break' });
    await until(() => gateway.facts.has(next));
    expect(gateway.log.filter((request) => request.startsWith('POST'))).toEqual(['POST facts 1']);
  });

  it('is refused as invalid by a code that this version does not know', async () => {
    gateway.answer = (fact) => ({ id: fact._id, status: 'rejected', code: 'new-code' as never, reason: 'because' });
    await give();
    const [refused] = await when(data.refused, (list) => list.length === 1);
    expect(refused?.code).toBe('invalid');
  });
});

describe('an entry that is answered "later"', () => {
  it('is kept and tried again until the gateway takes it, while others go on', async () => {
    let times = 0;
    gateway.answer = (fact) =>
      fact.type === 'reason' && fact.code === 'jam' && ++times < 4
        ? { id: fact._id, status: 'later', reason: 'not now' }
        : { id: fact._id, status: 'accepted' };
    const slow = await give();
    const quick = await data.giveReason({ ...jam(LINE, thisHour() - HOUR), code: 'break' });
    await notSent(0);
    expect([...gateway.facts.keys()].sort()).toEqual([slow, quick].sort());
    expect(times).toBe(4);
  });
});

describe('sending', () => {
  it('survives errors and answers that are no JSON', async () => {
    gateway.faults.push.push('error', 'malformed', { status: 401 }, { status: 503 });
    const id = await give();
    await notSent(0);
    expect([...gateway.facts.keys()]).toEqual([id]);
  });

  it('takes a hundred at a time', async () => {
    await gateway.stop();
    await Promise.all(Array.from({ length: 205 }, () => give()));
    gateway.log.length = 0;
    await gateway.start();
    await notSent(0);
    expect(gateway.log.filter((request) => request.startsWith('POST'))).toEqual([
      'POST facts 100',
      'POST facts 100',
      'POST facts 5',
    ]);
    expect(gateway.facts.size).toBe(205);
  });

  it('finds the one entry that makes the gateway refuse a whole request, and sends the others', async () => {
    await gateway.stop();
    await Promise.all(Array.from({ length: 5 }, () => give()));
    const poison = await data.giveReason({ ...jam(LINE, thisHour() - HOUR), code: 'poison' });
    await gateway.start();
    await data.close();
    data = await device.open({
      fetch: (url, init) =>
        typeof init.body === 'string' && init.body.includes('poison')
          ? Promise.resolve(new Response('{}', { status: 400 }))
          : fetch(gateway.url + url, init),
    });
    await notSent(1);
    expect(gateway.facts.size).toBe(5);
    expect(gateway.facts.has(poison)).toBe(false);
  });
});

describe('an accepted entry', () => {
  /** In place of the one that is open: a page has room for the collections of one. */
  async function anotherDevice() {
    await data.close();
    const place = newPlace();
    return { place, entries: await openEntries(place, newSafe()), view: await openView(place) };
  }

  it('leaves after a day even if no row ever lists it', async () => {
    const { place, entries, view } = await anotherDevice();
    const id = await enterReason(entries.outbox, jam(LINE, 0), {
      device: 'device-aaaaaaaa',
      user: 'operator',
      pending: false,
      at: 5,
      keep: place.keep,
    });
    await dropSettled(entries.outbox, view, 48 * HOUR);
    expect(await entries.outbox.findOne(id).exec()).not.toBeNull();
    await (await entries.outbox.findOne(id).exec())?.incrementalPatch({ acceptedAt: 48 * HOUR });
    await dropSettled(entries.outbox, view, 72 * HOUR);
    expect(await entries.outbox.findOne(id).exec()).not.toBeNull();
    await dropSettled(entries.outbox, view, 72 * HOUR + 1);
    expect(await entries.outbox.findOne(id).exec()).toBeNull();
    await Promise.all([entries.close(), view.close()]);
  });

  it('that was said by hand stays until the row of each hour that it touches lists it', async () => {
    const { place, entries, view } = await anotherDevice();
    const said = { type: 'manual-count' as const, line: LINE, from: 10 * HOUR, to: 11 * HOUR + 1, supersedes: null };
    const made = { produced: 5, good: 5, rework: 0 };
    const by = { device: 'device-aaaaaaaa', user: 'operator', pending: false, at: 12 * HOUR, keep: place.keep };
    const id = await enterManual(entries.outbox, { ...said, ...made }, by);
    expect(id).toMatch(/^manual-count:\d{16}:device-aaaaaaaa\.1$/);
    await (await entries.outbox.findOne(id).exec())?.incrementalPatch({ acceptedAt: 12 * HOUR });
    const list = (hourAt: number) => {
      const row = hourRow(LINE, hourAt, { facts: [id] });
      return view.hours.insert({ id: row.id, view: '', line: LINE, hourAt, row });
    };
    await list(10 * HOUR);
    await dropSettled(entries.outbox, view, 12 * HOUR);
    expect(await entries.outbox.findOne(id).exec()).not.toBeNull();
    await list(11 * HOUR);
    await dropSettled(entries.outbox, view, 12 * HOUR);
    expect(await entries.outbox.findOne(id).exec()).toBeNull();
    await Promise.all([entries.close(), view.close()]);
  });
});
