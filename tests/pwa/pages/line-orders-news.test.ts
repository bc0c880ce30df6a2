import { describe, expect, it } from 'vitest';
import { nextChange, nextShown, type NextShown } from '../../../pwa/pages/line-orders-news.ts';
import { cancelOrder } from '../../../shared/orders/verbs/closing.ts';
import { deleteOrder } from '../../../shared/orders/verbs/orders.ts';
import { loadJobs, moveJobs, parkJobs } from '../../../shared/orders/verbs/placing.ts';
import { completeJob, pauseJob, resumeJob, startJob } from '../../../shared/orders/verbs/running.ts';
import type { Saying } from '../../../shared/orders/said.ts';
import type { VerbWorld } from '../../../shared/orders/verbs/world.ts';
import { planningWorld, type PlanningWorld } from '../../fixtures/planning-world.ts';

const why = 'Film is missing';
type Verb = (world: VerbWorld) => Saying;

/** A tablet at line 8, where `wo-a` runs and `wo-b`, `wo-c` and `wo-d` wait. */
class AtLine8 {
  readonly plant: PlanningWorld = planningWorld();
  shown: NextShown | null = null;

  constructor() {
    for (const lot of ['a', 'b', 'c', 'd', 'e']) this.plant.order(lot);
    const ids = ['wo-a.1', 'wo-b.1', 'wo-c.1', 'wo-d.1'];
    this.plant.say((world) => loadJobs(world, { ids, line: 'line8', mode: 'next' }));
    this.plant.say((world) => startJob(world, { job: 'wo-a.1' }));
    this.look();
  }

  get view() {
    const { plan, schedule } = this.plant;
    return { published: { plan, schedule } };
  }

  look() {
    this.shown = nextShown(this.view, 'line8', this.shown);
    return nextChange(this.view, 'line8', this.shown);
  }

  /** What the tablet tells once it has heard of it. */
  after(verb: Verb) {
    this.plant.say(verb);
    return this.look();
  }
}

const before =
  (id: string, of: string | null): Verb =>
  (world) =>
    moveJobs(world, { ids: [id], target: { line: 'line8', before: of }, why });

describe('people at a line are told', () => {
  it.each<[string, Verb]>([
    ['another was put before the next order', before('wo-e.1', 'wo-b.1')],
    ['it has to wait', before('wo-b.1', null)],
    ['it was parked', (w) => parkJobs(w, { ids: ['wo-b.1'], why })],
    ['it went to another line', (w) => loadJobs(w, { ids: ['wo-b.1'], line: 'line9', mode: 'next', why })],
    ['it was cancelled', (w) => cancelOrder(w, { id: 'wo-b', why })],
  ])('who changed it, when and why: %s', (_, verb) => {
    const tablet = new AtLine8();
    const at = tablet.plant.now;
    expect(tablet.after(verb)).toMatchObject({ from: 'wo-b.1', said: { user: 'planner', at, why } });
  });

  it('that it was deleted, though nobody knows by whom', () => {
    const told = new AtLine8().after((w) => deleteOrder(w, { ids: ['wo-b'], why }));
    expect(told).toEqual({ from: 'wo-b.1', to: 'wo-c.1', said: null });
  });

  it('when nothing comes next any more', () => {
    const tablet = new AtLine8();
    tablet.after((w) => parkJobs(w, { ids: ['wo-c.1', 'wo-d.1'] }));
    expect(tablet.after((w) => parkJobs(w, { ids: ['wo-b.1'], why }))).toMatchObject({ to: null, said: { why } });
  });

  it('also by a tablet that saw nothing of what was before, as far as that can be known', () => {
    const tablet = new AtLine8();
    tablet.shown = null;
    const told = tablet.after(before('wo-e.1', 'wo-b.1'));
    expect(told).toMatchObject({ from: 'wo-b.1', to: 'wo-e.1', said: { user: 'planner', why } });
  });
});

describe('people at a line are told nothing', () => {
  it.each<[string, Verb]>([
    ['of what comes after the next order', before('wo-e.1', 'wo-c.1')],
    [
      'of the next order getting another time at its old turn',
      (w) => moveJobs(w, { ids: ['wo-b.1'], target: { line: 'line8', before: 'wo-c.1', notBefore: 1 }, why }),
    ],
    ['of what the line itself does', (w) => pauseJob(w, { job: 'wo-a.1' })],
    ['of its turn that has come', (w) => completeJob(w, { job: 'wo-a.1' })],
  ])('%s', (_, verb) => {
    expect(new AtLine8().after(verb)).toBeNull();
  });

  it('any more once they began with what is next now', () => {
    const tablet = new AtLine8();
    tablet.after(before('wo-e.1', 'wo-b.1'));
    tablet.after((w) => completeJob(w, { job: 'wo-a.1' }));
    expect(tablet.look()).toMatchObject({ said: { why } });
    expect(tablet.after((w) => startJob(w, { job: 'wo-e.1' }))).toBeNull();
    tablet.shown = null;
    expect(tablet.look()).toBeNull();
  });

  it('any more once it is as it was', () => {
    const tablet = new AtLine8();
    tablet.after((w) => parkJobs(w, { ids: ['wo-b.1'], why }));
    expect(tablet.after(before('wo-b.1', 'wo-c.1'))).toBeNull();
  });

  it('of what was paused and goes on', () => {
    const tablet = new AtLine8();
    tablet.plant.now += 60_000;
    tablet.after((w) => pauseJob(w, { job: 'wo-a.1' }));
    expect(tablet.after((w) => resumeJob(w, { job: 'wo-a.1' }))).toBeNull();
  });

  it('of what was begun by a slip of the hand, and of its turn that comes again', () => {
    const tablet = new AtLine8();
    tablet.after((w) => completeJob(w, { job: 'wo-a.1' }));
    tablet.after((w) => startJob(w, { job: 'wo-b.1' }));
    expect(tablet.after((w) => pauseJob(w, { job: 'wo-b.1' }))).toBeNull();
    expect(tablet.plant.schedule.standings.get('wo-b.1')).toMatchObject({ state: 'AllowedToStart', startedAt: null });
    expect(tablet.after((w) => startJob(w, { job: 'wo-b.1' }))).toBeNull();
  });

  it('after half a day', () => {
    const tablet = new AtLine8();
    tablet.after(before('wo-e.1', 'wo-b.1'));
    tablet.plant.now += 13 * 3_600_000;
    tablet.plant.order('f');
    expect(tablet.look()).toBeNull();
  });
});
