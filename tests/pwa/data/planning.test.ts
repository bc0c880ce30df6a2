import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotSignedOn } from '../../../pwa/data/access.ts';
import { openEntries } from '../../../pwa/data/database.ts';
import type { EnteredPlanFact } from '../../../pwa/data/line-data.ts';
import type { PlanView } from '../../../pwa/data/planning.ts';
import type { ChangeSet } from '../../../shared/documents/change.ts';
import { Device, until, when } from './device.ts';
import { PlanDesk, change, orderIn } from './plan-desk.ts';
import { PlanGateway } from './plan-gateway.ts';

const NOW = Date.now();
let desk: PlanDesk;

beforeEach(async () => {
  desk = await PlanDesk.open();
});

afterEach(async () => {
  await desk.close();
  expect(desk.device.faults).toEqual([]);
});

const arrived = (count: number) => until(() => desk.gateway.taken.length === count);
const stateOf = (field: string) => desk.gateway.plan.get('order:o-1')?.state[field];

describe('the plan on a device', () => {
  it('is not there until something of it is', async () => {
    const empty = await new PlanGateway().start();
    const fresh = new Device(empty);
    await desk.data.close();
    empty.faults.pull.push(...Array.from({ length: 20 }, () => 'error' as const));
    desk.data = await fresh.open();
    const shown: unknown[] = [];
    desk.data.planning.plan.subscribe((view) => shown.push(view))();
    expect(shown).toEqual([null]);
    await when(desk.data.planning.plan, (view) => view?.plan.orders.size === 0);
    await desk.data.close();
    await empty.stop();
    await desk.reopen();
  });

  it('is what the gateway has, with lines, lots and what follows from it', async () => {
    const lot = { id: 'lot:line8:125', line: 'line8', lot: '125', item: '7', until: null };
    desk.gateway.put('lots', {
      ...lot,
      ...{ produced: 9, good: 9, rework: 0, empty: 0, fromMs: NOW, toMs: NOW, current: true, goodPerHour: null },
      days: [],
    });
    const view = await desk.seen(({ lots, plan }) => lots.length === 1 && plan.jobs.size === 1);
    expect(view.lines.map(({ id }) => id)).toEqual(['line8', 'line9']);
    expect(orderIn(view)).toMatchObject({ product: 'p-1', quantity: 5_000 });
    expect(view.schedule.parked).toEqual(['o-1.a']);
    expect(view.published).toEqual({ plan: view.plan, schedule: view.schedule });
    expect(view.published.plan).toBe(view.plan);
  });

  it('follows what others do', async () => {
    await desk.here();
    desk.others('order', 'o-1', { quantity: 6_000 });
    await desk.quantity(6_000);
    desk.gateway.remove('plan', 'order:o-1');
    await desk.seen(({ plan }) => plan.orders.size === 0);
  });

  it('is told a few times a second when much happens', async () => {
    await desk.here();
    let times = 0;
    const stop = desk.data.planning.plan.subscribe(() => times++);
    const begun = Date.now();
    for (let i = 1; i <= 40; i++) {
      desk.others('order', 'o-1', { quantity: i });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await desk.quantity(40);
    stop();
    expect(times).toBeLessThan(4 + (Date.now() - begun) / 200);
  });
});

describe('what a planner enters', () => {
  it('shows at once as not sent, and arrives once as it was entered', async () => {
    await desk.here();
    desk.gateway.faults.push.push('lost answer');
    await desk.setOrder({ quantity: 7_000 });
    const view = await desk.quantity(7_000);
    expect([...view.unsent]).toEqual(['order:o-1']);
    await desk.seen(({ unsent }) => unsent.size === 0);
    expect(new Set(desk.gateway.taken.map(({ _id }) => _id)).size).toBe(1);
    const { _id, type, line, by, ...said } = desk.gateway.taken[0]!;
    expect(_id).toMatch(/^change:\d{16}:device-[0-9a-z]{8}\.1$/);
    expect({ type, line, user: by.user }).toEqual({ type: 'change', line: null, user: 'planner' });
    expect(said).toMatchObject({ sets: [{ entity: 'order', id: 'o-1', set: { quantity: 7_000 } }] });
    expect(said).not.toHaveProperty('named');
  });

  it('entered offline survives a restart, and what is entered over it saw it', async () => {
    await desk.here();
    await desk.gateway.stop();
    await desk.setOrder({ quantity: 1 });
    await desk.quantity(1);
    await desk.data.close();
    await desk.reopen();
    await desk.quantity(1);
    await desk.setOrder({ quantity: 2 });
    await desk.quantity(2);
    await desk.gateway.start();
    await arrived(2);
    expect(stateOf('quantity')?.heads.map(({ value }) => value)).toEqual([2]);
  });

  it('does not flicker when the rows come that list it, and leaves the outbox then', async () => {
    await desk.here();
    desk.gateway.delivers = false;
    const values: unknown[] = [];
    const stop = desk.data.planning.plan.subscribe((view) => view && values.push(orderIn(view)?.quantity));
    await desk.setOrder({ quantity: 3 });
    await desk.seen(({ unsent }) => unsent.size === 0);
    desk.gateway.deliver();
    desk.others('order', 'o-1', { priority: 1 });
    await desk.seen((view) => orderIn(view)?.priority === 1);
    stop();
    expect(values.slice(values.indexOf(3)).every((value) => value === 3)).toBe(true);
    await until(async () => {
      await desk.data.close();
      const entries = await openEntries(desk.device.place, desk.device.safe);
      const left = await entries.outbox.find().exec();
      await entries.close();
      await desk.reopen();
      await when(desk.data.connection, ({ state, synced }) => state === 'live' && synced);
      return left.length === 0;
    });
  });

  it('is sent in the order in which it was entered, whatever its type', async () => {
    const { plan } = await desk.here();
    await desk.gateway.stop();
    const made = { entity: 'order' as const, id: 'o-2', set: { product: 'p-1' }, saw: {} };
    await desk.data.planning.enter([
      { type: 'transfer', kind: 'split', from: 'o-1', to: 'o-2', quantity: 5, sets: [made] },
      { type: 'execution', line: 'line8', job: 'o-1.a', verb: 'start' },
      change(plan, 'order', 'o-1', { notes: 'x' }),
    ]);
    await desk.set('order', 'o-2', { notes: 'new' });
    await desk.gateway.start();
    await arrived(4);
    expect(desk.gateway.taken.map(({ type }) => type)).toEqual(['transfer', 'execution', 'change', 'change']);
  });

  it('is by somebody who may on the lines that it is about, else by nobody', async () => {
    desk.gateway.access.person = { ...desk.gateway.access.person!, lines: ['line9'] };
    await desk.data.access.refresh();
    await desk.here();
    const place = (line: string) => ({ place: { line, key: 'a0.x' } });
    await expect(desk.set('job', 'o-1.a', place('line8'))).rejects.toThrow(NotSignedOn);
    expect((await desk.here()).unsent.size).toBe(0);
    await desk.set('job', 'o-1.a', place('line9'));
    expect((await desk.seen(({ unsent }) => unsent.size === 0)).schedule.queues.get('line9')).toEqual(['o-1.a']);
  });

  it('of the whole plant is by somebody who plans all of it, and nobody is asked to leave a device of one’s own for that', async () => {
    desk.gateway.access.person = { ...desk.gateway.access.person!, lines: ['line8', 'line9'] };
    await desk.data.access.refresh();
    await desk.here();
    const entered = desk.set('product', 'p-1', { name: 'Flu' });
    await expect(entered).rejects.toThrow(NotSignedOn);
    await expect(entered).rejects.toMatchObject({ mayNot: true });
    expect(desk.data.access.offers('plan', '*')).toBe(false);
    expect(desk.data.access.offers('plan', ['line8', 'line9'])).toBe(true);
    expect(desk.data.access.may('plan', ['line8', 'line5'])).toBe(false);
  });

  it('of a comment is by whoever wrote it, or by a planner', async () => {
    desk.others('comment', 'c-1', { order: 'o-1', text: 'Film tore' });
    await desk.seen(({ plan }) => plan.comments.size === 1);
    desk.gateway.access.person = { ...desk.gateway.access.person!, roles: ['operator'] };
    await desk.data.access.refresh();
    await expect(desk.set('comment', 'c-1', { text: 'Nothing' })).rejects.toThrow(NotSignedOn);
    await desk.set('comment', 'c-2', { order: 'o-1', text: 'Film B' });
    await desk.seen(({ plan }) => plan.comments.size === 2);
    await desk.set('comment', 'c-2', { text: 'Film C' });
    await desk.seen(({ plan }) => plan.comments.get('c-2')?.fields.text === 'Film C');
  });

  it('that is only wanted for some time says until when', async () => {
    const before = desk.data.now();
    await desk.set('order', 'o-1', { notes: 'now' }, { withinMs: 60_000 });
    await arrived(1);
    expect(desk.gateway.taken[0]!.expiresAt! - before).toBeGreaterThanOrEqual(60_000);
    expect(desk.gateway.taken[0]).not.toHaveProperty('withinMs');
  });
});

describe('two planners', () => {
  it('change different fields, one of them offline: both count', async () => {
    await desk.here();
    await desk.gateway.stop();
    await desk.setOrder({ due: 5 });
    desk.others('order', 'o-1', { quantity: 9 });
    await desk.gateway.start();
    const view = await desk.seen((view) => orderIn(view)?.quantity === 9 && view.unsent.size === 0);
    expect(orderIn(view)?.due).toBe(5);
    expect(view.plan.orders.get('o-1')?.conflicts).toEqual([]);
  });

  it('change the same field: both see both, until one who saw both chooses', async () => {
    await desk.here();
    await desk.gateway.stop();
    await desk.setOrder({ due: 5 });
    desk.others('order', 'o-1', { due: 6 });
    await desk.gateway.start();
    const conflict = ({ plan }: PlanView) => plan.orders.get('o-1')?.conflicts[0]?.versions.map(({ value }) => value);
    expect((await desk.seen((view) => conflict(view)?.length === 2)) && stateOf('due')?.heads).toHaveLength(2);
    await desk.setOrder({ due: 6 });
    await desk.seen((view) => conflict(view) === undefined && orderIn(view)?.due === 6);
    await until(() => stateOf('due')?.heads.length === 1);
  });
});

describe('what the plan cannot take', () => {
  it('is gone from the plan, and kept with what it was and why', async () => {
    await desk.here();
    desk.gateway.refuses = ({ _id }) => ({
      ...{ id: _id, status: 'rejected', code: 'plan', reason: 'It runs.', plan: 'frozen' },
    });
    await desk.setOrder({ quantity: 8 });
    const [refused] = await when(desk.data.refused, (all) => all.length === 1);
    expect(refused).toMatchObject({ code: 'plan', plan: 'frozen', fact: { named: { 'order:o-1': 'Flu 125' } } });
    await desk.quantity(5_000);
    desk.gateway.refuses = () => null;
    desk.others('order', 'o-1', { quantity: 6_000 });
    await desk.quantity(6_000);
    if (refused?.fact.type === 'change') await desk.data.planning.again(refused.fact, 'because it must');
    const view = await desk.quantity(8);
    expect(view.plan.orders.get('o-1')?.conflicts).toEqual([]);
    await until(() => desk.gateway.taken.at(-1)?.why === 'because it must');
  });
});

describe('a number that an order had which is on no device any more', () => {
  it('is told by the gateway before it is given again', async () => {
    const { plan } = await desk.here();
    const answered = { lotNumber: [{ value: '640001', order: 'o-9' }], reference: [] };
    const asked: unknown[] = [];
    desk.gateway.others = ({ url, method }, response) => {
      asked.push([method, url]);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
    };
    const taken = (fields: ChangeSet['set']) => desk.data.planning.takenBefore([change(plan, 'order', 'o-1', fields)]);
    expect(await taken({ lotNumber: '640001' })).toMatchObject({ why: 'lot-number-taken', about: 'order:o-1' });
    expect(await taken({ lotNumber: '640002' })).toBeNull();
    expect(await taken({ notes: '640001' })).toBeNull();
    expect(asked).toEqual([
      ['POST', '/api/plan/former'],
      ['POST', '/api/plan/former'],
    ]);
    await desk.gateway.stop();
    expect(await taken({ lotNumber: '640001' })).toBeNull();
  });

  it('is asked for at once where the device knows that it is in reach', async () => {
    await when(desk.data.connection, ({ state }) => state === 'live');
    const states: string[] = [];
    desk.data.connection.subscribe(({ state }) => states.push(state))();
    expect(states).toEqual(['live']);
  });
});

describe('what one gateway refused and another one had taken', () => {
  it('is not called refused any more as soon as the plan shows it', async () => {
    await desk.here();
    let sent: EnteredPlanFact | null = null;
    desk.gateway.refuses = (fact) => {
      sent = fact;
      return { id: fact._id, status: 'rejected', code: 'plan', reason: 'It has ended.', plan: 'ended' };
    };
    await desk.setOrder({ quantity: 8 });
    await when(desk.data.refused, (all) => all.length === 1);
    await desk.quantity(5_000);
    desk.gateway.hear(sent!);
    await desk.quantity(8);
    const begun = Date.now();
    await when(desk.data.refused, (all) => all.length === 0);
    expect(Date.now() - begun).toBeLessThan(5_000);
  });
});

describe('the history of an order', () => {
  it('is what the gateway tells, with what is only here', async () => {
    await desk.here();
    const told = { id: 'x', at: 5, user: 'a', origin: 'desk', type: 'change', set: { due: 1 } };
    desk.gateway.others = ({ url }, response) => {
      expect(url).toBe('/api/plan/history/order/o-1');
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ entries: [told] }));
    };
    desk.gateway.faults.push.push('error');
    await desk.setOrder({ due: 2 });
    const { entries, complete } = await desk.data.planning.history('order', 'o-1');
    expect(complete).toBe(true);
    expect(entries).toMatchObject([
      { set: { due: 2 }, user: 'planner', unsent: true },
      { id: 'x', unsent: false },
    ]);
  });

  it('is out of reach what is known here, and says so', async () => {
    await desk.here();
    await desk.gateway.stop();
    await desk.setOrder({ due: 2 });
    const { entries, complete } = await desk.data.planning.history('order', 'o-1');
    expect(complete).toBe(false);
    expect(entries).toMatchObject([
      { set: { due: 2 }, unsent: true },
      { set: { product: 'p-1', lot: '125' }, origin: 'desk', unsent: false },
    ]);
  });
});

describe('ids and keys that a device makes', () => {
  it('are no others’', () => {
    const ids = [desk.data.planning.newId(), desk.data.planning.newId()];
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^device-[0-9a-z]{8}-\d+$/);
    expect(desk.data.planning.keySuffix()).toBe(ids[0]!.split('-')[1]);
  });
});
