import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LineData } from '../../../pwa/data/line-data.ts';
import { standardQuantity } from '../../../shared/kpi/standard-quantity.ts';
import { when } from './device.ts';
import { PlanDesk, orderIn } from './plan-desk.ts';

const day = { from: Date.UTC(2026, 9, 6), to: Date.UTC(2026, 9, 7) };
const holiday = {
  scope: 'plant',
  kind: 'holiday',
  from: '2026-10-05T00:00',
  to: '2026-10-08T00:00',
  name: 'Inventory',
};
const overtime = { scope: 'line:line8', kind: 'overtime', from: '2026-10-06T08:00', to: '2026-10-06T10:00' };
let desk: PlanDesk;

beforeEach(async () => {
  desk = await PlanDesk.open();
});
afterEach(async () => {
  await desk.close();
  expect(desk.device.faults).toEqual([]);
});

/** Hours of work that its figures count with on the day. */
const hoursOf = ({ line, plant }: LineData) =>
  standardQuantity({ ...line, standardRatePerHour: 1 }, plant.timezone, day);
const works = (line: string, hours: number) =>
  when(desk.data.line(line), (data) => data !== null && hoursOf(data) === hours) as Promise<LineData>;

describe('the calendar that the figures of a line follow on a device', () => {
  it('is what planners set, for the lines that it concerns', async () => {
    await works('line8', 24);
    desk.others('exception', 'e-1', holiday);
    desk.others('exception', 'e-2', overtime);
    await works('line8', 2);
    await works('line9', 0);
    desk.others('exception', 'e-1', { deleted: true });
    await works('line9', 24);
  });

  it('is there with the first data of a line after a start out of reach', async () => {
    desk.others('exception', 'e-1', holiday);
    await works('line8', 0);
    await desk.data.close();
    await desk.gateway.stop();
    await desk.reopen();
    const seen: number[] = [];
    const stop = desk.data.line('line8').subscribe((data) => data && seen.push(hoursOf(data)));
    await works('line8', 0);
    stop();
    expect(seen[0]).toBe(0);
  });

  it('has what was entered here at once, but nothing of a draft', async () => {
    await works('line8', 24);
    await desk.data.planning.openDraft('More hands');
    await desk.set('exception', 'e-9', { ...holiday, scope: 'line:line9' });
    await desk.seen((view) => view.plan.exceptions.size === 1);
    desk.gateway.faults.push?.push('error', 'error', 'error');
    await desk.data.planning.showDraft(null);
    await desk.set('exception', 'e-3', holiday);
    await works('line8', 0);
    expect(hoursOf(await works('line9', 0))).toBe(0);
  });

  it('stays the same object while planners move orders', async () => {
    desk.others('exception', 'e-1', holiday);
    const { rules } = (await works('line8', 0)).line;
    desk.others('order', 'o-1', { quantity: 7_000 });
    await desk.setOrder({ lot: '126' });
    await desk.seen((view) => orderIn(view)?.quantity === 7_000 && orderIn(view)?.lot === '126');
    expect(rules).toBeDefined();
    expect((await works('line8', 0)).line.rules).toBe(rules);
  });
});
