import { beforeEach, describe, expect, it } from 'vitest';
import { conflictsOf } from '../../../pwa/pages/board-versions.ts';
import { placeText } from '../../../pwa/pages/place-text.ts';
import { loadJobs, moveJobs } from '../../../shared/orders/verbs/placing.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { PLANNING_NOW, planningWorld, type PlanningWorld } from '../../fixtures/planning-world.ts';

describe('A place in the plan', () => {
  let plant: PlanningWorld;
  let others: PlanningWorld;
  beforeEach(() => {
    plant = planningWorld();
    for (const lot of ['1', '2', '3']) plant.order(lot);
    plant.say((world) => loadJobs(world, { ids: ['wo-1.1', 'wo-2.1'], line: 'line8', mode: 'next' }));
    others = plant.copy('other');
  });
  const load = (world: PlanningWorld, before: string | null) =>
    world.say((w) => moveJobs(w, { ids: ['wo-3.1'], target: { line: 'line8', before } }));
  const placeOf = (world: PlanningWorld) => world.plan.jobs.get('wo-3.1')!.fields.place!;

  it('says what it stands before, and its time', () => {
    load(plant, 'wo-2.1');
    const view = planView(plant);
    expect(placeText(view, 'wo-3.1', placeOf(plant))).toBe('Line 8, before PA 2');
    const place = { ...placeOf(plant), key: 'z', notBefore: PLANNING_NOW };
    expect(placeText(view, 'wo-3.1', place)).toMatch(/^Line 8, last, not before .*\d\d:\d\d$/);
    expect(placeText(view, 'wo-3.1', { ...place, pinned: true })).toMatch(/^Line 8, last, pinned to .*\d\d:\d\d$/);
  });

  it('that two people gave on one line can be told apart', () => {
    const theirs = load(others, null);
    load(plant, 'wo-2.1');
    plant.hear(theirs);
    const [conflict] = conflictsOf(planView(plant));
    expect(conflict!.versions.map(({ value }) => value).sort()).toEqual(['Line 8, before PA 2', 'Line 8, last']);
  });

  it('is one to choose when both mean the same, by whomever it was said', () => {
    const theirs = load(others, null);
    load(plant, null);
    plant.hear(theirs);
    const [conflict] = conflictsOf(planView(plant));
    expect(conflict!.versions.map(({ value }) => value)).toEqual(['Line 8, last']);
    expect(conflict!.versions[0]!.by.split(' · ')).toHaveLength(2);
  });
});
