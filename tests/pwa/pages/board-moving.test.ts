import { beforeEach, describe, expect, it } from 'vitest';
import { areWholeOrders, moved, previewOfMove, startOfMove, stepsWaiting } from '../../../pwa/pages/board-moving.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { planningWorld, type PlanningWorld } from '../../fixtures/planning-world.ts';

describe('Moving the steps of whole orders', () => {
  let plant: PlanningWorld;
  let first: string;
  let second: string;
  beforeEach(() => {
    plant = planningWorld();
    plant.order('1', {}, 'kit');
    plant.order('2');
    [first, second] = plant.plan.orders.get('wo-1')!.jobs as [string, string];
  });

  it('is offered where several wait, and begun with where no line can do all of the jobs', () => {
    const view = planView(plant);
    expect(stepsWaiting(view, [first])).toEqual([first, second]);
    expect([areWholeOrders(view, [first]), areWholeOrders(view, ['wo-2.1'])]).toEqual([true, false]);
    expect(stepsWaiting(view, ['wo-2.1'])).toEqual([]);
    expect([startOfMove(view, [first]).mode, startOfMove(view, [first, second]).mode]).toEqual(['next', 'whole']);
    expect(startOfMove(view, [first], 'whole').mode).toBe('whole');
  });

  it('shows first where each would run, then puts them there by one change', () => {
    const view = planView(plant);
    const wanted = startOfMove(view, [first], 'whole');
    const shown = previewOfMove(view, plant.world, [first], wanted)!;
    expect(shown.refused).toBeNull();
    expect(shown.lines.map(({ text }) => /Line 8|Cartoner/.exec(text)?.[0])).toEqual(['Line 8', 'Cartoner']);
    const said = plant.say((world) => moved(world, view.plant.timezone, [first], wanted));
    expect(said).toHaveLength(1);
    expect(plant.schedule.parked).toEqual(['wo-2.1']);
  });
});
