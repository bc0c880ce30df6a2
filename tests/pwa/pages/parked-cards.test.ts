import { describe, expect, it } from 'vitest';
import { barCard } from '../../../pwa/pages/board-card.ts';
import { parkedCards } from '../../../pwa/pages/parked-cards.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { PLANNING_NOW, planningWorld } from '../../fixtures/planning-world.ts';

describe('The parking lot', () => {
  it('has the steps of an order together and in the order of its route', () => {
    const plant = planningWorld();
    plant.order('1', {}, 'kit');
    plant.order('2');
    const [first, second] = plant.plan.orders.get('wo-1')!.jobs;
    const { schedule, ...view } = planView(plant);
    const parked = [second!, 'wo-2.1', first!];
    expect(parkedCards({ ...view, schedule: { ...schedule, parked } }, null).map(({ id }) => id)).toEqual([
      first,
      second,
      'wo-2.1',
    ]);
  });

  it('says of an order that should be done already that it is late, and how long it takes', () => {
    const plant = planningWorld();
    plant.order('1', { due: PLANNING_NOW - 3 * 86_400_000 });
    const view = planView(plant);
    const [card] = parkedCards(view, null);
    expect(card!.marks).toEqual(['late']);
    expect(card!.label).toContain('late');
    expect(card!.note.replaceAll('\u00a0', ' ')).toMatch(/^5,000 · due \w+ \d+, \d\d:\d\d · 1 h$/);
    const facts = barCard(view, 'wo-1.1')!.facts.map(({ name, value }) => `${name}: ${value}`);
    expect(facts.map((fact) => fact.replaceAll('\u00a0', ' '))).toContain('Working time: 1 h');
  });

  it('says of what nothing is left that nothing is left, and not how long it would take', () => {
    const plant = planningWorld();
    plant.order('1');
    const view = planView(plant);
    const standing = { ...view.schedule.standings.get('wo-1.1')!, made: 5_600, remaining: 0 };
    const schedule = { ...view.schedule, standings: new Map(view.schedule.standings).set('wo-1.1', standing) };
    expect(parkedCards({ ...view, schedule }, null)[0]!.note).toBe('nothing left to make: 5,600 of 5,000');
  });
});
