import { describe, expect, it } from 'vitest';
import { assignLot, confirmLot, lotEntityId } from '../../../../shared/orders/verbs/lots.ts';
import { editOrder } from '../../../../shared/orders/verbs/orders.ts';
import { loadJobs } from '../../../../shared/orders/verbs/placing.ts';
import {
  addComment,
  chooseVersion,
  removeEntity,
  setFields,
  setSetting,
  type Edit,
} from '../../../../shared/orders/verbs/sheet.ts';
import { claimTask, doTask } from '../../../../shared/orders/verbs/tasks.ts';
import { lotRow, planningWorld } from '../../../fixtures/planning-world.ts';

describe('Sheets', () => {
  it('take a block of rows in one change', () => {
    const plant = planningWorld();
    const facts = plant.say((world) =>
      setFields(world, {
        edits: [
          { entity: 'rate', id: 'r1', fields: { product: 'pouch-a', line: 'line8', perHour: 6000 } },
          { entity: 'rate', fields: { product: 'pouch-a', perHour: 4000.5, validFrom: '2026-01-01' } },
          { entity: 'changeover', fields: { from: 'swabs', to: '*', ms: 600_000 } },
          { entity: 'product', id: 'pouch-a', fields: { colour: '#3a7ca5' } },
        ],
      }),
    );
    expect(facts).toHaveLength(1);
    expect([...plant.plan.rates.keys()].sort()).toEqual(['desk-1', 'r1']);
    expect(plant.plan.products.get('pouch-a')?.fields).toMatchObject({ name: 'Pouch A', colour: '#3a7ca5' });
  });

  const wrong: [string, Edit, object][] = [
    [
      'a number as text',
      { entity: 'rate', fields: { product: 'pouch-a', perHour: '5000' } },
      {
        why: 'field',
        field: 'perHour',
        detail: '"perHour" of rate "desk-1" has to be a number above 0, up to 10000000, not "5000"',
      },
    ],
    [
      'a field that is not there',
      { entity: 'product', id: 'pouch-a', fields: { price: 3 } },
      { why: 'field', field: 'price' },
    ],
    ['a name of every object', { entity: 'product', id: 'pouch-a', fields: { constructor: 3 } }, { why: 'field' }],
    ['a row without what it needs', { entity: 'rate', fields: { perHour: 5 } }, { why: 'field', field: 'product' }],
    [
      'a row that loses what it needs',
      { entity: 'product', id: 'kit', fields: { name: null } },
      { why: 'field', field: 'name' },
    ],
    [
      'a day that is no date',
      { entity: 'product', id: 'kit', fields: { validFrom: '22.11.2026' } },
      { why: 'field', detail: expect.stringContaining('a date such as 2026-11-22') },
    ],
    [
      'dates the wrong way round',
      { entity: 'product', id: 'kit', fields: { validFrom: '2026-02-01', validTo: '2026-02-01' } },
      { why: 'dates', field: 'validTo' },
    ],
    [
      'a week that ends before it begins',
      {
        entity: 'week',
        fields: {
          scope: 'plant',
          from: '2026-02-08',
          to: '2026-02-01',
          days: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, []])),
        },
      },
      { why: 'dates' },
    ],
    [
      'a line that is not there',
      { entity: 'rate', fields: { product: 'pouch-a', line: 'line99', perHour: 5 } },
      { why: 'unknown-line', field: 'line' },
    ],
    [
      'a scope of no line',
      {
        entity: 'exception',
        fields: { scope: 'line:line99', kind: 'closed', from: '2026-02-01T06:00', to: '2026-02-01T07:00' },
      },
      { why: 'unknown-line' },
    ],
    [
      'a colour by name',
      { entity: 'product', id: 'kit', fields: { colour: 'red' } },
      { why: 'field', detail: expect.stringContaining('#3a7ca5') },
    ],
    [
      'a route whose steps wait for each other',
      {
        entity: 'product',
        id: 'kit',
        fields: {
          route: [
            { key: 'a', operation: 'A', after: [{ key: 'b' }] },
            { key: 'b', operation: 'B', after: [{ key: 'a' }] },
          ],
        },
      },
      { why: 'cycle', field: 'route' },
    ],
    [
      'a step after one that is none',
      { entity: 'product', id: 'kit', fields: { route: [{ key: 'a', operation: 'A', after: [{ key: 'z' }] }] } },
      { why: 'field' },
    ],
    [
      'two steps of one key',
      {
        entity: 'product',
        id: 'kit',
        fields: {
          route: [
            { key: 'a', operation: 'A' },
            { key: 'a', operation: 'B' },
          ],
        },
      },
      { why: 'field' },
    ],
    [
      'a part of a value',
      { entity: 'product', id: 'kit', fields: { route: [{ key: 'a', operation: '' }] } },
      { why: 'field', detail: expect.stringContaining('"0.operation"') },
    ],
    ['an id with a space', { entity: 'view', id: 'my view', fields: { name: 'x', page: 'board' } }, { why: 'field' }],
  ];
  it.each(wrong)('say what is wrong with %s', (_what, edit, not) => {
    const plant = planningWorld();
    expect(setFields(plant.world, { edits: [edit] })).toMatchObject({ ok: false, ...not });
  });

  it('refuse a job that would wait for itself, over others too', () => {
    const plant = planningWorld();
    plant.order('k', {}, 'kit');
    const after = (id: string, job: string): Edit => ({ entity: 'job', id, fields: { after: [{ job }] } });
    const edit = (...edits: Edit[]) => setFields(plant.world, { edits });
    expect(edit(after('wo-k.pouch', 'wo-k.pouch'))).toMatchObject({ why: 'cycle' });
    expect(edit(after('wo-k.pouch', 'wo-k.carton'))).toMatchObject({ why: 'cycle', about: 'job:wo-k.pouch' });
    expect(edit(after('wo-k.pouch', 'nobody'))).toMatchObject({ why: 'unknown', field: 'after' });
    expect(
      edit(after('wo-k.pouch', 'wo-k.carton'), { entity: 'job', id: 'wo-k.carton', fields: { after: null } }),
    ).toMatchObject({ ok: true });
  });

  it('take rows away, and values of what cannot be deleted', () => {
    const plant = planningWorld();
    plant.say((world) => removeEntity(world, { entity: 'product', ids: ['pouch-b'] }));
    expect(plant.plan.products.has('pouch-b')).toBe(false);
    plant.say((world) => setSetting(world, { line: null, fields: { frozen: 3, movesBy: 'standard' } }));
    plant.say((world) => removeEntity(world, { entity: 'setting', ids: ['plant'] }));
    expect(plant.plan.settings.has('plant')).toBe(false);
    expect(removeEntity(plant.world, { entity: 'rate', ids: ['none'] })).toMatchObject({ why: 'unknown' });
    plant.order('a');
    expect(removeEntity(plant.world, { entity: 'order', ids: ['wo-a'] })).toMatchObject({ ok: true });
  });

  it('keep settings of the plant and of its lines', () => {
    const plant = planningWorld();
    plant.say((world) => setSetting(world, { line: 'line8', fields: { lots: 'confirm' } }));
    expect(plant.plan.settings.get('line-line8')?.fields).toEqual({ lots: 'confirm' });
    expect(setSetting(plant.world, { line: 'line99', fields: { frozen: 1 } })).toMatchObject({ why: 'unknown-line' });
  });

  it('keep comments of orders', () => {
    const plant = planningWorld();
    plant.order('a');
    plant.say((world) => addComment(world, { order: 'wo-a', text: 'Film is here' }));
    expect(plant.plan.comments.get('desk-1')?.fields).toEqual({ order: 'wo-a', text: 'Film is here' });
    expect(addComment(plant.world, { order: 'none', text: 'x' })).toMatchObject({ why: 'unknown' });
  });
});

describe('Choosing a version', () => {
  it('ends the conflict of two planners, one of them offline', () => {
    const desk = planningWorld();
    desk.order('a');
    const tablet = desk.copy('tablet');
    desk.say((world) => editOrder(world, { id: 'wo-a', fields: { quantity: 6000 } }));
    const theirs = tablet.say((world) => editOrder(world, { id: 'wo-a', fields: { quantity: 7000, notes: 'x' } }));
    desk.hear(theirs);
    const order = desk.plan.orders.get('wo-a')!;
    expect(order.conflicts.map(({ field }) => field)).toEqual(['quantity']);
    for (const quantity of [6000, 7000]) {
      const { id: headId } = order.conflicts[0]!.versions.find(({ value }) => value === quantity)!;
      const chosen = desk.copy(`phone${quantity}`);
      chosen.say((world) => chooseVersion(world, { entity: 'order', id: 'wo-a', field: 'quantity', headId }));
      expect(chosen.plan.orders.get('wo-a')).toMatchObject({ quantity, conflicts: [], fields: { notes: 'x' } });
      expect(chooseVersion(chosen.world, { entity: 'order', id: 'wo-a', field: 'quantity', headId })).toMatchObject({
        why: 'unknown',
      });
    }
  });
});

describe('Tasks', () => {
  it('are claimed, done, and not done after all', () => {
    const plant = planningWorld();
    plant.order('k', {}, 'kit');
    const id = 'wo-k.carton.release';
    plant.say((world) => claimTask(world, { id, user: 'keeper' }));
    const at = plant.now;
    plant.say((world) => doTask(world, { id, note: 'fine' }));
    expect(plant.plan.tasks.get(id)?.fields).toEqual({ claimed: 'keeper', done: at, note: 'fine' });
    plant.say((world) => doTask(world, { id, at: null }));
    expect(plant.plan.tasks.get(id)?.fields).not.toHaveProperty('done');
    plant.say((world) => claimTask(world, { id, user: null }));
    expect(doTask(plant.world, { id: 'wo-k.carton.none' })).toMatchObject({ why: 'unknown' });
  });
});

describe('Lots', () => {
  it('belong where a person says', () => {
    const plant = planningWorld();
    plant.order('a');
    plant.count([lotRow('line8', '4711 B', { good: 300 })]);
    expect(plant.schedule.mismatches).toMatchObject([{ why: 'unknown', lot: '4711 B' }]);
    plant.say((world) => assignLot(world, { line: 'line8', lot: '4711 B', job: 'wo-a.1' }));
    expect(plant.schedule.standings.get('wo-a.1')).toMatchObject({ made: 300 });
    plant.say((world) => assignLot(world, { line: 'line8', lot: '4711 B', job: null }));
    expect(plant.schedule.mismatches).toMatchObject([{ why: 'unknown' }]);
    expect(assignLot(plant.world, { line: 'line8', lot: 'x', job: 'none' })).toMatchObject({ why: 'unknown' });
    expect(lotEntityId('line8', 'a b')).not.toBe(lotEntityId('line8', 'a_b'));
  });

  it('wait for a tap where the line says so', () => {
    const plant = planningWorld();
    plant.order('a');
    plant.say((world) => loadJobs(world, { ids: ['wo-a.1'], line: 'line8', mode: 'next' }));
    plant.say((world) => setSetting(world, { line: 'line8', fields: { lots: 'confirm' } }));
    plant.count([lotRow('line8', 'La', { good: 300 })]);
    expect(plant.schedule.mismatches).toMatchObject([{ why: 'confirm', job: 'wo-a.1' }]);
    plant.say((world) => confirmLot(world, { line: 'line8', lot: 'La' }));
    expect(plant.schedule.mismatches).toEqual([]);
    expect(plant.schedule.standings.get('wo-a.1')).toMatchObject({ state: 'Running', made: 300 });
    expect(confirmLot(plant.world, { line: 'line8', lot: 'La' })).toMatchObject({ why: 'unknown' });
  });
});
