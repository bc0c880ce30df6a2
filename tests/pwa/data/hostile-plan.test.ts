import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnteredPlanFact } from '../../../pwa/data/line-data.ts';
import { MOST_SEEN } from '../../../shared/documents/change.ts';
import { until, when } from './device.ts';
import { PlanDesk } from './plan-desk.ts';

let desk: PlanDesk;

beforeEach(async () => {
  desk = await PlanDesk.open();
});

afterEach(async () => {
  await desk.close();
  expect(desk.device.faults).toEqual([]);
});

const undo = () => desk.data.planning.undo();
const redo = () => desk.data.planning.redo();
const done = { ok: true };
const refuse = ({ _id }: EnteredPlanFact) =>
  ({ id: _id, status: 'rejected', code: 'plan', reason: 'no', plan: 'frozen' }) as const;

describe('Taking a move back that the gateway does not let one take back', () => {
  it('leaves it there to be taken back later, and the ones before it', async () => {
    await desk.setOrder({ quantity: 1 });
    await desk.setOrder({ quantity: 2 });
    await desk.seen(({ unsent }) => unsent.size === 0);
    desk.gateway.refuses = refuse;
    expect(await undo()).toEqual(done);
    await when(desk.data.refused, (all) => all.length === 1);
    expect((await desk.quantity(2)).undo).toEqual({ canUndo: true, canRedo: false });
    desk.gateway.refuses = () => null;
    expect(await undo()).toEqual(done);
    await desk.quantity(1);
    expect(await undo()).toEqual(done);
    await desk.quantity(5_000);
  });

  it('and the same with doing it again', async () => {
    await desk.setOrder({ quantity: 1 });
    expect(await undo()).toEqual(done);
    await desk.quantity(5_000);
    await desk.seen(({ unsent }) => unsent.size === 0);
    desk.gateway.refuses = refuse;
    expect(await redo()).toEqual(done);
    await when(desk.data.refused, (all) => all.length === 1);
    expect((await desk.quantity(5_000)).undo).toEqual({ canUndo: false, canRedo: true });
    desk.gateway.refuses = () => null;
    expect(await redo()).toEqual(done);
    await desk.quantity(1);
  });
});

describe('A field of which there are more versions than a change can name', () => {
  it('can be taken back, said again and published', async () => {
    await desk.setOrder({ quantity: 1 });
    await desk.seen(({ unsent }) => unsent.size === 0);
    for (let n = 0; n < MOST_SEEN + 5; n++)
      desk.othersSay((other) => {
        other.rows = new Map();
        return other.change(Date.now(), 'order', 'o-1', { quantity: 10_000 + n });
      });
    await desk.seen(({ plan }) => (plan.orders.get('o-1')?.conflicts[0]?.versions.length ?? 0) > MOST_SEEN);
    expect(await desk.data.planning.undo({ anyway: true })).toEqual(done);
    await until(() => desk.gateway.taken.length === 2);
    const [, back] = desk.gateway.taken;
    expect(back?.type === 'change' && back.sets[0]?.saw['quantity']).toHaveLength(MOST_SEEN);
  });
});
