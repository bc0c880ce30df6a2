import { describe, expect, it } from 'vitest';
import type { ChangeSet } from '../../../shared/documents/change.ts';
import { whyNot } from '../../../shared/orders/rules.ts';
import type { Said } from '../../../shared/orders/said.ts';
import { deleteOrder, editOrder } from '../../../shared/orders/verbs/orders.ts';
import { loadJobs, moveJobs } from '../../../shared/orders/verbs/placing.ts';
import { startJob } from '../../../shared/orders/verbs/running.ts';
import { setFields } from '../../../shared/orders/verbs/sheet.ts';
import { rulesOf } from '../../../shared/orders/verbs/world.ts';
import { planningWorld, type PlanningWorld } from '../../fixtures/planning-world.ts';

const asked = (plant: PlanningWorld, said: Said) => whyNot(said, rulesOf(plant.world));
const set = (
  entity: ChangeSet['entity'],
  id: string,
  fields: ChangeSet['set'],
  saw: ChangeSet['saw'] = {},
): ChangeSet => ({
  entity,
  id,
  set: fields,
  saw,
});
const change = (...sets: ChangeSet[]): Said => ({ type: 'change', sets });

describe('The gateway asked of a fact', () => {
  it('wants new things to be said completely enough', () => {
    const plant = planningWorld();
    expect(asked(plant, change(set('order', 'n', { priority: 1 })))).toMatchObject({ why: 'field', about: 'order:n' });
    expect(asked(plant, change(set('order', 'n', { lot: '7' })))).toBeNull();
    expect(asked(plant, change(set('job', 'n.1', { position: 1 })))).toMatchObject({ why: 'field', field: 'order' });
    expect(asked(plant, change(set('job', 'n.1', { order: 'n' })))).toMatchObject({ why: 'unknown', field: 'order' });
    expect(asked(plant, change(set('job', 'n.1', { order: 'n' }), set('order', 'n', { lot: '7' })))).toBeNull();
    expect(asked(plant, change(set('setting', 'line-none', { frozen: 1 })))).toMatchObject({ why: 'unknown-line' });
    expect(asked(plant, change(set('order', 'n', { deleted: true })))).toMatchObject({ why: 'unknown' });
    expect(asked(plant, change(set('task', 'n.1.x', { claimed: 'keeper' })))).toMatchObject({ why: 'unknown' });
  });

  it('takes the edit of an order that somebody else deleted meanwhile', () => {
    const desk = planningWorld();
    desk.order('a', { priority: 5 });
    const tablet = desk.copy('tablet');
    const facts = tablet.say((world) => editOrder(world, { id: 'wo-a', fields: { priority: 2 } }));
    desk.say((world) => deleteOrder(world, { ids: ['wo-a'] }));
    expect(whyNot(facts[0]!, rulesOf(desk.world))).toBeNull();
    desk.hear(facts);
    expect(desk.plan.orders.has('wo-a')).toBe(false);
  });

  it('does not ask for a reason, nor which line can do it, where somebody else moved the job meanwhile', () => {
    const desk = planningWorld();
    for (const lot of ['a', 'b', 'c']) desk.order(lot);
    const ids = ['wo-a.1', 'wo-b.1', 'wo-c.1'];
    desk.say((world) => loadJobs(world, { ids, line: 'line8', mode: 'next' }));
    const tablet = desk.copy('tablet');
    const move = moveJobs(tablet.world, { ids: ['wo-c.1'], target: { line: 'line8', before: 'wo-a.1' }, why: 'x' });
    if (!move.ok) throw new Error(move.detail);
    const [said] = move.said;
    const silent = { ...said!, why: undefined } as unknown as Said;
    expect(asked(desk, silent)).toMatchObject({ why: 'frozen' });
    desk.say((world) => moveJobs(world, { ids: ['wo-c.1'], target: { line: 'line9', before: null } }));
    expect(asked(desk, silent)).toBeNull();
  });

  it('lets two orders swap their lot numbers, but not share one', () => {
    const plant = planningWorld();
    plant.order('a');
    plant.order('b');
    const swap = change(set('order', 'wo-a', { lotNumber: 'Lb' }), set('order', 'wo-b', { lotNumber: 'La' }));
    expect(asked(plant, swap)).toBeNull();
    const share = change(set('order', 'n', { lotNumber: 'new' }), set('order', 'm', { lotNumber: 'new' }));
    expect(asked(plant, share)).toMatchObject({ why: 'lot-number-taken', about: 'order:m' });
    const freed = change(set('order', 'wo-a', { lotNumber: null }), set('order', 'n', { lotNumber: 'La' }));
    expect(asked(plant, freed)).toBeNull();
  });

  it('keeps what ran from being deleted', () => {
    const plant = planningWorld();
    plant.order('a');
    plant.say((world) => startJob(world, { job: 'wo-a.1', line: 'line8' }));
    expect(asked(plant, change(set('order', 'wo-a', { deleted: true })))).toMatchObject({ why: 'ran' });
    expect(asked(plant, change(set('job', 'wo-a.1', { deleted: true })))).toMatchObject({ why: 'ran' });
  });

  it('wants a reason for what comes before the frozen job by another order of keys, and for what is taken away', () => {
    const plant = planningWorld();
    for (const lot of ['a', 'b']) plant.order(lot);
    plant.say((world) => loadJobs(world, { ids: ['wo-a.1', 'wo-b.1'], line: 'line8', mode: 'next' }));
    const { key } = plant.plan.jobs.get('wo-a.1')!.fields.place!;
    const saw = { place: [...plant.plan.jobs.get('wo-b.1')!.heads.place!] };
    const first = set('job', 'wo-b.1', { place: { line: 'line8', key: `0${key}` } }, saw);
    expect(asked(plant, change(first))).toMatchObject({ why: 'frozen', about: 'job:wo-a.1' });
    expect(asked(plant, { type: 'change', sets: [first], why: 'customer waits' })).toBeNull();
    expect(deleteOrder(plant.world, { ids: ['wo-a'] })).toMatchObject({ why: 'frozen' });
    expect(deleteOrder(plant.world, { ids: ['wo-b'] })).toMatchObject({ ok: true });
  });

  it('checks who gives to whom', () => {
    const plant = planningWorld();
    plant.order('a');
    plant.order('b');
    const give = (from: string, to: string, quantity = 1): Said => ({
      type: 'transfer',
      kind: 'merge',
      from,
      to,
      quantity,
    });
    expect(asked(plant, give('wo-a', 'wo-b', 5000))).toBeNull();
    expect(asked(plant, give('wo-a', 'wo-b', 5001))).toMatchObject({ why: 'quantity', about: 'order:wo-a' });
    expect(asked(plant, give('wo-a', 'wo-a'))).toMatchObject({ why: 'differs' });
    expect(asked(plant, give('wo-a', 'none'))).toMatchObject({ why: 'unknown', about: 'order:none' });
    expect(asked(plant, give('none', 'wo-a'))).toMatchObject({ why: 'unknown', about: 'order:none' });
  });

  it('takes reports of a run, unless they make no sense whatever happened before', () => {
    const plant = planningWorld();
    plant.order('a');
    const run = (verb: 'start' | 'pause' | 'reopen' | 'abort', line = 'line8', job = 'wo-a.1'): Said => ({
      type: 'execution',
      line,
      job,
      verb,
    });
    expect(asked(plant, run('start', 'cartoner'))).toMatchObject({ why: 'wrong-line' });
    expect(asked(plant, run('start', 'line99'))).toMatchObject({ why: 'unknown-line' });
    expect(asked(plant, run('start', 'line8', 'none'))).toMatchObject({ why: 'unknown' });
    expect(asked(plant, run('pause'))).toMatchObject({ why: 'not-running' });
    expect(asked(plant, run('abort'))).toBeNull();
    plant.say((world) => startJob(world, { job: 'wo-a.1', line: 'line8' }));
    for (const verb of ['start', 'pause', 'reopen'] as const) expect(asked(plant, run(verb))).toBeNull();
  });

  it('has nothing against folded state', () => {
    const plant = planningWorld();
    expect(whyNot({ type: 'base' } as never, rulesOf(plant.world))).toBeNull();
  });

  it('answers for a draft of two thousand moves before anybody notices', () => {
    const plant = planningWorld();
    const lots = Array.from({ length: 1000 }, (_, i) => `n${i}`);
    plant.say((world) =>
      setFields(world, {
        edits: lots.flatMap(
          (lot) =>
            [
              { entity: 'order', id: lot, fields: { product: 'pouch-a', lotNumber: lot, quantity: 10 } },
              { entity: 'job', id: `${lot}.1`, fields: { order: lot, processGroup: 'pouching' } },
            ] as const,
        ),
      }),
    );
    const ids = lots.map((lot) => `${lot}.1`);
    const loaded = loadJobs(plant.world, { ids, line: 'line8', mode: 'next' });
    if (!loaded.ok) throw new Error(loaded.detail);
    const [said] = loaded.said as [Said & { type: 'change' }];
    const draft: Said = { ...said, sets: [...said.sets, ...lots.map((lot) => set('order', lot, { priority: 2 }))] };
    const rules = rulesOf(plant.world);
    // The best of some: others use the same processors.
    const spentMs = Array.from({ length: 8 }, () => {
      const began = process.cpuUsage();
      expect(whyNot(draft, rules)).toBeNull();
      return process.cpuUsage(began).user / 1000;
    });
    expect(Math.min(...spentMs)).toBeLessThan(100);
  });
});
