import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whyNot } from '../../../../shared/orders/rules.ts';
import { setSetting } from '../../../../shared/orders/verbs/sheet.ts';
import { renewJobs } from '../../../../shared/orders/verbs/steps.ts';
import { rulesOf } from '../../../../shared/orders/verbs/world.ts';
import { act, acts, begun, expectOnePlaceEach, MOVES, STEPS } from './acts.ts';

describe('Whoever changes what orders have to do', () => {
  it('is taken by the gateway with what others moved or changed meanwhile, as far as it is still there', () => {
    fc.assert(
      fc.property(acts({ ...MOVES, ...STEPS }, 6), acts(STEPS, 4), (mine, theirs) => {
        const desk = begun();
        desk.say((world) => setSetting(world, { line: null, fields: { frozen: 0 } }));
        const tablet = desk.copy('tablet');
        for (const one of mine) act(desk, one);
        const heard = theirs.flatMap((one) => act(tablet, one));
        for (const fact of heard) {
          // What was deleted meanwhile is not there any more; and two may have let two jobs wait for each other.
          const not = whyNot(fact, rulesOf(desk.world));
          if (not && not.why !== 'cycle') expect(not.detail).toMatch(/^There is no job/);
          if (not === null) desk.hear([fact]);
        }
        expectOnePlaceEach(desk);
        // Whatever is left of both: the route can be made anew, and then it is that of the product.
        for (const { id } of desk.plan.orders.values()) {
          const saying = renewJobs(desk.world, { id });
          if (!saying.ok) expect(saying.why).toBe('ran');
          else {
            desk.say(() => saying);
            // A lot that no job fitted may have found one.
            const again = renewJobs(desk.world, { id });
            if (again.ok) expect(again.said).toEqual([]);
            expect(desk.plan.orders.get(id)?.jobs).not.toEqual([]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
