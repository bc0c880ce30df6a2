import { afterAll, beforeAll, expect, it, describe } from 'vitest';
import { useLanguage } from '../../../pwa/locales/locale.ts';
import { jobFacts } from '../../../pwa/pages/job-facts.ts';
import { editJob } from '../../../shared/orders/verbs/steps.ts';
import { claimTask, doTask } from '../../../shared/orders/verbs/tasks.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { planningWorld } from '../../fixtures/planning-world.ts';

beforeAll(() => useLanguage(['en-GB']));
afterAll(() => useLanguage(['en']));

describe('an operation on the page of its order', () => {
  it('says what it waits for, what waits for it, what it needs, and who does its tasks', () => {
    const plant = planningWorld();
    plant.order('k', {}, 'kit');
    const facts = (job: string) => jobFacts(planView(plant), plant.plan.jobs.get(job)!, 'attendant');
    expect(facts('wo-k.carton')).toMatchObject({
      sum: 'after Pouching · 1\u00a0h later at the earliest · 1 task',
      rows: [
        { name: 'Waits for', values: ['Pouching · 1\u00a0h later at the earliest'] },
        { name: 'Done by' },
        { name: 'Tasks', values: ['Release · nobody has claimed it · waited for'] },
      ],
    });
    plant.say((world) => {
      const after = [{ job: 'wo-k.pouch', overlap: 3 }];
      return editJob(world, { id: 'wo-k.carton', fields: { factor: 4, setupMs: 600_000, ratePerHour: 900, after } });
    });
    plant.say((world) => claimTask(world, { id: 'wo-k.carton.release', user: 'attendant' }));
    expect(facts('wo-k.carton')).toMatchObject({
      sum: 'after Pouching · from 3 pieces on · × 4 · 1 task',
      rows: [
        { values: ['Pouching · from 3 pieces on'] },
        { name: 'Done by' },
        { name: 'Set-up', values: ['10\u00a0min'] },
        { name: 'Rate', values: ['900 per hour'] },
        { values: ['× 4'] },
        { values: ['Release · claimed by you · waited for'] },
      ],
    });
    plant.say((world) => doTask(world, { id: 'wo-k.carton.release' }));
    expect(facts('wo-k.carton')?.rows.at(-1)?.values).toEqual(['Release · done']);
    expect(facts('wo-k.pouch')?.rows[0]).toEqual({ name: 'Before', values: ['Cartoning'] });
  });

  it('is no more than its name where nothing is said of it', () => {
    const plant = planningWorld();
    plant.order('a');
    plant.say((world) => editJob(world, { id: 'wo-a.1', fields: { processGroup: null } }));
    expect(jobFacts(planView(plant), plant.plan.jobs.get('wo-a.1')!, null)).toBeNull();
  });
});
