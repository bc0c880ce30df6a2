import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until, when } from './device.ts';
import { PlanDesk, change, orderIn } from './plan-desk.ts';

let desk: PlanDesk;

beforeEach(async () => {
  desk = await PlanDesk.open();
  await desk.here();
});

afterEach(async () => {
  await desk.close();
  expect(desk.device.faults).toEqual([]);
});

const planning = () => desk.data.planning;
async function opened(name = 'Two shifts'): Promise<string> {
  await planning().openDraft(name);
  return (await desk.seen(({ draft }) => draft?.name === name)).draft!.id;
}

describe('a draft', () => {
  it('shows what it changes here, and nobody else is told', async () => {
    await opened();
    await desk.setOrder({ quantity: 1 });
    const view = await desk.quantity(1);
    expect([...view.unsent]).toEqual(['order:o-1']);
    expect(orderIn(view.published)?.quantity).toBe(5_000);
    expect(view.schedule.standings.get('o-1.a')?.wanted).toBe(1);
    await planning().showDraft(null);
    const plan = await desk.quantity(5_000);
    expect(plan.drafts.map(({ name, steps }) => [name, steps.length])).toEqual([['Two shifts', 1]]);
    await when(desk.data.connection, ({ notSent }) => notSent === 0);
    expect(desk.gateway.taken).toEqual([]);
  });

  it('made offline is there and open after a restart, and published as one change by its name', async () => {
    await desk.gateway.stop();
    const id = await opened();
    await desk.setOrder({ quantity: 1, notes: 'a' });
    await desk.setOrder({ quantity: 2 });
    await desk.set('job', 'o-1.a', { place: { line: 'line8', key: 'a0.x' } });
    await desk.data.close();
    await desk.reopen();
    const plan = await desk.here();
    expect(plan.draft).toMatchObject({ id, name: 'Two shifts' });
    expect(plan.drafts).toHaveLength(1);
    await desk.quantity(2);
    await planning().publishDraft(id, 'as agreed');
    expect(await desk.seen(({ draft, drafts }) => draft === null && drafts.length === 0)).toMatchObject({});
    await desk.gateway.start();
    await until(() => desk.gateway.taken.length === 1);
    expect(desk.gateway.taken[0]).toMatchObject({
      ...{ type: 'change', draft: 'Two shifts', why: 'as agreed' },
      sets: [
        { entity: 'order', id: 'o-1', set: { quantity: 2, notes: 'a' } },
        { entity: 'job', id: 'o-1.a', set: { place: { line: 'line8' } } },
      ],
    });
    expect(desk.gateway.plan.get('order:o-1')?.state['quantity']?.heads.map(({ value }) => value)).toEqual([2]);
    expect(JSON.stringify(desk.gateway.taken)).not.toContain('draft:');
    expect(await planning().undo()).toEqual({ ok: true });
    await desk.quantity(5_000);
  });

  it('is taken back step by step, and done again', async () => {
    await desk.setOrder({ quantity: 9 });
    await opened();
    await desk.setOrder({ quantity: 1 });
    await desk.setOrder({ quantity: 2 });
    await planning().undo();
    expect((await desk.quantity(1)).undo).toEqual({ canUndo: true, canRedo: true });
    await planning().undo();
    expect(await planning().undo()).toMatchObject({ why: 'nothing' });
    await desk.quantity(9);
    await planning().redo();
    await desk.quantity(1);
    await desk.setOrder({ quantity: 3 });
    expect((await desk.quantity(3)).undo).toEqual({ canUndo: true, canRedo: false });
  });

  it('says what was taken back and done again, after a restart, too', async () => {
    await opened();
    const { plan } = await desk.here();
    await planning().enter([change(plan, 'order', 'o-1', { quantity: 1 })], { told: 'Flu 125 changed' });
    await desk.quantity(1);
    await desk.data.close();
    await desk.reopen();
    await desk.quantity(1);
    expect(await planning().undo()).toEqual({ ok: true, told: 'Flu 125 changed' });
    expect(await planning().redo()).toEqual({ ok: true, told: 'Flu 125 changed' });
  });

  it('tells what others changed meanwhile; what both changed is a conflict when it is published', async () => {
    const id = await opened();
    await desk.setOrder({ quantity: 1 });
    await desk.setOrder({ notes: 'n' });
    desk.others('order', 'o-1', { quantity: 6_000 });
    desk.others('order', 'o-1', { due: 2 });
    const view = await desk.seen(({ published }) => orderIn(published)?.due === 2);
    expect(orderIn(view)).toMatchObject({ quantity: 1, due: 2, notes: 'n' });
    expect(view.plan.orders.get('o-1')?.conflicts).toEqual([]);
    const changed = { entity: 'order', id: 'o-1', field: 'quantity', was: 5_000, is: 6_000, draft: 1 };
    expect(planning().changedMeanwhile(id)).toMatchObject([changed]);
    await planning().publishDraft(id);
    const met = await desk.seen(({ plan }) => plan.orders.get('o-1')?.conflicts.length === 1);
    expect(met.plan.orders.get('o-1')?.conflicts[0]?.field).toBe('quantity');
  });

  it('replaces what others changed as far as somebody was shown it, and stands beside what came after the look', async () => {
    const id = await opened();
    await desk.setOrder({ quantity: 1, notes: 'n' });
    desk.others('order', 'o-1', { quantity: 6_000, notes: 'theirs' });
    await desk.seen(({ published }) => orderIn(published)?.quantity === 6_000);
    const shown = planning().changedMeanwhile(id);
    expect(shown.map(({ field, is }) => [field, is])).toEqual([
      ['quantity', 6_000],
      ['notes', 'theirs'],
    ]);
    desk.others('order', 'o-1', { notes: 'later' });
    await desk.seen(({ published }) => orderIn(published)?.notes === 'later');
    await planning().publishDraft(id, undefined, shown);
    const met = await desk.seen(({ plan, draft }) => draft === null && plan.orders.get('o-1')!.conflicts.length > 0);
    expect(met.plan.orders.get('o-1')!.conflicts.map(({ field }) => field)).toEqual(['notes']);
    expect(orderIn(met)?.quantity).toBe(1);
    await until(() => desk.gateway.taken.length === 1);
    const heads = desk.gateway.plan.get('order:o-1')?.state['quantity']?.heads;
    expect(heads?.map(({ value }) => value)).toEqual([1]);
  });

  it('is named, with the reason, in the history of what it changed, out of reach too', async () => {
    const id = await opened();
    await desk.setOrder({ quantity: 1 });
    await planning().publishDraft(id, 'Agreed');
    await desk.seen(({ unsent }) => unsent.size === 0);
    await desk.gateway.stop();
    const view = await desk.quantity(1);
    expect(view.plan.orders.get('o-1')?.said?.['quantity']).toMatchObject({ draft: 'Two shifts', why: 'Agreed' });
    const { entries, complete } = await planning().history('order', 'o-1');
    expect(complete).toBe(false);
    expect(entries[0]).toMatchObject({ set: { quantity: 1 }, draft: 'Two shifts', why: 'Agreed' });
    expect(entries[1]).not.toHaveProperty('draft');
  });

  it('that takes away what a line has prepared asks for a reason when it is published, and stays until it has one', async () => {
    desk.others('job', 'o-1.a', { place: { line: 'line8', key: 'a0.x' } });
    await desk.seen(({ schedule }) => schedule.queues.get('line8')?.length === 1);
    const id = await opened();
    await desk.set('job', 'o-1.a', { place: null });
    expect(await planning().publishDraft(id)).toMatchObject({ ok: false, why: 'frozen' });
    expect((await desk.here()).draft?.id).toBe(id);
    expect(await planning().publishDraft(id, 'Film is missing')).toEqual({ ok: true });
    await until(() => desk.gateway.taken.length === 1);
    expect(desk.gateway.taken[0]).toMatchObject({ why: 'Film is missing', draft: 'Two shifts' });
  });

  it('is not published where the plan cannot take it any more', async () => {
    const id = await opened();
    await desk.setOrder({ lotNumber: '640077' });
    desk.others('order', 'o-2', { product: 'p-1', lotNumber: '640077' });
    await desk.seen(({ plan }) => plan.orders.has('o-2'));
    expect(await planning().publishDraft(id)).toMatchObject({ ok: false, why: 'lot-number-taken' });
    expect((await desk.here()).drafts).toHaveLength(1);
  });

  it('over an own change that was refused meanwhile can be published all the same', async () => {
    desk.gateway.refuses = ({ _id }) => ({ id: _id, status: 'rejected', code: 'plan', reason: 'no' });
    await desk.gateway.stop();
    await desk.setOrder({ quantity: 9 });
    const id = await opened();
    await desk.setOrder({ quantity: 1 });
    await desk.gateway.start();
    const [refused] = await when(desk.data.refused, (all) => all.length === 1);
    desk.gateway.refuses = () => null;
    await planning().publishDraft(id);
    await until(() => desk.gateway.taken.length === 1);
    expect(JSON.stringify(desk.gateway.taken)).not.toContain(refused!.id);
  });

  it('is no place to say what happened', async () => {
    await opened();
    const said = { type: 'execution', line: 'line8', job: 'o-1.a', verb: 'start' } as const;
    await expect(planning().enter([said])).rejects.toThrow('Only what is planned can be tried out in a draft');
  });

  it('can be called otherwise, and thrown away', async () => {
    const id = await opened();
    await desk.setOrder({ quantity: 1 });
    await planning().renameDraft(id, 'Three shifts');
    await desk.seen(({ draft }) => draft?.name === 'Three shifts');
    await planning().discardDraft(id);
    const { drafts } = await desk.quantity(5_000);
    expect(drafts).toEqual([]);
    await expect(planning().publishDraft(id)).rejects.toThrow('There is no draft');
  });
});
