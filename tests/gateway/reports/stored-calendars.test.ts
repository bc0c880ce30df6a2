import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { storedCalendars } from '../../../gateway/reports/stored-calendars.ts';
import { plannedTime } from '../../../shared/calendar/working-time.ts';
import { Author, newOrder, setting } from '../plan/said.ts';

const AT = Date.UTC(2026, 9, 30);
const day = { from: Date.UTC(2026, 10, 3), to: Date.UTC(2026, 10, 4) };
const received = (fact: { _id: string; at: number }) => ({ ...fact, received: fact.at });

describe('calendars in the store', () => {
  it('are folded from what all gateways wrote in all months, whatever else is planned', async () => {
    const store = new MemoryStore();
    const desktop = new Author({ at: AT });
    const holiday = { scope: 'plant', kind: 'holiday', from: '2026-11-01T00:00', to: '2026-11-05T00:00' };
    const said = desktop.change(setting('exception', 'e1', holiday), ...newOrder('o1', { line: 'line8' }));
    await store.insert('plan_gw-a_2026_10', [received(said), received(desktop.change(...newOrder('o2')))]);
    const later = new Author({ at: AT + 3 * 86_400_000, origin: 'tablet2' });
    const shorter = setting('exception', 'e1', { to: '2026-11-03T06:00' }, { to: [said._id] });
    await store.insert('plan_gw-b_2026_11', [received(later.change(shorter)), { _id: 'change:0', type: 'change' }]);
    const rules = await storedCalendars(store, 'UTC');
    expect(plannedTime({ id: 'line8', rules }, 'UTC', day)).toEqual([{ from: day.from + 6 * 3_600_000, to: day.to }]);
  });

  it('are empty where nobody planned', async () => {
    expect(await storedCalendars(new MemoryStore(), 'UTC')).toEqual({ zone: 'UTC', weeks: [], exceptions: [] });
  });

  it('are read to the end, however much was planned', async () => {
    const store = new MemoryStore();
    const desktop = new Author({ at: AT });
    const changes = Array.from({ length: 1_500 }, (_, i) => desktop.change(setting('order', `o${i}`, { lot: `${i}` })));
    const closed = { scope: 'plant', kind: 'closed', from: '2026-11-03T00:00', to: '2026-11-04T00:00' };
    await store.insert(
      'plan_gw-a_2026_10',
      [...changes, desktop.change(setting('exception', 'e1', closed))].map(received),
    );
    const rules = await storedCalendars(store, 'UTC');
    expect(plannedTime({ id: 'line8', rules }, 'UTC', day)).toEqual([]);
  });
});
