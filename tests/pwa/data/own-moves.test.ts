import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until, when } from './device.ts';
import { PlanDesk, orderIn } from './plan-desk.ts';

let desk: PlanDesk;

beforeEach(async () => {
  desk = await PlanDesk.open();
});

afterEach(async () => {
  await desk.close();
  expect(desk.device.faults).toEqual([]);
});

const undo = (options?: { anyway?: boolean; why?: string }) => desk.data.planning.undo(options);
const redo = () => desk.data.planning.redo();
const done = { ok: true };

describe('one’s own moves', () => {
  it('are taken back one by one and done again, each as a change that saw what was there', async () => {
    await desk.setOrder({ quantity: 1, notes: 'x' });
    await desk.setOrder({ quantity: 2 });
    expect((await desk.quantity(2)).undo).toEqual({ canUndo: true, canRedo: false });
    expect(await undo()).toEqual(done);
    await desk.quantity(1);
    expect(await undo()).toEqual(done);
    expect(orderIn(await desk.quantity(5_000))).not.toHaveProperty('notes');
    expect(await undo()).toEqual({ ok: false, why: 'nothing', entities: [] });
    expect(await redo()).toEqual(done);
    expect(await redo()).toEqual(done);
    const view = await desk.quantity(2);
    expect(view.undo).toEqual({ canUndo: true, canRedo: false });
    expect(orderIn(view)?.notes).toBe('x');
    expect(await undo()).toEqual(done);
    await desk.quantity(1);
    await until(() => desk.gateway.taken.length === 7);
    expect(desk.gateway.plan.get('order:o-1')?.state['quantity']?.heads).toHaveLength(1);
  });

  it('are told of in the words in which they were told of when they were done', async () => {
    const told = 'Order 125 changed';
    const sets = [{ entity: 'order' as const, id: 'o-2', set: { product: 'p-1', lot: '126' }, saw: {} }];
    await desk.data.planning.enter([{ type: 'change', sets }], { told });
    expect(await undo()).toEqual({ ok: true, told });
    expect(await redo()).toEqual({ ok: true, told });
  });

  it('that somebody changed since are taken back only when one wants it all the same', async () => {
    await desk.setOrder({ quantity: 1 });
    await desk.seen(({ unsent }) => unsent.size === 0);
    desk.others('order', 'o-1', { quantity: 6_000 });
    await desk.quantity(6_000);
    expect(await undo()).toEqual({ ok: false, why: 'changed', entities: ['order:o-1'] });
    await desk.quantity(6_000);
    expect(await undo({ anyway: true })).toEqual(done);
    expect((await desk.quantity(5_000)).plan.orders.get('o-1')?.conflicts).toEqual([]);
  });

  it('are told of as changed when a later move was made over what somebody changed in between', async () => {
    await desk.setOrder({ quantity: 1 });
    await desk.seen(({ unsent }) => unsent.size === 0);
    desk.others('order', 'o-1', { quantity: 6_000 });
    await desk.quantity(6_000);
    await desk.setOrder({ quantity: 2 });
    expect(await undo()).toEqual(done);
    await desk.quantity(6_000);
    expect(await undo()).toMatchObject({ why: 'changed' });
  });

  it('do not mind what others changed elsewhere in it', async () => {
    await desk.setOrder({ quantity: 1 });
    await desk.seen(({ unsent }) => unsent.size === 0);
    desk.others('order', 'o-1', { due: 9 });
    await desk.seen((view) => orderIn(view)?.due === 9);
    expect(await undo()).toEqual(done);
    expect(orderIn(await desk.quantity(5_000))?.due).toBe(9);
  });

  it('that made something delete it, and bring it back as it was', async () => {
    await desk.set('order', 'o-2', { product: 'p-1', lot: '126' });
    await desk.seen((view) => orderIn(view, 'o-2')?.lot === '126');
    expect(await undo()).toEqual(done);
    await desk.seen(({ plan }) => !plan.orders.has('o-2'));
    expect(await redo()).toEqual(done);
    await desk.seen((view) => orderIn(view, 'o-2')?.lot === '126');
    desk.others('order', 'o-2', { notes: 'mine, too' });
    await desk.seen((view) => orderIn(view, 'o-2')?.notes === 'mine, too');
    expect(await undo()).toEqual({ ok: false, why: 'changed', entities: ['order:o-2'] });
  });

  it('that the gateway did not take are none', async () => {
    await desk.setOrder({ quantity: 1 });
    await desk.seen(({ unsent }) => unsent.size === 0);
    desk.gateway.refuses = ({ _id }) => ({ id: _id, status: 'rejected', code: 'plan', reason: 'no' });
    await desk.setOrder({ quantity: 2 });
    await when(desk.data.refused, (all) => all.length === 1);
    desk.gateway.refuses = () => null;
    await desk.quantity(1);
    expect(await undo()).toEqual(done);
    await desk.quantity(5_000);
  });

  it('are no verbs of the shop floor, nor what says that it is none', async () => {
    await desk.here();
    await desk.data.planning.enter([{ type: 'execution', line: 'line8', job: 'o-1.a', verb: 'start' }]);
    const said = { entity: 'order' as const, id: 'o-1', set: { priority: 1 }, saw: {} };
    await desk.data.planning.enter([{ type: 'change', sets: [said] }], { undoable: false });
    expect((await desk.seen((view) => orderIn(view)?.priority === 1)).undo.canUndo).toBe(false);
  });

  it('are nobody else’s who signs on here next', async () => {
    await desk.setOrder({ quantity: 1 });
    expect((await desk.quantity(1)).undo.canUndo).toBe(true);
    desk.gateway.access.person = { ...desk.gateway.access.person!, user: 'supervisor' };
    await desk.data.access.refresh();
    await desk.seen(({ undo }) => !undo.canUndo);
  });

  it('cannot be done again once something else was done', async () => {
    await desk.setOrder({ quantity: 1 });
    await undo();
    await desk.setOrder({ quantity: 2 });
    expect(await redo()).toMatchObject({ why: 'nothing' });
  });

  it('are taken in turn, however fast one taps', async () => {
    await desk.setOrder({ quantity: 1 });
    await desk.setOrder({ quantity: 2 });
    expect(await Promise.all([undo(), undo(), redo()])).toEqual([done, done, done]);
    await desk.quantity(1);
  });
});

describe('taking back what a line has prepared', () => {
  it('asks for a reason before it is entered, as a drag does, and is entered with it', async () => {
    await desk.set('job', 'o-1.a', { place: { line: 'line8', key: 'a0.x' } });
    await desk.seen(({ schedule }) => schedule.queues.get('line8')?.length === 1);
    expect(await undo()).toMatchObject({ ok: false, why: 'frozen', about: 'job:o-1.a' });
    expect((await desk.here()).undo.canUndo).toBe(true);
    expect(await undo({ why: 'It was the wrong line' })).toEqual(done);
    await desk.seen(({ schedule }) => schedule.parked.includes('o-1.a'));
    await until(() => desk.gateway.taken.at(-1)?.why === 'It was the wrong line');
    expect(await redo()).toEqual(done);
  });

  it('goes by the reason that was given for it', async () => {
    await desk.set('job', 'o-1.a', { place: { line: 'line8', key: 'a0.x' } }, { why: 'Agreed' });
    expect(await undo()).toEqual(done);
    await until(() => desk.gateway.taken.length === 2);
    expect(desk.gateway.taken[1]!.why).toBe('Agreed');
  });

  it('is told where the plan cannot take it any more', async () => {
    await desk.set('order', 'o-2', { product: 'p-1', lot: '126' });
    await desk.set('job', 'o-2.a', { order: 'o-2', operation: 'Pouching' });
    await desk.data.planning.enter([{ type: 'execution', line: 'line8', job: 'o-2.a', verb: 'start' }]);
    await desk.seen(({ schedule }) => schedule.standings.get('o-2.a')?.state === 'Running');
    expect(await undo({ anyway: true })).toMatchObject({ ok: false, why: 'ran' });
  });
});
