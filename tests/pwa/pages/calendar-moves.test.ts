import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useLanguage } from '../../../pwa/locales/locale.ts';
import { newException } from '../../../pwa/pages/calendar-dialog.ts';
import { CalendarDrafts } from '../../../pwa/pages/calendar-drafts.ts';
import { overwrittenBy, PreviewMemory, previewOf, sayException, sayWeek } from '../../../pwa/pages/calendar-moves.ts';
import type { VerbWorld } from '../../../shared/orders/verbs/world.ts';
import { EARLY, LATE, NOW, calendarView, weekOf } from './calendar-view.ts';

const HOUR_MS = 3_600_000;
const MONDAY = '2026-10-05';
const spaces = (text: string) => text.replaceAll('\u00a0', ' ');
beforeAll(() => useLanguage(['en-GB']));
afterAll(() => useLanguage(['en']));
const worldOf = ({ situation, schedule }: ReturnType<typeof calendarView>): VerbWorld => ({
  ...{ situation, schedule, newId: () => 'dev1-1', suffix: 'dev1' },
});

/** Two hours of work are left of the day; the second order takes all of the next one. */
const view = calendarView({
  weeks: { w1: { scope: 'plant', from: '2026-01-01', days: EARLY } },
  orders: { A: { quantity: 2_000, due: NOW + 3 * HOUR_MS }, B: { quantity: 6_000, due: NOW + 30 * HOUR_MS } },
});

describe('a changed week', () => {
  const draft = { scope: 'plant', monday: MONDAY, days: LATE };

  it('is kept for the week alone or as the default from a date on', () => {
    expect(sayWeek(worldOf(view), draft, { as: 'week' })).toMatchObject({
      said: [{ sets: [{ set: { from: MONDAY, to: '2026-10-12', days: LATE } }] }],
    });
    const asDefault = sayWeek(worldOf(view), draft, { as: 'default', from: '2026-10-07', overwrite: false });
    expect(asDefault).toMatchObject({ said: [{ sets: [{ set: { from: '2026-10-07', days: LATE } }] }] });
  });

  it('tells before how many customised weeks give way', () => {
    const custom = { scope: 'line:line8', from: '2026-10-12', to: '2026-10-19', days: LATE };
    expect(overwrittenBy(calendarView({ weeks: { w1: custom } }), 'plant', '2026-10-07')).toBe(1);
    expect(overwrittenBy(calendarView({ weeks: { w1: custom } }), 'plant', '2026-10-19')).toBe(0);
  });

  it('shows which orders end at another time, late ones first', () => {
    const { rows, refused } = previewOf(view, (world) => sayWeek(world, draft, { as: 'week' }));
    expect(refused).toBeNull();
    // Today from 14:00 instead of now: A ends at 16:00, an hour late; B at 22:00, and with that earlier than by tomorrow's shift.
    expect(rows.map(({ title, was, is, note, tone }) => [title, was, is, spaces(note), tone])).toEqual([
      ['A', '14:00', '16:00', 'late by 1 h', 'act'],
      ['B', 'Wed 12:00', '22:00', '14 h earlier', 'plain'],
    ]);
  });

  it('says that orders never end when their line does not work any more', () => {
    const closed = { ...draft, days: weekOf([]) };
    const keeping = { as: 'default', from: MONDAY, overwrite: false } as const;
    const { rows } = previewOf(view, (world) => sayWeek(world, closed, keeping));
    expect(rows.map(({ is, tone }) => [is, tone])).toEqual([
      ['no end', 'act'],
      ['no end', 'act'],
    ]);
  });

  it('that cannot be says why, and moves nothing', () => {
    const days = weekOf([
      { from: '06:00', to: '14:00' },
      { from: '13:00', to: '20:00' },
    ]);
    const { rows, refused } = previewOf(view, (world) => sayWeek(world, { ...draft, days }, { as: 'week' }));
    expect(rows).toEqual([]);
    expect(refused).toContain('overlap');
  });

  it('stays while one looks at another week or line, until it is kept or discarded', () => {
    const drafts = new CalendarDrafts();
    const here = { scope: 'plant', monday: MONDAY };
    const there = { scope: 'line:line8', monday: MONDAY };
    drafts.change(here, LATE, EARLY);
    drafts.keep(here, { as: 'default', from: MONDAY, overwrite: true });
    drafts.change(here, EARLY, LATE);
    expect(drafts.of(here)).toMatchObject({ draft: { days: EARLY }, keeping: { as: 'default', overwrite: true } });
    expect(drafts.of(there)).toBeNull();
    expect(drafts.others(there)).toEqual([{ ...here, days: EARLY }]);
    drafts.drop(here);
    expect(drafts.others(there)).toEqual([]);
  });
});

describe('a one-off change', () => {
  it('begins as a holiday of a production day, not in the past', () => {
    const place = { scope: 'line:line8', monday: MONDAY };
    expect(newException(view, place)).toEqual({
      ...{ id: null, scope: 'line:line8', kind: 'holiday', name: '' },
      ...{ from: '2026-10-07T06:00', to: '2026-10-08T06:00' },
    });
    expect(newException(view, { ...place, monday: '2026-12-21' }).from).toBe('2026-12-21T06:00');
  });

  it('is added or changed by its form, an empty name being none', () => {
    const draft = { ...newException(view, { scope: 'plant', monday: MONDAY }), name: ' ' };
    expect(sayException(worldOf(view), draft)).toMatchObject({ said: [{ sets: [{ set: { kind: 'holiday' } }] }] });
    expect(JSON.stringify(sayException(worldOf(view), draft))).not.toContain('"name"');
    expect(sayException(worldOf(view), { ...draft, id: 'gone' })).toMatchObject({ ok: false, why: 'unknown' });
  });

  it('shows what it moves', () => {
    const draft = newException(view, { scope: 'plant', monday: MONDAY });
    const { rows } = previewOf(view, (world) => sayException(world, draft));
    // Wednesday is free: B ends a day later, and late.
    expect(rows.map(({ title, tone }) => [title, tone])).toEqual([['B', 'act']]);
  });
});

describe('a preview', () => {
  it('is worked out anew only when the plan or the wish is another', () => {
    const memory = new PreviewMemory();
    let asked = 0;
    const say = (world: VerbWorld) => {
      asked++;
      return sayWeek(world, { scope: 'plant', monday: MONDAY, days: LATE }, { as: 'week' });
    };
    const first = memory.of(view, { a: 1 }, say);
    expect(memory.of(view, { a: 1 }, say)).toBe(first);
    memory.of(view, { a: 2 }, say);
    memory.of({ ...view }, { a: 2 }, say);
    expect(asked).toBe(3);
  });
});

describe('a step back', () => {
  const place = { scope: 'plant', monday: MONDAY };
  it('takes the last drag back, and with the first one the draft is gone', () => {
    const drafts = new CalendarDrafts();
    drafts.change(place, LATE, EARLY);
    drafts.keep(place, { as: 'default', from: MONDAY, overwrite: true });
    drafts.change(place, weekOf([]), LATE);
    drafts.back(place);
    expect(drafts.of(place)).toMatchObject({ draft: { days: LATE }, keeping: { as: 'default' } });
    drafts.back(place);
    expect(drafts.of(place)).toBeNull();
    drafts.back(place);
    expect(drafts.others({ ...place, scope: 'line:line8' })).toEqual([]);
  });
});
