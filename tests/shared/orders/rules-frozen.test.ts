import { describe, expect, it } from 'vitest';
import { closeOrder, cancelOrder, reopenOrder } from '../../../shared/orders/verbs/closing.ts';
import { deleteOrder, editOrder } from '../../../shared/orders/verbs/orders.ts';
import { loadJobs, moveJobs, parkJobs } from '../../../shared/orders/verbs/placing.ts';
import { mergeOrders } from '../../../shared/orders/verbs/quantities.ts';
import { abortJob, completeJob, pauseJob, reopenJob, startJob } from '../../../shared/orders/verbs/running.ts';
import type { Saying } from '../../../shared/orders/said.ts';
import type { VerbWorld } from '../../../shared/orders/verbs/world.ts';
import { rulesOf } from '../../../shared/orders/verbs/world.ts';
import { frozenOn } from '../../../shared/orders/rules-frozen.ts';
import { lotRow, planningWorld, PLANNING_NOW, type PlanningWorld } from '../../fixtures/planning-world.ts';

/** On line 8 `wo-a` runs, `wo-b` comes next, `wo-c` and `wo-d` after it; `wo-e` is parked. */
function queue(): PlanningWorld {
  const plant = planningWorld();
  for (const lot of ['a', 'b', 'c', 'd', 'e']) plant.order(lot);
  const ids = ['wo-a.1', 'wo-b.1', 'wo-c.1', 'wo-d.1'];
  plant.say((world) => loadJobs(world, { ids, line: 'line8', mode: 'next' }));
  plant.say((world) => startJob(world, { job: 'wo-a.1' }));
  return plant;
}

const toLine8 = (id: string, before: string | null) => ({ ids: [id], target: { line: 'line8', before } });
type Verb = (world: VerbWorld) => Saying;

describe('A reason is asked', () => {
  it.each<[string, Verb, string]>([
    ['to cancel the order that comes next', (w) => cancelOrder(w, { id: 'wo-b' }), 'wo-b.1'],
    ['to cancel the order that runs', (w) => cancelOrder(w, { id: 'wo-a' }), 'wo-a.1'],
    ['to cancel the job that comes next', (w) => abortJob(w, { job: 'wo-b.1' }), 'wo-b.1'],
    ['to close the order that comes next', (w) => closeOrder(w, { id: 'wo-b' }), 'wo-b.1'],
    ['to delete it', (w) => deleteOrder(w, { ids: ['wo-b'] }), 'wo-b.1'],
    ['to merge it into another', (w) => mergeOrders(w, { from: ['wo-b'], into: 'wo-e' }), 'wo-b.1'],
    ['to park it', (w) => parkJobs(w, { ids: ['wo-b.1'] }), 'wo-b.1'],
    ['to take it to another line', (w) => loadJobs(w, { ids: ['wo-b.1'], line: 'line9', mode: 'next' }), 'wo-b.1'],
    ['to put another before it', (w) => moveJobs(w, toLine8('wo-e.1', 'wo-b.1')), 'wo-b.1'],
    ['to let it wait', (w) => moveJobs(w, toLine8('wo-b.1', null)), 'wo-b.1'],
    [
      'to pin it to a time',
      (w) => loadJobs(w, { ids: ['wo-b.1'], line: 'line8', mode: 'at', at: w.situation.now + 1, pinned: true }),
      'wo-b.1',
    ],
    ['to park what runs', (w) => parkJobs(w, { ids: ['wo-a.1'] }), 'wo-a.1'],
  ])('%s', (_, verb, job) => {
    const { world } = queue();
    expect(verb(world)).toMatchObject({ ok: false, why: 'frozen', about: `job:${job}` });
    const saying = verb({ ...world, why: 'Film is missing' });
    expect(saying).toMatchObject({ ok: true });
    expect(saying.ok && saying.said.every(({ why }) => why === 'Film is missing')).toBe(true);
  });

  it.each<[string, Verb, Verb]>([
    ['cancelled', (w) => cancelOrder(w, { id: 'wo-b', why: 'x' }), (w) => reopenOrder(w, { id: 'wo-b' })],
    ['cancelled by itself', (w) => abortJob(w, { job: 'wo-b.1', why: 'x' }), (w) => reopenJob(w, { job: 'wo-b.1' })],
    ['closed', (w) => closeOrder(w, { id: 'wo-b', why: 'x' }), (w) => reopenOrder(w, { id: 'wo-b' })],
  ])('when what was %s comes back before the job that comes next since then', (_, away, back) => {
    const plant = queue();
    plant.say(away);
    expect(back(plant.world)).toMatchObject({ why: 'frozen', about: 'job:wo-c.1' });
    plant.say((world) => back({ ...world, why: 'It is wanted after all' }));
    expect(plant.schedule.queues.get('line8')).toEqual(['wo-a.1', 'wo-b.1', 'wo-c.1', 'wo-d.1']);
  });
});

describe('No reason is asked', () => {
  it.each<[string, Verb]>([
    ['to cancel what comes later', (w) => cancelOrder(w, { id: 'wo-c' })],
    ['to close what comes later', (w) => closeOrder(w, { id: 'wo-d' })],
    ['to pause what runs', (w) => pauseJob(w, { job: 'wo-a.1' })],
    ['to complete it', (w) => completeJob(w, { job: 'wo-a.1' })],
    ['to close its order', (w) => closeOrder(w, { id: 'wo-a' })],
    ['to run another job first', (w) => startJob(w, { job: 'wo-c.1', instead: 'pause' })],
    ['to say more of the order that comes next', (w) => editOrder(w, { id: 'wo-b', fields: { notes: 'Film B' } })],
    ['to load behind it', (w) => moveJobs(w, toLine8('wo-e.1', 'wo-c.1'))],
  ])('%s', (_, verb) => {
    expect(verb(queue().world)).toMatchObject({ ok: true });
  });

  it('when what was completed too early is opened again, or what was cancelled comes back behind', () => {
    const plant = queue();
    plant.say((world) => completeJob(world, { job: 'wo-a.1' }));
    plant.say((world) => reopenJob(world, { job: 'wo-a.1' }));
    plant.say((world) => cancelOrder(world, { id: 'wo-d' }));
    expect(reopenOrder(plant.world, { id: 'wo-d' })).toMatchObject({ ok: true });
  });
});

describe('What comes next', () => {
  it('is behind what is made already, though nobody has completed it', () => {
    const plant = queue();
    plant.count([lotRow('line8', 'La', { good: 5_000, toMs: PLANNING_NOW - 86_400_000, current: false })]);
    plant.say((world) => pauseJob(world, { job: 'wo-a.1' }));
    expect(frozenOn('line8', rulesOf(plant.world)).next).toEqual(['wo-b.1']);
    expect(moveJobs(plant.world, toLine8('wo-c.1', 'wo-b.1'))).toMatchObject({ why: 'frozen', about: 'job:wo-b.1' });
  });
});
