import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useLanguage } from '../../../pwa/locales/locale.ts';
import {
  exceptionRows,
  gridDays,
  mainSource,
  stayingOnes,
  weekName,
  weekRows,
} from '../../../pwa/pages/calendar-lists.ts';
import { calendarLookIn, concerns, searchOfCalendarLook } from '../../../pwa/pages/calendar-look.ts';
import { customisedHere, linesThatDiffer, weekMarks, weekShown } from '../../../pwa/pages/calendar-week.ts';
import { EARLY, LATE, calendarView } from './calendar-view.ts';

const MONDAY = '2026-10-05';
const spaces = (text: string) => text.replaceAll(/[\u00a0\u2009]/g, ' ');
beforeEach(() => useLanguage(['en-GB']));
afterEach(() => useLanguage(['en']));

describe('the week of a scope', () => {
  it('is made of what counts on each day, and says on whose word', () => {
    const view = calendarView({
      weeks: {
        w1: { scope: 'plant', from: '2026-01-01', days: EARLY },
        w2: { scope: 'group:pouching', from: '2026-10-08', days: LATE },
      },
    });
    const week = weekShown(view, 'line:line8', MONDAY);
    expect([week.days.wed[0]!.from, week.days.thu[0]!.from]).toEqual(['06:00', '14:00']);
    expect(spaces(mainSource(view, 'line:line8', week))).toBe('default since 8 Oct 2026, Pouching');
    expect(gridDays(view, 'line:line8', week, week.days).map(({ note }) => note)).toEqual([
      ...Array.from({ length: 3 }, () => 'plant default'),
      ...Array.from({ length: 4 }, () => 'default of Pouching'),
    ]);
    const drawn = { ...week.days, mon: LATE.mon };
    expect(gridDays(view, 'line:line8', week, drawn)[0]!.note).toBe('changed');
    // A plant knows nothing of what a group decided for itself.
    expect(weekShown(view, 'plant', MONDAY).days.thu).toEqual(EARLY.thu);
  });

  it('is that of the plant file where nobody set one, and always working without', () => {
    const filed = weekShown(calendarView({ calendar: { start: '05:00', end: '13:00' } }), 'line:line8', MONDAY);
    expect(filed.days.mon).toEqual([{ from: '05:00', to: '13:00', breaks: [] }]);
    const none = weekShown(calendarView(), 'plant', MONDAY);
    expect(none.days.sun).toEqual([{ from: '00:00', to: '24:00' }]);
    expect(none.sources[0]).toEqual({ is: 'always', line: null });
    // Lines differ: the first is shown, and named.
    const differs = weekShown(calendarView({ calendar: { start: '05:00', end: '13:00' } }), 'plant', MONDAY);
    expect(differs.sources[0]).toEqual({ is: 'file', line: 'Line 8' });
  });

  it('names the lines whose hours in the plant file would give way to a week of all', () => {
    const view = calendarView({ calendar: { start: '05:00', end: '13:00' } });
    expect(linesThatDiffer(view, 'plant', MONDAY)).toEqual(['Line 9']);
    expect(linesThatDiffer(view, 'line:line9', MONDAY)).toEqual([]);
    expect(linesThatDiffer(calendarView(), 'plant', MONDAY)).toEqual([]);
    const lines = view.lines.toReversed();
    expect(linesThatDiffer({ ...view, lines }, 'plant', MONDAY)).toEqual(['Line 8']);
    expect(mainSource({ ...view, lines }, 'plant', weekShown({ ...view, lines }, 'plant', MONDAY))).toBe(
      'no calendar for Line 9: always works; other lines have their own',
    );
    const own = { scope: 'line:line9', from: '2026-01-01', days: EARLY };
    const decided = calendarView({ calendar: { start: '05:00', end: '13:00' }, weeks: { w: own } });
    expect(linesThatDiffer(decided, 'plant', MONDAY)).toEqual([]);
  });

  it('knows that a day has 25 hours', () => {
    const view = calendarView();
    const week = weekShown(view, 'plant', '2026-10-26');
    expect(week.hours).toEqual([24, 24, 24, 24, 24, 24, 25]);
    expect(spaces(gridDays(view, 'plant', week, week.days)[6]!.note)).toContain('25 h');
  });

  it('knows what of it can go back to the default week', () => {
    const custom = { from: MONDAY, to: '2026-10-12', days: LATE };
    const view = calendarView({ weeks: { w1: { scope: 'plant', ...custom } } });
    expect(customisedHere(weekShown(view, 'plant', MONDAY), 'plant')).toBe('w1');
    expect(customisedHere(weekShown(view, 'line:line8', MONDAY), 'line:line8')).toBeNull();
  });
});

describe('exceptions in the week', () => {
  it('are marked on each day that they touch, those of wider scopes too', () => {
    const view = calendarView({
      exceptions: {
        e1: { scope: 'plant', kind: 'holiday', from: '2026-10-07T06:00', to: '2026-10-08T06:00', name: 'Founding day' },
        e2: { scope: 'line:line9', kind: 'maintenance', from: '2026-10-07T06:00', to: '2026-10-07T08:00' },
        e3: { scope: 'plant', kind: 'closed', from: '2026-10-11T22:00', to: '2026-10-13T06:00' },
      },
    });
    expect(weekMarks(view, 'line:line8', MONDAY)).toEqual([
      { id: 'e1', row: 2, from: 360, to: 1440, kind: 'holiday', label: 'Holiday: Founding day' },
      { id: 'e1', row: 3, from: 0, to: 360, kind: 'holiday', label: 'Holiday: Founding day' },
      { id: 'e3', row: 6, from: 1320, to: 1440, kind: 'closed', label: 'Closed' },
    ]);
  });
});

describe('lists of the calendar', () => {
  const view = calendarView({
    weeks: {
      old: { scope: 'plant', from: '2026-01-01', days: EARLY },
      now: { scope: 'plant', from: '2026-09-01', days: LATE },
      later: { scope: 'plant', from: '2026-11-01', days: EARLY },
      ofLine: { scope: 'line:line9', from: '2026-02-01', days: LATE },
      custom: { scope: 'plant', from: '2026-10-12', to: '2026-10-19', days: LATE },
    },
    exceptions: {
      e1: { scope: 'plant', kind: 'holiday', from: '2026-12-25T06:00', to: '2026-12-26T06:00', name: 'Christmas' },
      e0: { scope: 'line:line9', kind: 'maintenance', from: '2026-10-01T06:00', to: '2026-10-01T08:00' },
    },
  });

  it('tell which weeks count now, which come and which are over', () => {
    expect(weekRows(view, 'plant', () => true).map(({ id, counts, isPast }) => [id, counts, isPast])).toEqual([
      ['old', false, true],
      ['ofLine', true, false],
      ['now', true, false],
      ['custom', false, false],
      ['later', false, false],
    ]);
    expect(weekRows(view, 'line:line8', () => true).map(({ id }) => id)).not.toContain('ofLine');
  });

  it('tell exceptions in order of time, with those that are past', () => {
    expect(exceptionRows(view, 'plant', () => true).map(({ id, title, isPast }) => [id, title, isPast])).toEqual([
      ['e0', 'Maintenance', true],
      ['e1', 'Holiday: Christmas', false],
    ]);
    expect(exceptionRows(view, 'line:line8', () => true).map(({ id }) => id)).toEqual(['e1']);
  });

  it('name narrower ones that keep their own default week', () => {
    expect(stayingOnes(view, 'plant')).toBe('Line 9');
    expect(stayingOnes(view, 'group:pouching')).toBe('');
  });

  it('name a week by its dates, in the language of the device', () => {
    expect(spaces(weekName(MONDAY))).toMatch(/^5 ?– ?11 Oct 2026$/);
    useLanguage(['de-DE']);
    expect(spaces(weekName(MONDAY))).toMatch(/^5\. ?– ?11\. Okt\. 2026$/);
  });
});

describe('the address of the calendar', () => {
  it('says whose week and which one; a day stands for its week', () => {
    expect(calendarLookIn('?of=line:line8&week=2026-10-08')).toEqual({ scope: 'line:line8', monday: MONDAY });
    expect(calendarLookIn('?week=nonsense')).toEqual({ scope: 'plant', monday: null });
    const look = { scope: 'group:pouching', monday: MONDAY };
    expect(calendarLookIn(searchOfCalendarLook(look))).toEqual(look);
  });

  it('knows which scopes concern each other', () => {
    const view = calendarView();
    expect(concerns(view, 'plant', 'line:line9')).toBe(true);
    expect(concerns(view, 'line:line8', 'group:pouching')).toBe(true);
    expect(concerns(view, 'line:line9', 'group:pouching')).toBe(false);
  });
});
