import { beforeEach, describe, expect, it } from 'vitest';
import { BoardArranging, withReason } from '../../../pwa/pages/board-arranging.ts';
import { setFields } from '../../../shared/orders/verbs/sheet.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { planningWorld, type PlanningWorld } from '../../fixtures/planning-world.ts';

const ALL = { group: null, parkedToo: true };

describe('An arrangement of many jobs', () => {
  let plant: PlanningWorld;
  beforeEach(() => {
    plant = planningWorld();
    const edits = Array.from({ length: 150 }, (_, i) => [
      { entity: 'order' as const, id: `o${i}`, fields: { product: 'pouch-a', lot: `${i}`, quantity: 1_000 + i } },
      { entity: 'job' as const, id: `o${i}.1`, fields: { order: `o${i}`, processGroup: 'pouching' } },
    ]);
    plant.say((world) => setFields(world, { edits: edits.flat() }));
  });

  it('is found in pieces, tells how far it is, and can be taken when it is found', async () => {
    const shares: number[] = [];
    await new Promise<void>((found) => {
      const arranging: BoardArranging = new BoardArranging(() => {
        if (arranging.share === null) return found();
        expect([arranging.result, arranging.saying()]).toEqual([null, null]);
        shares.push(arranging.share);
      });
      arranging.follow(planView(plant), plant.world, ALL);
      expect(arranging.share).not.toBeNull();
    });
    expect(shares.length).toBeGreaterThan(0);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it('stays in sight while it is found anew, and is not taken of a plan that is gone', async () => {
    let told = () => {};
    const arranging = new BoardArranging(() => told());
    const settled = () => new Promise<void>((done) => (told = () => arranging.share === null && done()));
    arranging.follow(planView(plant), plant.world, ALL);
    await settled();
    expect(arranging.result?.moves).toBe(150);
    const saying = withReason(arranging.saying()!, 'agreed');
    expect(saying.ok && saying.said.every(({ why }) => why === 'agreed')).toBe(true);
    plant.order('more');
    arranging.follow(planView(plant), plant.world, ALL);
    expect([arranging.result?.moves, arranging.saying()]).toEqual([150, null]);
    await settled();
    expect(arranging.result?.moves).toBe(151);
    arranging.follow(planView(plant), plant.world, { ...ALL, parkedToo: false });
    expect(arranging.result?.moves ?? 0).toBe(0);
  });
});
