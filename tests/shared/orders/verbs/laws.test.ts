import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SentPlanFact } from '../../../../shared/orders/fold-facts.ts';
import { whyNot } from '../../../../shared/orders/rules.ts';
import { setSetting } from '../../../../shared/orders/verbs/sheet.ts';
import { rulesOf } from '../../../../shared/orders/verbs/world.ts';
import type { PlanningWorld } from '../../../fixtures/planning-world.ts';
import { act, acts, begun, expectOnePlaceEach, MOVES, QUANTITIES, STEPS, VERBS } from './acts.ts';

/** What a person would see: values of all that is planned. */
function seen({ plan }: PlanningWorld): Record<string, unknown> {
  const all = [...plan.orders.values(), ...plan.jobs.values(), ...plan.settings.values()];
  return Object.fromEntries(all.map(({ entity, id, fields }) => [`${entity}:${id}`, fields]));
}

const total = ({ plan }: PlanningWorld) =>
  [...plan.orders.values()].reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);

describe('Whatever people do', () => {
  it('the rules take what verbs say, no two jobs have one place, and each waits in one queue', () => {
    fc.assert(
      fc.property(acts(VERBS, 25), (done) => {
        const plant = begun();
        for (const one of done) act(plant, one);
        const { plan, schedule } = plant;
        expectOnePlaceEach(plant);
        const queued = [...schedule.queues.values()].flat();
        expect(new Set([...queued, ...schedule.parked]).size).toBe(queued.length + schedule.parked.length);
        for (const each of plan.orders.values()) expect(each.conflicts).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('quantity is neither made nor lost by splitting, merging and rework', () => {
    fc.assert(
      fc.property(acts({ ...QUANTITIES, ...MOVES, ...STEPS, start: 0, close: 0, reopen: 0, pause: 0 }, 25), (done) => {
        const plant = begun();
        const ordered = total(plant);
        for (const one of done) {
          act(plant, one);
          expect(total(plant)).toBe(ordered);
        }
        for (const { quantity } of plant.plan.orders.values()) expect(quantity).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 100 },
    );
  });

  it('a change can be taken back: what it set is set to what was before, by somebody who saw the change', () => {
    fc.assert(
      fc.property(acts({ ...MOVES, ...STEPS, edit: 0, freeze: 0, remove: 0 }, 8), (done) => {
        const plant = begun();
        for (const one of done) {
          const before = seen(plant);
          const facts = act(plant, one);
          if (facts.some(({ type }) => type !== 'change')) continue;
          for (const fact of facts) takeBack(plant, fact, before);
          expect(seen(plant)).toEqual(before);
          act(plant, one);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('what two planners moved without seeing each other is taken by the gateway, and gives no two jobs one place', () => {
    fc.assert(
      fc.property(acts(MOVES, 8), acts(MOVES, 8), (mine, theirs) => {
        const desk = begun();
        desk.say((world) => setSetting(world, { line: null, fields: { frozen: 0 } }));
        const tablet = desk.copy('tablet');
        for (const one of mine) act(desk, one);
        for (const fact of theirs.flatMap((one) => act(tablet, one))) {
          expect(whyNot(fact, rulesOf(desk.world))).toBeNull();
          desk.hear([fact]);
        }
        expectOnePlaceEach(desk);
      }),
      {
        numRuns: 60,
        // A key that was given to another job meanwhile.
        examples: [
          [
            [
              { verb: 'load', n: 4, m: 1315, why: false },
              { verb: 'move', n: 609, m: 0, why: false },
            ],
            [{ verb: 'load', n: 0, m: 2879, why: false }],
          ],
        ],
      },
    );
  });
});

/** As undo does it: a deleted job is not in the plan, so the heads are those of the change itself. */
function takeBack(plant: PlanningWorld, fact: SentPlanFact, before: Record<string, unknown>): void {
  if (fact.type !== 'change') return;
  const sets = fact.sets.map(({ entity, id, set }) => {
    const old = (before[`${entity}:${id}`] ?? {}) as Record<string, unknown>;
    return {
      entity,
      id,
      set: Object.fromEntries(Object.keys(set).map((field) => [field, old[field] ?? null])),
      saw: Object.fromEntries(Object.keys(set).map((field) => [field, [fact._id]])),
    };
  });
  const _id = `change:${String(plant.now).padStart(16, '0')}:undo.${plant.facts.length}`;
  plant.hear([{ ...fact, _id, at: plant.now, sets }]);
}
