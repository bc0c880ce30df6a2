import { beforeEach, describe, expect, it } from 'vitest';
import { LONGEST_KEY } from '../../../../shared/orders/queue-key.ts';
import { loadJobs, moveJobs, parkJobs } from '../../../../shared/orders/verbs/placing.ts';
import { pauseJob, startJob } from '../../../../shared/orders/verbs/running.ts';
import { setFields, setSetting } from '../../../../shared/orders/verbs/sheet.ts';
import { planningWorld, PLANNING_NOW, type PlanningWorld } from '../../../fixtures/planning-world.ts';

const HOUR = 3_600_000;
let plant: PlanningWorld;
const queue = (line = 'line8') => plant.schedule.queues.get(line);
const place = (job: string) => plant.plan.jobs.get(job)?.fields.place;
const stateOf = (job: string) => plant.schedule.standings.get(job)?.state;
const why = 'customer waits';

/** Orders `a` … in the parking lot, loaded onto line 8 as far as they are named. */
function loaded(...lots: string[]): void {
  for (const lot of lots) plant.order(lot);
  const ids = lots.map((lot) => `wo-${lot}.1`);
  plant.say((world) => loadJobs(world, { ids, line: 'line8', mode: 'next' }));
}

beforeEach(() => {
  plant = planningWorld();
});

describe('Loading a job', () => {
  it('next: at the end of the queue, and nobody is asked why', () => {
    loaded('a', 'b');
    plant.order('c');
    plant.say((world) => loadJobs(world, { ids: ['wo-c.1'], line: 'line8', mode: 'next' }));
    expect(queue()).toEqual(['wo-a.1', 'wo-b.1', 'wo-c.1']);
    expect(stateOf('wo-c.1')).toBe('AllowedToStart');
    expect(plant.schedule.parked).toEqual([]);
  });

  it('expedite: right after the running one, with a reason', () => {
    loaded('a', 'b');
    plant.order('c');
    plant.say((world) => startJob(world, { job: 'wo-a.1' }));
    const args = { ids: ['wo-c.1'], line: 'line8', mode: 'expedite' } as const;
    expect(loadJobs(plant.world, args)).toMatchObject({ ok: false, why: 'frozen', about: 'job:wo-b.1' });
    const [fact] = plant.say((world) => loadJobs(world, { ...args, why }));
    expect(fact).toMatchObject({ type: 'change', why });
    expect(queue()).toEqual(['wo-a.1', 'wo-c.1', 'wo-b.1']);
  });

  it('expedite: the paused job comes back to its place before it', () => {
    loaded('z', 'b');
    plant.order('c');
    plant.say((world) => startJob(world, { job: 'wo-z.1' }));
    plant.say((world) => loadJobs(world, { ids: ['wo-c.1'], line: 'line8', mode: 'expedite', why }));
    plant.say((world) => pauseJob(world, { job: 'wo-z.1' }));
    expect(queue()).toEqual(['wo-z.1', 'wo-c.1', 'wo-b.1']);
    expect(place('wo-z.1')!.key < place('wo-c.1')!.key).toBe(true);
  });

  it('replace: the running one is paused and parked with what remains of it, and within two hours', () => {
    loaded('a', 'b');
    plant.order('c');
    plant.say((world) => startJob(world, { job: 'wo-a.1' }));
    const facts = plant.say((world) => loadJobs(world, { ids: ['wo-c.1'], line: 'line8', mode: 'replace', why }));
    expect(facts).toMatchObject([
      { type: 'execution', verb: 'pause', job: 'wo-a.1', line: 'line8' },
      { type: 'change', why, expiresAt: facts[1]!.at + 2 * HOUR },
    ]);
    expect(queue()).toEqual(['wo-c.1', 'wo-b.1']);
    expect(plant.schedule.parked).toEqual(['wo-a.1']);
    expect(plant.schedule.standings.get('wo-a.1')).toMatchObject({ remaining: 5000 });
  });

  it('replace: says that nothing runs', () => {
    loaded('a');
    plant.order('b');
    expect(loadJobs(plant.world, { ids: ['wo-b.1'], line: 'line8', mode: 'replace', why })).toMatchObject({
      why: 'line-idle',
    });
  });

  it('at: before what by the forecast starts later, not earlier than then', () => {
    loaded('a', 'b', 'c'); // an hour each
    plant.order('d');
    const at = PLANNING_NOW + 1.5 * HOUR;
    plant.say((world) => loadJobs(world, { ids: ['wo-d.1'], line: 'line8', mode: 'at', at, pinned: true }));
    expect(queue()).toEqual(['wo-a.1', 'wo-b.1', 'wo-d.1', 'wo-c.1']);
    expect(place('wo-d.1')).toMatchObject({ notBefore: at, pinned: true });
    expect(loadJobs(plant.world, { ids: ['wo-d.1'], line: 'line8', mode: 'at' })).toMatchObject({ why: 'dates' });
  });

  it('refuses a line that cannot do it, one that is not there, and a job that has ended', () => {
    plant.order('a');
    const load = (line: string) => loadJobs(plant.world, { ids: ['wo-a.1'], line, mode: 'next' });
    expect(load('cartoner')).toMatchObject({ why: 'wrong-line', about: 'job:wo-a.1' });
    expect(load('line99')).toMatchObject({ why: 'unknown-line' });
    plant.say((world) => setFields(world, { edits: [{ entity: 'order', id: 'wo-a', fields: { closed: true } }] }));
    expect(load('line8')).toMatchObject({ why: 'ended' });
  });
});

describe('Moving jobs', () => {
  it('changes the moved job alone', () => {
    loaded('a', 'b', 'c', 'd');
    const [fact] = plant.say((world) =>
      moveJobs(world, { ids: ['wo-d.1'], target: { line: 'line8', before: 'wo-b.1' } }),
    );
    expect(fact).toMatchObject({ sets: [{ entity: 'job', id: 'wo-d.1' }] });
    expect(fact).toHaveProperty('sets.length', 1);
    expect(queue()).toEqual(['wo-a.1', 'wo-d.1', 'wo-b.1', 'wo-c.1']);
  });

  it('keeps several in their order, to another line and back', () => {
    loaded('a', 'b', 'c', 'd');
    const ids = ['wo-d.1', 'wo-b.1'];
    plant.say((world) => moveJobs(world, { ids, target: { line: 'line9', before: null } }));
    expect([queue('line8'), queue('line9')]).toEqual([
      ['wo-a.1', 'wo-c.1'],
      ['wo-b.1', 'wo-d.1'],
    ]);
    plant.say((world) => moveJobs(world, { ids, target: { line: 'line8', before: 'wo-c.1' }, why }));
    expect(queue('line8')).toEqual(['wo-a.1', 'wo-b.1', 'wo-d.1', 'wo-c.1']);
  });

  it('takes a moved neighbour as the place where it was', () => {
    loaded('a', 'b', 'c', 'd');
    const ids = ['wo-b.1', 'wo-c.1'];
    plant.say((world) => moveJobs(world, { ids, target: { line: 'line8', before: 'wo-c.1' } }));
    expect(queue()).toEqual(['wo-a.1', 'wo-b.1', 'wo-c.1', 'wo-d.1']);
  });

  it('says nothing when they are there already, and gives a time without a new key', () => {
    loaded('a', 'b', 'c');
    const target = { line: 'line8', before: 'wo-c.1' };
    expect(plant.say((world) => moveJobs(world, { ids: ['wo-b.1'], target }))).toEqual([]);
    const { key } = place('wo-b.1')!;
    const notBefore = PLANNING_NOW + 24 * HOUR;
    plant.say((world) => moveJobs(world, { ids: ['wo-b.1'], target: { ...target, notBefore } }));
    expect(place('wo-b.1')).toEqual({ line: 'line8', key, notBefore });
  });

  it('asks for a reason where the frozen job moves or another comes before it, and nowhere else', () => {
    loaded('a', 'b', 'c', 'd');
    plant.say((world) => startJob(world, { job: 'wo-a.1' }));
    const move = (ids: string[], before: string | null, line = 'line8') =>
      moveJobs(plant.world, { ids, target: { line, before } });
    expect(move(['wo-d.1'], 'wo-c.1')).toMatchObject({ ok: true });
    expect(move(['wo-d.1'], 'wo-b.1')).toMatchObject({ why: 'frozen' });
    expect(move(['wo-b.1'], null)).toMatchObject({ why: 'frozen' });
    expect(move(['wo-b.1'], null, 'line9')).toMatchObject({ why: 'frozen' });
    expect(move(['wo-a.1'], null, 'line9')).toMatchObject({ why: 'frozen', about: 'job:wo-a.1' });
    plant.say((world) => setSetting(world, { line: 'line8', fields: { frozen: 2 } }));
    expect(move(['wo-d.1'], 'wo-c.1')).toMatchObject({ why: 'frozen' });
    plant.say((world) => setSetting(world, { line: 'line8', fields: { frozen: 0 } }));
    expect(move(['wo-a.1'], null, 'line9')).toMatchObject({ ok: true });
  });

  it('moves the remainder of a running job, which goes on running where it runs', () => {
    loaded('a', 'b');
    plant.say((world) => startJob(world, { job: 'wo-a.1' }));
    plant.say((world) => moveJobs(world, { ids: ['wo-a.1'], target: { line: 'line9', before: null }, why }));
    expect(place('wo-a.1')?.line).toBe('line9');
    expect(plant.schedule.standings.get('wo-a.1')).toMatchObject({
      state: 'Running',
      line: 'line8',
      problems: [{ code: 'movedWhileRunning' }],
    });
  });

  it('leaves the time of a pinned job alone unless it is itself moved', () => {
    loaded('a', 'b', 'c');
    const notBefore = PLANNING_NOW + 5 * HOUR;
    const target = { line: 'line8', before: null, notBefore, pinned: true };
    plant.say((world) => moveJobs(world, { ids: ['wo-c.1'], target }));
    plant.say((world) => moveJobs(world, { ids: ['wo-b.1'], target: { line: 'line8', before: null } }));
    expect(place('wo-c.1')).toMatchObject({ notBefore, pinned: true });
    plant.say((world) => moveJobs(world, { ids: ['wo-c.1'], target: { line: 'line8', before: null } }));
    expect(place('wo-c.1')).not.toHaveProperty('notBefore');
  });

  it('gives a whole queue new keys in the same change when they would grow too long', () => {
    loaded('a', 'b', 'c');
    plant.say((world) => startJob(world, { job: 'wo-a.1' }));
    let last = 1;
    for (let i = 0; i < 400 && last === 1; i++) {
      const ids = [['wo-b.1', 'wo-c.1'][i % 2]!];
      const before = ids[0] === 'wo-b.1' ? 'wo-c.1' : 'wo-b.1';
      const facts = plant.say((world) => moveJobs(world, { ids, target: { line: 'line8', before }, why }));
      last = facts.reduce((most, fact) => Math.max(most, 'sets' in fact ? (fact.sets?.length ?? 0) : 0), 1);
      expect(queue()).toEqual(['wo-a.1', ...ids, before]);
    }
    expect(last).toBeGreaterThan(1);
    const keys = queue()!.map((job) => place(job)!.key);
    for (const key of keys) expect(key.length).toBeLessThan(LONGEST_KEY / 2);
    expect([...keys].sort()).toEqual(keys);
    expect(new Set(keys).size).toBe(3);
  });

  it('mends two equal keys, as an undo may leave them', () => {
    loaded('a', 'b', 'c');
    const { key } = place('wo-b.1')!;
    plant.say((world) =>
      setFields(world, { edits: [{ entity: 'job', id: 'wo-c.1', fields: { place: { line: 'line8', key } } }] }),
    );
    plant.order('d');
    plant.say((world) => moveJobs(world, { ids: ['wo-d.1'], target: { line: 'line8', before: 'wo-c.1' } }));
    expect(queue()).toEqual(['wo-a.1', 'wo-b.1', 'wo-d.1', 'wo-c.1']);
  });

  it('says that the neighbour is gone', () => {
    loaded('a', 'b');
    plant.order('c');
    expect(moveJobs(plant.world, { ids: ['wo-b.1'], target: { line: 'line8', before: 'wo-c.1' } })).toMatchObject({
      why: 'unknown',
      about: 'job:wo-c.1',
    });
  });
});

describe('Parking jobs', () => {
  it('takes them out of the queue, and pauses what runs', () => {
    loaded('a', 'b', 'c');
    plant.say((world) => startJob(world, { job: 'wo-a.1' }));
    expect(parkJobs(plant.world, { ids: ['wo-b.1'] })).toMatchObject({ why: 'frozen' });
    expect(plant.say((world) => parkJobs(world, { ids: ['wo-c.1'] }))).toHaveLength(1);
    const facts = plant.say((world) => parkJobs(world, { ids: ['wo-a.1', 'wo-b.1'], why }));
    expect(facts.map(({ type }) => type)).toEqual(['execution', 'change']);
    expect(queue()).toEqual([]);
    expect([...plant.schedule.parked].sort()).toEqual(['wo-a.1', 'wo-b.1', 'wo-c.1']);
    expect(plant.say((world) => parkJobs(world, { ids: ['wo-c.1'] }))).toEqual([]);
  });
});
