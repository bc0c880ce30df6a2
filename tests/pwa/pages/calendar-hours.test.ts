import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useLanguage } from '../../../pwa/locales/locale.ts';
import { hoursText, turnOf, workedTime } from '../../../pwa/pages/calendar-hours.ts';
import { layerRows } from '../../../pwa/pages/calendar-layers.ts';
import { gridDays } from '../../../pwa/pages/calendar-lists.ts';
import { weekShown } from '../../../pwa/pages/calendar-week.ts';
import { EARLY, LATE, ZONE, calendarView, weekOf } from './calendar-view.ts';

const HOUR_MS = 3_600_000;
const MONDAY = '2026-10-05';
const spaces = (text: string) => text.replaceAll(/[\u00a0\u2009]/g, ' ');
beforeAll(() => useLanguage(['en-GB']));
afterAll(() => useLanguage(['en']));

describe('a day on which clocks change', () => {
  it.each([
    ['Europe/Berlin', '2026-10-25', { from: 120, to: 180, twice: true }],
    ['Europe/Berlin', '2027-03-28', { from: 120, to: 180, twice: false }],
    ['Europe/Berlin', '2026-10-24', null],
    [ZONE, '2026-11-01', { from: 60, to: 120, twice: true }],
    // By half an hour.
    ['Australia/Lord_Howe', '2026-10-04', { from: 120, to: 150, twice: false }],
    // At midnight: the day begins at one.
    ['America/Santiago', '2026-09-06', { from: 0, to: 60, twice: false }],
  ])('says which minutes come twice or never: %s, %s', (zone, date, turn) => {
    expect(turnOf(zone, date)).toEqual(turn);
  });

  it('is told in the row, with its length', () => {
    const view = calendarView();
    const days = (monday: string) => {
      const week = weekShown(view, 'plant', monday);
      return gridDays(view, 'plant', week, week.days);
    };
    expect(spaces(days('2026-10-26')[6]!.note)).toContain('25 h · 01:00–02:00 comes twice');
    expect(spaces(days('2027-03-08')[6]!.note)).toContain('23 h · 02:00–03:00 does not exist');
  });
});

describe('how much is worked', () => {
  const night = weekOf([{ from: '22:00', to: '06:00', breaks: [{ from: '02:00', to: '02:30' }] }]);
  const worked = (
    view: ReturnType<typeof calendarView>,
    scope: string,
    monday: string,
    days = weekShown(view, scope, monday).days,
  ) => workedTime(view, scope, monday, days).map((ms) => ms / HOUR_MS);

  it('leaves breaks out, and counts a night on both of its days', () => {
    const view = calendarView({ weeks: { w1: { scope: 'plant', from: '2026-01-01', days: night } } });
    expect(worked(view, 'plant', MONDAY)).toEqual([7.5, 7.5, 7.5, 7.5, 7.5, 7.5, 7.5]);
    // The hour that comes twice is worked twice.
    expect(worked(view, 'plant', '2026-10-26')[6]).toBe(8.5);
  });

  it('is what is left when exceptions have had their say, also those of wider scopes', () => {
    const view = calendarView({
      weeks: { w1: { scope: 'plant', from: '2026-01-01', days: EARLY } },
      exceptions: {
        e1: { scope: 'plant', kind: 'holiday', from: '2026-10-07T00:00', to: '2026-10-08T00:00' },
        e2: { scope: 'line:line8', kind: 'overtime', from: '2026-10-07T08:00', to: '2026-10-07T10:00' },
      },
    });
    expect(worked(view, 'plant', MONDAY)).toEqual([8, 8, 0, 8, 8, 8, 8]);
    expect(worked(view, 'line:line8', MONDAY)[2]).toBe(2);
    expect(worked(view, 'line:line9', MONDAY)[2]).toBe(0);
  });

  it('follows what is drawn and not saved', () => {
    const view = calendarView({ weeks: { w1: { scope: 'plant', from: '2026-01-01', days: EARLY } } });
    const drawn = { ...EARLY, sun: [], mon: [{ from: '06:00', to: '10:00' }] };
    expect(worked(view, 'plant', MONDAY, drawn)).toEqual([4, 8, 8, 8, 8, 8, 0]);
  });

  it('reads as hours', () => {
    expect([0, 8, 15.5, 7.75].map((hours) => spaces(hoursText(hours * HOUR_MS)))).toEqual([
      ...['0 h', '8 h', '15.5 h', '7.75 h'],
    ]);
  });
});

describe('layers of the calendar', () => {
  it('are named from strong to weak, each with what it decides', () => {
    const view = calendarView({
      weeks: {
        w1: { scope: 'plant', from: '2026-01-01', days: EARLY },
        w2: { scope: 'group:pouching', from: '2026-10-08', days: LATE },
      },
      exceptions: { e1: { scope: 'plant', kind: 'closed', from: '2026-10-07T06:00', to: '2026-10-08T06:00' } },
    });
    const rows = layerRows(view, 'line:line8', weekShown(view, 'line:line8', MONDAY));
    expect(rows.map(({ name, decides }) => [spaces(name), decides])).toEqual([
      ['one-off changes', '1 in this week'],
      ['default of Pouching since 8 Oct 2026', 'decides 4 days'],
      ['default of the plant since 1 Jan 2026', 'decides 3 days'],
    ]);
  });

  it('one that is covered by stronger ones decides nothing', () => {
    const view = calendarView({
      weeks: {
        w1: { scope: 'plant', from: '2026-01-01', days: EARLY },
        w2: { scope: 'line:line9', from: '2026-01-01', days: LATE },
      },
    });
    const rows = layerRows(view, 'line:line9', weekShown(view, 'line:line9', MONDAY));
    expect(rows.map(({ decides }) => decides)).toEqual(['', 'decides all days', '']);
  });
});
