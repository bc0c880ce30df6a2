import { describe, expect, it } from 'vitest';
import { boardBars } from '../../../pwa/pages/board-bars.ts';
import { loadJobs } from '../../../shared/orders/verbs/placing.ts';
import type { ScheduleConflict } from '../../../shared/schedule/schedule.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { planningWorld } from '../../fixtures/planning-world.ts';

describe('A bar to who cannot see it', () => {
  it('tells what is in its way by name, and how late it is once', () => {
    const plant = planningWorld();
    for (const order of ['1', '2']) plant.order(order, { due: plant.now });
    plant.say((world) => loadJobs(world, { ids: ['wo-1.1'], line: 'line8', mode: 'next', why: 'plan' }));
    const view = planView(plant);
    const crossed = { why: 'overlap' as const, job: 'wo-1.1', other: 'wo-2.1', line: 'line8' };
    const conflict: ScheduleConflict = { ...crossed, from: plant.now, to: plant.now };
    const schedule = { ...view.schedule, conflicts: [conflict] };
    const [bar] = boardBars({ ...view, schedule }, null);
    expect(bar!.label.replaceAll('\u00a0', ' ')).toBe(
      'PA 1 on Line 8, starts 15:42, late 1 h · ends 16:42, 5,000, due 15:42, Two jobs at the same time: PA 2, frozen',
    );
  });
});
