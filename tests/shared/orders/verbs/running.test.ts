import { beforeEach, describe, expect, it } from 'vitest';
import { cancelOrder, closeOrder, reopenOrder } from '../../../../shared/orders/verbs/closing.ts';
import { loadJobs } from '../../../../shared/orders/verbs/placing.ts';
import {
  abortJob,
  completeJob,
  pauseJob,
  reopenJob,
  resumeJob,
  startJob,
} from '../../../../shared/orders/verbs/running.ts';
import { planningWorld, type PlanningWorld } from '../../../fixtures/planning-world.ts';

const HALF_A_MINUTE = 30_000;
let plant: PlanningWorld;
const stateOf = (job: string) => plant.schedule.standings.get(job)?.state;

beforeEach(() => {
  plant = planningWorld();
  for (const lot of ['a', 'b']) plant.order(lot);
  plant.say((world) => loadJobs(world, { ids: ['wo-a.1', 'wo-b.1'], line: 'line8', mode: 'next' }));
});

describe('Running a job', () => {
  it('starts, pauses, goes on and is completed', () => {
    const job = 'wo-a.1';
    plant.say((world) => startJob(world, { job }));
    expect(stateOf(job)).toBe('Running');
    plant.now += HALF_A_MINUTE;
    plant.say((world) => pauseJob(world, { job, why: 'no film' }));
    expect(stateOf(job)).toBe('Interrupted');
    plant.say((world) => resumeJob(world, { job }));
    expect(stateOf(job)).toBe('Running');
    plant.say((world) => completeJob(world, { job }));
    expect(stateOf(job)).toBe('Ended');
    plant.say((world) => reopenJob(world, { job }));
    expect(stateOf(job)).toBe('Interrupted');
  });

  it('is next again if its start is taken back at once; what it interrupted can go on', () => {
    plant.say((world) => startJob(world, { job: 'wo-b.1' }));
    plant.now += HALF_A_MINUTE;
    plant.say((world) => startJob(world, { job: 'wo-a.1', instead: 'pause' }));
    plant.say((world) => pauseJob(world, { job: 'wo-a.1' }));
    expect([stateOf('wo-a.1'), stateOf('wo-b.1')]).toEqual(['AllowedToStart', 'Interrupted']);
    expect(plant.schedule.standings.get('wo-a.1')).toMatchObject({ startedAt: null, line: null });
    plant.say((world) => resumeJob(world, { job: 'wo-b.1' }));
    expect([stateOf('wo-a.1'), stateOf('wo-b.1')]).toEqual(['AllowedToStart', 'Running']);
  });

  it('needs a free line, or a word on what runs there', () => {
    plant.say((world) => startJob(world, { job: 'wo-a.1' }));
    expect(startJob(plant.world, { job: 'wo-b.1' })).toMatchObject({ why: 'line-busy', about: 'job:wo-a.1' });
    plant.say((world) => startJob(world, { job: 'wo-b.1', instead: 'complete' }));
    expect([stateOf('wo-a.1'), stateOf('wo-b.1')]).toEqual(['Ended', 'Running']);
    expect(plant.say((world) => startJob(world, { job: 'wo-b.1' }))).toEqual([]);
    expect(startJob(plant.world, { job: 'wo-b.1', line: 'line9' })).toMatchObject({ why: 'line-busy' });
  });

  it('may start on another line than it was planned, if that can do it', () => {
    expect(startJob(plant.world, { job: 'wo-a.1', line: 'cartoner' })).toMatchObject({ why: 'wrong-line' });
    plant.say((world) => startJob(world, { job: 'wo-a.1', line: 'line9' }));
    expect(plant.schedule.standings.get('wo-a.1')).toMatchObject({ state: 'Running', line: 'line9' });
  });

  it('says why not', () => {
    plant.order('c');
    const job = 'wo-c.1';
    expect(startJob(plant.world, { job })).toMatchObject({ why: 'unknown-line' });
    expect(pauseJob(plant.world, { job })).toMatchObject({ why: 'not-running' });
    expect(resumeJob(plant.world, { job })).toMatchObject({ why: 'not-running' });
    expect(completeJob(plant.world, { job })).toMatchObject({ why: 'not-running' });
    expect(startJob(plant.world, { job: 'nobody' })).toMatchObject({ why: 'unknown' });
    plant.say((world) => abortJob(world, { job }));
    expect(stateOf(job)).toBe('Aborted');
    expect(startJob(plant.world, { job, line: 'line9' })).toMatchObject({ why: 'ended' });
    expect(plant.say((world) => reopenJob(world, { job: 'wo-a.1' }))).toEqual([]);
  });
});

describe('Closing and cancelling an order', () => {
  it('completes what runs, and can be taken back', () => {
    plant.say((world) => startJob(world, { job: 'wo-a.1' }));
    const facts = plant.say((world) => closeOrder(world, { id: 'wo-a' }));
    expect(facts.map(({ type }) => type)).toEqual(['execution', 'change']);
    expect(stateOf('wo-a.1')).toBe('Ended');
    expect(plant.schedule.queues.get('line8')).toEqual(['wo-b.1']);
    expect(reopenJob(plant.world, { job: 'wo-a.1' })).toMatchObject({ why: 'ended', about: 'order:wo-a' });
    plant.say((world) => reopenOrder(world, { id: 'wo-a' }));
    expect(stateOf('wo-a.1')).not.toBe('Ended');
    expect(plant.schedule.queues.get('line8')).toEqual(['wo-a.1', 'wo-b.1']);
  });

  it('cancels all jobs that have not ended, and opens them again', () => {
    plant.order('k', {}, 'kit');
    plant.say((world) => startJob(world, { job: 'wo-k.pouch', line: 'line9' }));
    plant.say((world) => completeJob(world, { job: 'wo-k.pouch' }));
    const facts = plant.say((world) => cancelOrder(world, { id: 'wo-k' }));
    expect(facts).toMatchObject([{ type: 'execution', verb: 'abort', job: 'wo-k.carton', line: 'cartoner' }]);
    expect(stateOf('wo-k.carton')).toBe('Aborted');
    plant.say((world) => reopenOrder(world, { id: 'wo-k' }));
    expect(stateOf('wo-k.carton')).toBe('NotAllowedToStart');
  });
});
