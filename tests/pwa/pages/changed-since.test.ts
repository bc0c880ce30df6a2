import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { History, HistoryEntry, PlanView } from '../../../pwa/data/planning.ts';
import { useLanguage } from '../../../pwa/locales/locale.ts';
import { changedSince } from '../../../pwa/pages/changed-since.ts';
import { NOW, calendarView } from './calendar-view.ts';

beforeAll(() => useLanguage(['en-GB']));
afterAll(() => useLanguage(['en']));

const seen = calendarView({ orders: { A: { quantity: 5_000 } } });
const view: PlanView = { ...seen, names: new Map([['binder', 'The binder']]) };

function said(id: number, part: Partial<HistoryEntry>): HistoryEntry {
  return {
    id: `f${id}`,
    at: NOW - 60_000 * id,
    user: 'binder',
    origin: 'desk',
    type: 'change',
    unsent: false,
    ...part,
  };
}

function told(entities: readonly string[], entries: readonly HistoryEntry[]) {
  const history = (): Promise<History> => Promise.resolve({ entries, complete: true });
  return changedSince({ history }, view, entities);
}

describe('What others changed since', () => {
  it('is told with its name, from what to what, by whom and why', async () => {
    const [thing] = await told(
      ['order:A'],
      [
        said(1, { set: { quantity: 7_000 }, why: 'two more customers' }),
        said(2, { set: { lot: 'A', quantity: 6_000 } }),
      ],
    );
    expect(thing!.name).toContain('A');
    expect(thing!.what).toBe('Quantity: 6,000 → 7,000');
    expect(thing!.by).toMatch(/^The binder, \d\d:\d\d · two more customers$/);
  });

  it('is told by what it is where it has no name of its own, and without words where nothing is known of it', async () => {
    expect(await told(['exception:e1'], [])).toEqual([{ name: 'Calendar', what: '', by: '' }]);
  });
});
