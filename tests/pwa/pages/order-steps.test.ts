import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useLanguage } from '../../../pwa/locales/locale.ts';
import { doneOf } from '../../../pwa/pages/order-product-note.ts';
import { reworkedStep } from '../../../pwa/pages/order-parts.ts';
import {
  canLeaveOut,
  draftOfJob,
  draftOfNew,
  fieldsOfDraft,
  isRouteOther,
  possibleBefore,
} from '../../../pwa/pages/order-steps.ts';
import { routesOfOthers } from '../../../pwa/pages/products-copied.ts';
import { editOrder } from '../../../shared/orders/verbs/orders.ts';
import { reworkOrder } from '../../../shared/orders/verbs/quantities.ts';
import { startJob } from '../../../shared/orders/verbs/running.ts';
import { setFields } from '../../../shared/orders/verbs/sheet.ts';
import { editJob } from '../../../shared/orders/verbs/steps.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { lotRow, planningWorld, type PlanningWorld } from '../../fixtures/planning-world.ts';

beforeAll(() => useLanguage(['en-GB']));
afterAll(() => useLanguage(['en']));

let plant: PlanningWorld;
const order = (id = 'wo-k') => plant.plan.orders.get(id)!;
const job = (id: string) => plant.plan.jobs.get(id)!;

beforeEach(() => {
  plant = planningWorld();
  plant.order('k', {}, 'kit');
});

describe('an operation in its form', () => {
  it('is saved as it was where nothing is typed', () => {
    for (const id of order().jobs) {
      const read = fieldsOfDraft(draftOfJob(plant.plan, job(id)), 1, false);
      expect(read.ok).toBe(true);
      if (read.ok) expect(plant.say((world) => editJob(world, { id, fields: read.fields }))).toEqual([]);
    }
  });

  it('says what is wrong by the number of its step, and needs a name only if it had one', () => {
    const draft = { ...draftOfJob(plant.plan, job('wo-k.carton')), factor: 'x', operation: ' ' };
    expect(fieldsOfDraft(draft, 2, false)).toEqual({
      ok: false,
      problems: ['Step 2 needs a name.', 'Step 2: “Pieces for one of the order” is no number that fits.'],
    });
    const nameless = { ...draft, factor: '2' };
    expect(fieldsOfDraft(nameless, 2, true)).toMatchObject({ ok: true, fields: { operation: null, factor: 2 } });
  });

  it('can wait for what does not wait for it; a new one waits for the last', () => {
    const view = planView(plant);
    expect(possibleBefore(view, order(), job('wo-k.pouch'))).toEqual([]);
    expect(possibleBefore(view, order(), job('wo-k.carton'))).toEqual([{ id: 'wo-k.pouch', name: 'Pouching' }]);
    expect(possibleBefore(view, order(), null)).toHaveLength(2);
    expect(draftOfNew(plant.plan, order()).after).toEqual([{ key: 'wo-k.carton', wait: '', overlap: '' }]);
  });

  it('can be left out unless it ran or is the only one', () => {
    plant.order('a');
    expect(canLeaveOut(planView(plant), order('wo-a'), 'wo-a.1')).toBe(false);
    expect(canLeaveOut(planView(plant), order(), 'wo-k.pouch')).toBe(true);
    plant.say((world) => startJob(world, { job: 'wo-k.pouch', line: 'line8' }));
    expect(canLeaveOut(planView(plant), order(), 'wo-k.pouch')).toBe(false);
  });
});

describe('operations anew from the route', () => {
  it('are offered once the route is another one, as long as nothing has begun', () => {
    expect(isRouteOther(planView(plant), order())).toBe(false);
    const route = [{ key: 'pouch', operation: 'Pouching', processGroup: 'pouching', factor: 2 }];
    plant.say((world) => setFields(world, { edits: [{ entity: 'product', id: 'kit', fields: { route } }] }));
    expect(isRouteOther(planView(plant), order())).toBe(true);
    plant.say((world) => startJob(world, { job: 'wo-k.pouch', line: 'line8' }));
    expect(isRouteOther(planView(plant), order())).toBe(false);
  });

  it('are not offered for an order that mends, which has only a part of them', () => {
    plant.count([lotRow('line8', 'Lk', { good: 3000 })]);
    expect(reworkedStep(plant, order())).toBe('wo-k.pouch');
    plant.say((world) => reworkOrder(world, { id: 'wo-k', quantity: 5, step: 'wo-k.carton' }));
    const mends = [...plant.plan.orders.values()].find(({ fields }) => fields.reworkOf)!;
    expect(isRouteOther(planView(plant), mends)).toBe(false);
  });
});

describe('who gives another product to an order that has begun', () => {
  it('is told whose operations stay', () => {
    const give = (id: string, product: string) => (world: PlanningWorld['world']) =>
      editOrder(world, { id, fields: { product } });
    const told = (product: string) => {
      const saying = give('wo-k', product)(plant.world);
      return doneOf(plant.world, saying.ok ? saying.said : [], 'Saved');
    };
    expect(told('pouch-a')).toBe('Saved');
    plant.say((world) => startJob(world, { job: 'wo-k.pouch', line: 'line8' }));
    expect(told('pouch-a')).toBe('Saved · operations stay those of Kit');
    expect(told('kit')).toBe('Saved');
  });
});

describe('a route that is copied', () => {
  it('is that of another product that has one, the same family first', () => {
    const route = [{ key: 'a', operation: 'Washing' }];
    const edits = [
      { entity: 'product' as const, id: 'other', fields: { name: 'Another', route, family: 'swabs' } },
      { entity: 'product' as const, id: 'near', fields: { name: 'Near', route, family: 'strips' } },
    ];
    plant.say((world) => setFields(world, { edits }));
    expect(routesOfOthers(plant, 'pouch-a').map(({ id }) => id)).toEqual(['near', 'other', 'kit']);
    expect(routesOfOthers(plant, 'kit').map(({ steps }) => steps)).toEqual(['Washing', 'Washing']);
  });
});
