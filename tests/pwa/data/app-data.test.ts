import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceData } from '../../../pwa/data/app-data.ts';
import { Device, HOUR, hourRow, jam, lineRow, referenceRows, thisHour, until, when } from './device.ts';
import { FakeGateway } from './fake-gateway.ts';

const LINE = 'line8';
let gateway: FakeGateway;
let device: Device;
let data: DeviceData;

beforeEach(async () => {
  gateway = await new FakeGateway().start();
  gateway.put('reference', ...referenceRows(LINE, 'line9'));
  gateway.put('lines', lineRow(LINE));
  gateway.put('hours', hourRow(LINE, thisHour() - 2 * HOUR), hourRow(LINE, thisHour() - HOUR));
  device = new Device(gateway);
  data = await device.open();
});

afterEach(async () => {
  await data.close();
  await gateway.stop();
});

const synced = () => when(data.connection, (c) => c.synced && c.state === 'live');

describe('the data of a device', () => {
  it('has every line, hour and state after the first pull', async () => {
    await synced();
    const line = await when(data.line(LINE), (l) => l?.hours.length === 2 && l.now !== null);
    expect(line?.line.id).toBe(LINE);
    expect(line?.lines.map((l) => l.id)).toEqual([LINE, 'line9']);
    expect(line?.reasons).toEqual([{ code: 'jam', name: 'Jam' }]);
  });

  it('says at once that a line is unknown', async () => {
    await synced();
    const seen: unknown[] = [];
    data.line('line77').subscribe((value) => seen.push(value))();
    expect(seen).toEqual([null]);
  });

  it('shows everything again after a restart without the gateway, as of when it was last heard', async () => {
    await synced();
    await when(data.line(LINE), (l) => l?.hours.length === 2 && l.now !== null);
    const { asOf } = await when(data.connection, (c) => c.asOf !== null);
    await data.close();
    await gateway.stop();
    data = await device.open();
    const line = await when(data.line(LINE), (l) => l?.hours.length === 2 && l.now !== null);
    expect(line?.plant.name).toBe('Demo');
    const offline = await when(data.connection, (c) => c.state === 'unreachable');
    expect(offline.synced).toBe(true);
    expect(Math.abs((offline.asOf ?? 0) - (asOf ?? 0))).toBeLessThan(5_000);
  });

  it('gets the rows that could not be read, newest first, and says why when it cannot', async () => {
    const row = { file: 'PR20261006.txt', offset: 4_711, text: '1330700;#;1', reason: 'expected 5 fields, got 3' };
    const body: { rows: unknown[] } = {
      rows: [
        { source: 'line8/sealer', at: 1, row },
        { source: 'line8/vision', at: 2, row },
      ],
    };
    let answer = JSON.stringify(body);
    gateway.others = ({ url }, response) => {
      expect(url).toBe('/api/lines/line8/rejected');
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    };
    expect(await data.rejectedRows(LINE)).toEqual({ ok: true, rows: [body.rows[1], body.rows[0]] });
    answer = '{"rows":"none"}';
    expect(await data.rejectedRows(LINE)).toEqual({ ok: false, why: 'failed' });
    gateway.others = (_, response) => response.writeHead(500).end();
    expect(await data.rejectedRows(LINE)).toEqual({ ok: false, why: 'failed' });
    await gateway.stop();
    expect(await data.rejectedRows(LINE)).toEqual({ ok: false, why: 'unreachable' });
  });

  it('asks the gateway how it is, and says why it cannot', async () => {
    const health = {
      store: { running: true, crashes: 1, lastCrashAt: 5 },
      facts: { waiting: 2, differing: 0, refused: 1 },
      sources: [{ id: 'line8/vision', state: 'live', detail: 'Following 1 file' }],
    };
    let answer: unknown = health;
    gateway.others = ({ url }, response) => {
      expect(url).toBe('/api/status');
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    };
    expect(await data.gatewayHealth()).toEqual({ ok: true, health });
    answer = { ...health, store: { running: 'yes' } };
    expect(await data.gatewayHealth()).toEqual({ ok: false, why: 'failed' });
    await gateway.stop();
    expect(await data.gatewayHealth()).toEqual({ ok: false, why: 'unreachable' });
  });

  it('asks only for what changed, by the checkpoint, also after a restart', async () => {
    await synced();
    await data.close();
    const asked: string[] = [];
    const seen = gateway.log.length;
    data = await device.open({
      fetch: (url, init) => {
        if (url.includes('/sync/hours')) asked.push(url);
        return fetch(gateway.url + url, init);
      },
    });
    await until(() => gateway.log.slice(seen).includes('GET hours'));
    expect(asked[0]).toMatch(/epoch=e1/);
    expect(asked[0]).toMatch(/since=\d+/);
  });

  it('takes a row that the gateway took back off the screen', async () => {
    await when(data.line(LINE), (l) => l?.hours.length === 2);
    gateway.remove('hours', hourRow(LINE, thisHour() - HOUR).id);
    await when(data.line(LINE), (l) => l?.hours.length === 1);
  });

  it('reads more rows than fit into one answer', async () => {
    const hours = Array.from({ length: 450 }, (_, i) => hourRow(`line${i}`, thisHour() - HOUR));
    gateway.put('hours', ...hours);
    await synced();
    gateway.put('reference', ...referenceRows(LINE, 'line449'));
    await when(data.line('line449'), (l) => l?.hours.length === 1);
  });

  it('tells screens of many changes together', async () => {
    await synced();
    let times = 0;
    const stop = data.line(LINE).subscribe(() => times++);
    await when(data.line(LINE), (l) => l !== null);
    for (let seq = 10; seq < 60; seq++) {
      gateway.send({ type: 'line', now: Date.now(), row: lineRow(LINE, { seq }) });
    }
    await when(data.line(LINE), (l) => l?.now?.seq === 59);
    stop();
    expect(times).toBeLessThan(12);
  });

  it('keeps the gateway time although this device runs an hour late', async () => {
    await data.close();
    device.clock = () => Date.now() - HOUR;
    data = await device.open();
    await when(data.connection, (c) => Math.abs(c.clockOffsetMs - HOUR) < 1_000);
    expect(Math.abs(data.now() - Date.now())).toBeLessThan(1_000);
    const id = await data.giveReason(jam(LINE, thisHour()));
    const [, at] = id.split(':');
    expect(Math.abs(Number(at) - Date.now())).toBeLessThan(1_000);
  });
});

describe('a line that is live', () => {
  const frame = (minute: number, seq: number, produced: number) => ({
    line: LINE,
    minute,
    seq,
    values: { produced, good: produced, rework: 0, empty: 0, downMs: 0, unknownMs: 0 },
    stops: [],
  });

  it('shows minutes of the stream before any row says so', async () => {
    await synced();
    const {
      reasons: _r,
      facts: _f,
      ...open
    } = hourRow(LINE, thisHour(), { closed: false, seq: 5, coveredTo: thisHour() });
    gateway.send({ type: 'hour', row: open });
    gateway.send({ type: 'minutes', now: Date.now(), frames: [frame(thisHour(), 6, 120)] });
    const line = await when(data.line(LINE), (l) => l?.hours.at(-1)?.produced[0] === 120);
    expect(line?.hours.length).toBe(3);
  });

  it('lets a stored row of higher order win over the stream, and keeps its reasons', async () => {
    await synced();
    const { reasons: _r, facts: _f, ...open } = hourRow(LINE, thisHour(), { closed: false, seq: 5 });
    gateway.send({ type: 'hour', row: open });
    await when(data.line(LINE), (l) => l?.hours.length === 3);
    const produced = Array.from({ length: 60 }, () => 7);
    gateway.put('hours', hourRow(LINE, thisHour(), { closed: false, seq: 9, produced, facts: ['x'] }) as never);
    await when(data.line(LINE), (l) => l?.hours.at(-1)?.produced[0] === 7);
    gateway.send({ type: 'hour', row: { ...open, seq: 12 } });
    const line = await when(data.line(LINE), (l) => l?.hours.at(-1)?.produced[0] === 0);
    expect(line?.hours.at(-1)?.facts).toEqual(['x']);
  });

  it('forgets the order of a gateway that was rebuilt', async () => {
    await synced();
    gateway.put('hours', hourRow(LINE, thisHour(), { closed: false, seq: 900 }) as never);
    await when(data.line(LINE), (l) => l?.hours.length === 3);
    gateway.rebuild('e2');
    gateway.faults.pull.push(...Array.from({ length: 500 }, () => 'error' as const));
    gateway.cutStreams();
    await until(() => gateway.listeners === 1);
    const produced = Array.from({ length: 60 }, () => 3);
    const { reasons: _r, facts: _f, ...open } = hourRow(LINE, thisHour(), { closed: false, seq: 2, produced });
    gateway.send({ type: 'hour', row: open });
    await when(data.line(LINE), (l) => l?.hours.at(-1)?.produced[0] === 3);
  });

  it('covers the open hour as far as the gateway has looked, never beyond its end', async () => {
    await synced();
    const at = thisHour() + 1_000;
    gateway.put('hours', hourRow(LINE, thisHour(), { closed: false, coveredTo: thisHour() }) as never);
    gateway.send({ type: 'line', now: Date.now(), row: lineRow(LINE, { seq: 5, at }) });
    await when(data.line(LINE), (l) => l?.hours.at(-1)?.coveredTo === at);
    gateway.send({ type: 'line', now: Date.now(), row: lineRow(LINE, { seq: 6, at: thisHour() + 2 * HOUR }) });
    await when(data.line(LINE), (l) => l?.hours.at(-1)?.coveredTo === thisHour() + HOUR);
  });

  it('is out of reach as soon as the stream breaks, and live again by itself', async () => {
    await synced();
    await gateway.stop();
    await when(data.connection, (c) => c.state === 'unreachable');
    await gateway.start();
    await when(data.connection, (c) => c.state === 'live');
  });
});
