import { describe, expect, it } from 'vitest';
import type { ChangeSet } from '../../../shared/documents/change.ts';
import { MOST_SEEN } from '../../../shared/documents/change.ts';
import { padded } from '../../../shared/documents/document.ts';
import type { SentPlanFact } from '../../../shared/orders/fold-facts.ts';
import { assignmentsByLot } from '../../../shared/orders/job-of-lot.ts';
import type { Plan } from '../../../shared/orders/plan.ts';
import { whyNot } from '../../../shared/orders/rules.ts';
import { cancelOrder, closeOrder } from '../../../shared/orders/verbs/closing.ts';
import { loadJobs } from '../../../shared/orders/verbs/placing.ts';
import { mergeOrders, reworkOrder, splitOrder } from '../../../shared/orders/verbs/quantities.ts';
import { completeJob, pauseJob, startJob } from '../../../shared/orders/verbs/running.ts';
import { chooseVersion, removeEntity } from '../../../shared/orders/verbs/sheet.ts';
import { rulesOf } from '../../../shared/orders/verbs/world.ts';
import { lineCalendar } from '../../../shared/calendar/line-calendar.ts';
import { dispatch } from '../../../shared/schedule/dispatch.ts';
import { explain } from '../../../shared/schedule/explain.ts';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import { lotRow, planningWorld, type PlanningWorld } from '../../fixtures/planning-world.ts';
import { at, line, place, situation, TWO_SHIFTS } from '../schedule/small-plant.ts';

/** What another device says, with nothing seen unless it is told so. */
function foreign(plant: PlanningWorld, n: number, ...sets: ChangeSet[]): SentPlanFact {
  const envelope = { schema: 1, at: plant.now, by: { origin: 'other', user: 'binder' } };
  return { ...envelope, _id: `change:${padded(plant.now)}:other.${n}`, type: 'change', line: null, sets };
}

const placed = (job: string, key: string, on = 'line8'): ChangeSet => ({
  ...{ entity: 'job', id: job, set: { place: { line: on, key } }, saw: {} },
});

describe('A place in a queue that nobody could have made', () => {
  it('is refused when nothing could ever come before it', () => {
    const plant = planningWorld();
    plant.order('a');
    for (const key of ['0000.-', '0.---', 'V.a-'])
      expect([key, whyNot(foreign(plant, 1, placed('wo-a.1', key)), rulesOf(plant.world))]).toMatchObject([
        key,
        { why: 'field' },
      ]);
  });

  it('does not keep the queue shut for all who come after it', () => {
    const plant = planningWorld();
    for (const lot of ['a', 'b', 'c']) plant.order(lot);
    plant.hear([foreign(plant, 1, placed('wo-a.1', `${'z'.repeat(77)}.x`))]);
    plant.say((world) => startJob(world, { job: 'wo-a.1' }));
    plant.say((world) => completeJob(world, { job: 'wo-a.1' }));
    plant.say((world) => loadJobs(world, { ids: ['wo-b.1'], line: 'line8', mode: 'next' }));
    plant.say((world) => loadJobs(world, { ids: ['wo-c.1'], line: 'line8', mode: 'next' }));
    expect(plant.schedule.queues.get('line8')).toEqual(['wo-b.1', 'wo-c.1']);
  });
});

describe('A time that nobody lives to see', () => {
  it('is refused as the start of a job', () => {
    const plant = planningWorld();
    plant.order('a');
    const load = (when: number) =>
      loadJobs(plant.world, { ids: ['wo-a.1'], line: 'line8', mode: 'at', at: when, pinned: true });
    expect(load(Date.UTC(9999, 11, 31))).toMatchObject({ ok: false, why: 'field', about: 'job:wo-a.1' });
    expect(load(Date.UTC(2099, 11, 31))).toMatchObject({ ok: true });
  });

  it('is explained in some thousand pieces when it is as late as can be, not in millions', () => {
    const sketch = situation({
      now: '2026-11-23T06:00',
      lines: [line('line1', { calendar: TWO_SHIFTS })],
      orders: {
        a: { quantity: 1_000, jobs: { 1: { place: place('line1', 'a', { notBefore: Date.UTC(2100, 0) - 1 }) } } },
      },
    });
    expect(explain('a.1', sketch, scheduleOf(sketch))!.pieces.length).toBeLessThan(50_000);
  });
});

describe('A line that is out of service for ever', () => {
  it('does not keep everybody waiting for the account of it', () => {
    const sketch = situation({
      now: '2026-11-23T06:00',
      lines: [line('line1', { calendar: TWO_SHIFTS })],
      orders: {
        a: {
          quantity: 1_000,
          jobs: { 1: { place: place('line1', 'a', { notBefore: at('2026-12-24T08:00'), pinned: true }) } },
        },
      },
      exceptions: {
        scrapped: { scope: 'line:line1', kind: 'maintenance', from: '2026-11-24T06:00', to: '9999-12-31T00:00' },
        slip: { scope: 'plant', kind: 'maintenance', from: '0026-11-24T06:00', to: '0026-11-25T06:00' },
      },
    });
    const { conflicts } = scheduleOf(sketch);
    expect(conflicts).toMatchObject([{ why: 'maintenance', job: 'a.1', from: at('2026-11-24T06:00') }]);
    expect(conflicts[0]!.to).toBeLessThan(at('2028-12-31T00:00'));
  });
});

describe('A rate of next to nothing', () => {
  it('has no end, also while the line rests for weeks and its history is known', () => {
    const sketch = situation({
      now: '2026-11-23T06:00',
      lines: [line('line1', { calendar: TWO_SHIFTS })],
      paces: { line1: [1, 1, 0.9, 1, 1, 1.1] },
      orders: {
        a: {
          quantity: 1_000_000_000,
          jobs: {
            1: {
              ...{ factor: 1_000_000, ratePerHour: 1e-300, place: place('line1', 'a') },
              said: [{ at: at('2026-11-20T06:00'), line: 'line1', verb: 'start' }],
            },
          },
        },
        b: { quantity: 10, jobs: { 1: { place: place('line1', 'b') } } },
      },
      exceptions: { stop: { scope: 'plant', kind: 'closed', from: '2026-11-01T00:00', to: '2027-11-01T00:00' } },
    });
    expect(scheduleOf(sketch).jobs.get('a.1')).toMatchObject({ end: null, p10: null, p90: null });
  });
});

describe('A chain of twenty thousand jobs', () => {
  it('is put in order by the rule, too', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `o${i}`);
    const heads = new Map([['line1', [] as string[]]]);
    const { plan, lines, now } = situation({
      now: '2026-11-23T06:00',
      orders: Object.fromEntries(
        names.map((id, i) => {
          const after = i === 0 ? {} : { after: [{ job: `o${i - 1}.1` }] };
          return [id, { quantity: 10, jobs: { 1: { ...after, place: place('line1', String(100_000 + i)) } } }];
        }),
      ),
    });
    const ids = names.map((id) => `${id}.1`);
    const asked = { plan, standings: new Map(), lines, zone: 'UTC', now, heads };
    const always = lineCalendar({ id: 'line1' }, { zone: 'UTC', weeks: [], exceptions: [] });
    const pools = new Map([['line1', ids.slice(0, 100)]]);
    const far = new Map([['line1', ids]]);
    const weights = { urgency: 1, setup: 1 };
    expect(dispatch({ ...asked, pools, calendar: () => always }, weights).get('line1')).toEqual(ids.slice(0, 100));
    expect(() => dispatch({ ...asked, heads: far, pools: new Map(), calendar: () => always }, weights)).not.toThrow();
  });
});

describe('A day that no calendar has', () => {
  it('is refused in every date of the plan', () => {
    const plant = planningWorld();
    const on = (entity: ChangeSet['entity'], set: Record<string, unknown>) =>
      whyNot(foreign(plant, 1, { entity, id: 'x', set, saw: {} }), rulesOf(plant.world))?.why ?? null;
    const closed = { scope: 'plant', kind: 'closed', from: '2026-02-01T06:00' };
    expect(on('exception', { ...closed, to: '2026-02-30T06:00' })).toBe('dates');
    expect(on('exception', { ...closed, to: '2026-02-28T06:00' })).toBeNull();
    expect(on('product', { name: 'x', validFrom: '2026-02-29' })).toBe('dates');
    expect(on('product', { name: 'x', validFrom: '2028-02-29' })).toBeNull();
    expect(on('changeover', { from: 'a', to: 'b', ms: 5, validTo: '0000-01-01' })).toBe('dates');
    expect(on('changeover', { from: 'a', to: 'b', ms: 5, validTo: '2027-01-01' })).toBeNull();
  });
});

describe('An order that began', () => {
  it('can be closed without a reason, though it waits first in its queue; the one that comes next cannot', () => {
    const plant = planningWorld();
    for (const lot of ['a', 'b']) plant.order(lot);
    plant.say((world) => loadJobs(world, { ids: ['wo-a.1', 'wo-b.1'], line: 'line8', mode: 'next' }));
    expect(closeOrder(plant.world, { id: 'wo-a' })).toMatchObject({ ok: false, why: 'frozen', about: 'job:wo-a.1' });
    plant.say((world) => startJob(world, { job: 'wo-a.1' }));
    plant.now += 60_000;
    plant.say((world) => pauseJob(world, { job: 'wo-a.1' }));
    plant.say((world) => closeOrder(world, { id: 'wo-a' }));
    plant.say((world) => closeOrder(world, { id: 'wo-b', why: 'not wanted any more' }));
    expect(plant.schedule.queues.get('line8')).toEqual([]);
  });
});

describe('A line that is not in the plant any more', () => {
  it('holds no order: what was planned or ran there can be cancelled and closed', () => {
    const plant = planningWorld();
    plant.order('a');
    plant.order('b');
    plant.hear([foreign(plant, 1, placed('wo-a.1', 'V.x', 'line77'), placed('wo-b.1', 'W.x', 'line77'))]);
    const start = { ...foreign(plant, 2, placed('x', 'a.x')), type: 'execution', line: 'line77', job: 'wo-b.1' };
    plant.hear([{ ...start, _id: `execution:${padded(plant.now)}:other.2`, verb: 'start' } as unknown as SentPlanFact]);
    expect(plant.schedule.standings.get('wo-b.1')).toMatchObject({ state: 'Running', line: 'line77' });
    plant.say((world) => cancelOrder(world, { id: 'wo-a' }));
    plant.say((world) => closeOrder(world, { id: 'wo-b' }));
    expect(['wo-a.1', 'wo-b.1'].map((job) => plant.schedule.standings.get(job)?.state)).toEqual(['Aborted', 'Ended']);
  });
});

describe('An order whose product was deleted', () => {
  it('can still be split, merged and mended', () => {
    const plant = planningWorld();
    plant.order('a');
    plant.say((world) => removeEntity(world, { entity: 'product', ids: ['pouch-a'] }));
    const [part] = plant.say((world) => splitOrder(world, { id: 'wo-a', quantity: 2_000 }));
    const to = (part as { to: string }).to;
    plant.say((world) => mergeOrders(world, { from: [to], into: 'wo-a' }));
    plant.say((world) => splitOrder(world, { id: 'wo-a', quantity: 1_000 }));
    const [mended] = plant.say((world) => reworkOrder(world, { id: 'wo-a', quantity: 500 }));
    plant.say((world) => reworkOrder(world, { id: (mended as { to: string }).to, quantity: 100 }));
    const quantities = [...plant.plan.orders.values()].map(({ quantity }) => quantity);
    expect(quantities.reduce((sum: number, quantity) => sum + (quantity ?? 0), 0)).toBe(5_000);
    expect(plant.plan.orders.get('wo-a')?.quantity).toBe(3_500);
  });
});

describe('An order that is merged while its line goes on', () => {
  it('is merged as it was seen, and not left completed and unmerged', () => {
    const plant = planningWorld();
    for (const lot of ['a', 'b']) plant.order(lot);
    plant.say((world) => loadJobs(world, { ids: ['wo-a.1'], line: 'line8', mode: 'next' }));
    plant.count([lotRow('line8', 'La', { good: 1_000 })]);
    const merged = mergeOrders(plant.world, { from: ['wo-a'], into: 'wo-b' });
    plant.count([lotRow('line8', 'La', { good: 1_010 })]);
    plant.say(() => merged);
    const quantities = ['wo-a', 'wo-b'].map((id) => plant.plan.orders.get(id)?.quantity);
    expect(quantities).toEqual([1_000, 9_000]);
    expect(plant.schedule.standings.get('wo-a.1')).toMatchObject({ state: 'Ended', remaining: 0 });
  });

  it('gives no more than it has all the same', () => {
    const plant = planningWorld();
    for (const lot of ['a', 'b']) plant.order(lot);
    const said = { type: 'transfer', kind: 'merge', from: 'wo-a', to: 'wo-b', quantity: 5_001 } as const;
    expect(whyNot(said, rulesOf(plant.world))).toMatchObject({ why: 'quantity' });
  });
});

describe('More versions of a field than a change can name', () => {
  it('can still be settled, in two steps', () => {
    const plant = planningWorld();
    plant.order('a');
    for (let n = 1; n <= MOST_SEEN + 10; n++)
      plant.hear([foreign(plant, n, { entity: 'order', id: 'wo-a', set: { notes: `note ${n}` }, saw: {} })]);
    const choose = () =>
      plant.say((world) => {
        const [first] = world.situation.plan.orders.get('wo-a')!.conflicts[0]!.versions;
        return chooseVersion(world, { entity: 'order', id: 'wo-a', field: 'notes', headId: first!.id });
      });
    const [said] = choose();
    expect((said as { sets: ChangeSet[] }).sets[0]!.saw['notes']).toHaveLength(MOST_SEEN);
    choose();
    expect(plant.plan.orders.get('wo-a')?.conflicts).toEqual([]);
  });
});

describe('Two assignments of one lot', () => {
  it('that met count the same everywhere, whichever came first', () => {
    const lot = (id: string, job: string, saidAt: number) =>
      [id, { id, fields: { line: 'line8', lot: 'A/1', job }, said: { job: { at: saidAt } } }] as const;
    const [one, other] = [lot('line8.A_2f_1', 'x', 5), lot('line8.a', 'y', 9)];
    for (const lots of [new Map([one, other]), new Map([other, one])])
      expect(assignmentsByLot({ lots } as unknown as Plan).get('line8.A/1')?.fields.job).toBe('y');
  });
});
