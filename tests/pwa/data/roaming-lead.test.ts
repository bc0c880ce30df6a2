import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceData } from '../../../pwa/data/app-data.ts';
import type { Connection, LineData } from '../../../pwa/data/line-data.ts';
import { ROAMING_TIMES } from '../../../pwa/data/roaming-course.ts';
import type { GatewayReference } from '../../../shared/sync/rows.ts';
import { Device, HOUR, hourRow, jam, lineRow, referenceRows, thisHour, until, when } from './device.ts';
import { FakeGateway } from './fake-gateway.ts';
import { OtherGateway } from './other-gateway.ts';

const PIN = '4711';
const SOON = { ...ROAMING_TIMES, patienceMs: 60, steadyMs: 60, lookedAtMs: 20, lookMs: 20, lookLostMs: 10 };

describe('a device that roams between the gateways of a plant', () => {
  let plant: FakeGateway;
  let line8: OtherGateway;
  let line5: OtherGateway;
  let device: Device;
  let data: DeviceData;
  let named = 0;

  const open = () => device.open({ times: SOON, gatewaysNamed: () => void named++ });

  beforeEach(async () => {
    plant = await new FakeGateway().start();
    line8 = (await new OtherGateway('gw-line8', ['line8'], plant).start()) as OtherGateway;
    line5 = (await new OtherGateway('gw-line5', ['line5'], plant).start()) as OtherGateway;
    const itself: GatewayReference = { id: 'gw-1', name: 'North plant', origin: plant.url, role: 'plant', lines: [] };
    const gateways = { id: 'gateways', kind: 'gateways', body: [itself, line8.reference, line5.reference] };
    plant.put('reference', ...referenceRows('line8', 'line5'), gateways);
    fill(plant, 'line8', { rowsRead: 1 });
    fill(plant, 'line5', { rowsRead: 1 });
    for (const other of [line8, line5]) {
      // It tells of other gateways than the plant does, and is not believed.
      other.put('reference', ...referenceRows(...other.lines), { ...gateways, body: [] });
      for (const line of other.lines) fill(other, line, { rowsRead: 2 });
    }
    plant.access.person = null;
    plant.access.codes.set('CODE', { name: 'Station', role: 'station', lines: '*' });
    plant.access.people.set('attendant', { name: 'Attendant', roles: ['operator'], lines: '*', pin: PIN });
    device = new Device(plant);
    named = 0;
    data = await open();
    expect(await data.access.enrol('CODE')).toEqual({ kind: 'ok' });
    await when(data.connection, ({ synced, state }) => synced && state === 'live');
  });
  afterEach(async () => {
    await data.close();
    await Promise.all([plant.stop(), line8.stop(), line5.stop()]);
    expect(device.faults).toEqual([]);
  });

  function fill(gateway: FakeGateway, line: string, changes: Parameters<typeof hourRow>[2]): void {
    gateway.put('lines', lineRow(line));
    gateway.put('hours', hourRow(line, thisHour() - 2 * HOUR, changes), hourRow(line, thisHour() - HOUR, changes));
  }
  const signOn = async () => {
    expect(await data.access.signOn({ way: 'pin', user: 'attendant', pin: PIN })).toEqual({ kind: 'ok' });
  };
  const at = (gateway: string | null): Promise<Connection> =>
    when(data.connection, ({ state, away }) => state === 'live' && (away?.gateway ?? null) === gateway);
  const shown = (line: string, wanted: (data: LineData) => boolean) =>
    when(data.line(line), (now) => now !== null && wanted(now));
  const read = (n: number) => (now: LineData) =>
    now.hours.length === 2 && now.hours.every((hour) => hour.rowsRead === n);
  const reason = (line = 'line8') => data.giveReason(jam(line, thisHour() - HOUR));

  it('goes on with its line’s gateway when the plant is gone, says so, and comes back', async () => {
    data.lookAt('line8');
    await plant.stop();
    const { away } = await at('gw-line8');
    expect(away).toMatchObject({ name: 'line8', home: 'North plant', lines: ['line8'] });
    expect(Math.abs((away?.homeHeardAt ?? 0) - Date.now())).toBeLessThan(20_000);
    await shown('line8', (now) => read(2)(now) && !now.lost);
    await plant.start();
    await at(null);
    await shown('line8', read(1));
  });

  it('keeps the rows of lines of which that gateway knows nothing, and says that nobody speaks for them', async () => {
    await plant.stop();
    await at('gw-line8');
    await shown('line8', read(2));
    const line = await shown('line5', (now) => read(1)(now) && now.lost?.why === 'elsewhere' && now.now !== null);
    expect(line?.lost?.since).toBe(line?.now?.at);
    expect(line?.lines.map(({ id }) => id).sort()).toEqual(['line5', 'line8']);
  });

  it('walks plant → line 8 → line 5 → plant, and is as current as ever at the end', async () => {
    await plant.stop();
    await at('gw-line8');
    data.lookAt('line5');
    await at('gw-line5');
    await shown('line5', (now) => read(2)(now) && !now.lost);
    await shown('line8', (now) => read(2)(now) && now.lost?.why === 'elsewhere');
    plant.put('hours', hourRow('line8', thisHour() - HOUR, { rowsRead: 7 }) as never);
    plant.remove('hours', hourRow('line5', thisHour() - HOUR).id);
    await plant.start();
    await at(null);
    const line = await shown('line8', (now) => now.hours.at(-1)?.rowsRead === 7 && !now.lost);
    expect(line?.hours[0]?.rowsRead).toBe(1);
    await shown('line5', (now) => now.hours.length === 1 && now.hours[0]?.rowsRead === 1 && !now.lost);
  });

  it('sends what was entered to the gateway that it reaches, once its author is shown', async () => {
    await signOn();
    await plant.stop();
    const id = await reason();
    await at('gw-line8');
    await when(data.connection, ({ notSent }) => notSent === 0);
    expect([...line8.facts.keys()]).toEqual([id]);
    expect(line8.log.indexOf('POST tickets 1')).toBeLessThan(line8.log.indexOf('POST facts 1'));
    expect([...line8.tokens.values()]).toContain('attendant');
    await plant.start();
    await at(null);
    expect(plant.facts.size).toBe(0);
    await shown('line8', (now) => now.given.filter((given) => given.id === id && !given.unsent).length === 1);
  });

  it('shows an entry once also where the rows do not know of it yet', async () => {
    await signOn();
    const id = await reason();
    await when(data.connection, ({ notSent }) => notSent === 0);
    const given = { ...jam('line8', thisHour() - HOUR), id, at: 1, origin: 'x' };
    plant.put('hours', hourRow('line8', thisHour() - HOUR, { rowsRead: 1, facts: [id], reasons: [given] }) as never);
    await shown('line8', (now) => now.given.some((one) => one.id === id && one.origin === 'x'));
    await plant.stop();
    await at('gw-line8');
    const line = await shown('line8', read(2));
    expect(line?.given.map((one) => one.id)).toEqual([id]);
  });

  it('keeps entries about other lines for those who know of them', async () => {
    await signOn();
    await plant.stop();
    await at('gw-line8');
    const id = await reason('line5');
    await reason('line8');
    await when(data.connection, ({ notSent }) => notSent === 1);
    expect([...line8.facts.values()].map(({ line }) => line)).toEqual(['line8']);
    data.lookAt('line5');
    await at('gw-line5');
    await when(data.connection, ({ notSent }) => notSent === 0);
    expect([...line5.facts.keys()]).toEqual([id]);
  });

  it('takes nobody’s word but home’s for who entered something, or that it is wrong', async () => {
    await signOn();
    line8.answer = ({ _id }) => ({ id: _id, status: 'rejected', code: 'author', reason: 'Never heard of.' });
    await plant.stop();
    await at('gw-line8');
    const id = await reason();
    await until(() => line8.log.includes('POST facts 1'));
    await plant.start();
    await at(null);
    await when(data.connection, ({ notSent }) => notSent === 0);
    expect([...plant.facts.keys()]).toEqual([id]);
    await when(data.refused, (refused) => refused.length === 0);
  });

  it('renews its token when it is not taken any more, and never brings a cookie', async () => {
    await signOn();
    await plant.stop();
    await at('gw-line8');
    line8.forgetTokens();
    await reason();
    await when(data.connection, ({ notSent }) => notSent === 0);
    expect(line8.facts.size).toBe(1);
  });

  it('speaks for nobody any more once the person has left', async () => {
    await signOn();
    await plant.stop();
    await at('gw-line8');
    expect([...line8.tokens.values()]).toEqual(['attendant']);
    await data.access.signOff();
    await until(() => [...line8.tokens.values()].join() === '');
    await at('gw-line8');
  });

  it('lets somebody in whose PIN it knows, and says of all else that it needs home', async () => {
    await signOn();
    await until(async () => (await device.safe.get('ticket:attendant')) !== undefined);
    await data.access.signOff();
    await plant.stop();
    await at('gw-line8');
    const answer = await data.access.signOn({ way: 'password', user: 'attendant', password: 'secret' });
    expect(answer).toEqual({ kind: 'needs-home', home: 'North plant' });
    await signOn();
    const id = await reason();
    await when(data.connection, ({ notSent }) => notSent === 0);
    expect([...line8.facts.keys()]).toEqual([id]);
  });

  it('stays where it is when it is no enrolled device, and says so', async () => {
    await data.close();
    device = new Device(plant);
    plant.access.device = null;
    plant.access.people.set('planner', { name: 'Planner', roles: ['planner'], lines: '*', password: 'secret' });
    data = await open();
    await data.access.signOn({ way: 'password', user: 'planner', password: 'secret' });
    await when(data.connection, ({ synced, state }) => synced && state === 'live');
    await plant.stop();
    await when(data.connection, ({ state, stays }) => state === 'unreachable' && stays === true);
    expect(line8.log).toEqual([]);
  });

  it('believes home alone about which gateways there are', async () => {
    const before = named;
    await plant.stop();
    await at('gw-line8');
    await shown('line8', read(2));
    await line8.stop();
    await at('gw-line5');
    expect(named).toBe(before);
  });

  it('opens out of reach of home, too', async () => {
    await data.close();
    await plant.stop();
    data = await open();
    await at('gw-line8');
    await shown('line8', read(2));
    await shown('line5', (now) => now.lost?.why === 'elsewhere');
  });
});
