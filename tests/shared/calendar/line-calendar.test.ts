import { describe, expect, it } from 'vitest';
import {
  calendarRules,
  lineCalendar,
  type CalendarLine,
  type CalendarRules,
} from '../../../shared/calendar/line-calendar.ts';
import { totalMs } from '../../../shared/calendar/windows.ts';
import { instantsOf } from '../../../shared/calendar/zone.ts';
import { WEEKDAYS, type Shift, type WeekDays } from '../../../shared/orders/entities.ts';
import type { Planned } from '../../../shared/orders/plan.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const LA = 'America/Los_Angeles';
const BERLIN = 'Europe/Berlin';

const local = (zone: string, text: string) => instantsOf(zone, Date.parse(`${text}:00Z`))[0]!;
const la = (text: string) => local(LA, text);
const shift = (from: string, to: string, ...breaks: [string, string][]): Shift => ({
  from,
  to,
  breaks: breaks.map(([from, to]) => ({ from, to })),
});
/** The same shifts on each day named. */
const weekOf = (shifts: Shift[], days: readonly string[] = WEEKDAYS) =>
  Object.fromEntries(WEEKDAYS.map((day) => [day, days.includes(day) ? shifts : []])) as WeekDays;
const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'];
const EARLY = weekOf([shift('06:00', '14:00')], WORKDAYS);
const LATE = weekOf([shift('14:00', '22:00')], WORKDAYS);

type Week = CalendarRules['weeks'][number];
type Exception = CalendarRules['exceptions'][number];
const week = (id: string, scope: string, from: string, days: WeekDays, to?: string): Week => ({
  id,
  scope,
  from,
  days,
  ...(to && { to }),
});
const exception = (kind: Exception['kind'], from: string, to: string, more: Partial<Exception> = {}): Exception => ({
  id: `${kind}-${from}`,
  scope: 'plant',
  ...(kind && { kind }),
  from,
  to,
  ...more,
});
const LINE8: CalendarLine = { id: 'line8', processGroup: 'pouching' };
const rules = (weeks: Week[], exceptions: Exception[] = [], zone = LA): CalendarRules => ({ zone, weeks, exceptions });
const early = week('w1', 'plant', '2026-01-01', EARLY);

/** Where the line begins to work on a day, as a clock shows it in winter or summer. */
const firstOf = (calendar: ReturnType<typeof lineCalendar>, date: string) =>
  calendar.next(la(`${date}T00:00`))! - la(`${date}T00:00`);

describe('an order on a line with a calendar', () => {
  it('that would start on a holiday starts on the next working day, and nothing is counted on the holiday', () => {
    const calendar = lineCalendar(
      LINE8,
      rules([early], [exception('holiday', '2026-11-26T00:00', '2026-11-27T00:00', { name: 'Thanksgiving' })]),
    );
    const onTheHoliday = la('2026-11-26T08:00');
    expect(calendar.next(onTheHoliday)).toBe(la('2026-11-27T06:00'));
    expect(calendar.after(onTheHoliday, HOUR_MS)).toBe(la('2026-11-27T07:00'));
    expect(calendar.resting({ from: onTheHoliday, to: onTheHoliday + HOUR_MS })).toEqual([
      { from: onTheHoliday, to: onTheHoliday + HOUR_MS, why: 'holiday', name: 'Thanksgiving' },
    ]);
  });

  it('never has a negative duration, though the clock shows less at its end than at its start', () => {
    const calendar = lineCalendar(LINE8, rules([week('w1', 'plant', '2026-01-01', weekOf([shift('22:00', '06:00')]))]));
    const start = la('2026-11-01T01:50');
    // 01:50, half an hour later 01:20 for the second time.
    expect(calendar.after(start, 30 * MINUTE_MS)).toBe(start + 30 * MINUTE_MS);
  });

  it('takes as long in a plant far from Greenwich as in any other', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'Australia/Eucla']) {
      const calendar = lineCalendar(LINE8, rules([early], [], zone));
      const start = local(zone, '2026-06-01T13:00');
      expect(calendar.after(start, 2 * HOUR_MS)).toBe(local(zone, '2026-06-02T07:00'));
    }
  });

  it('goes on for several days, over breaks, nights and a weekend', () => {
    const days = weekOf([shift('06:00', '14:00', ['09:00', '09:30'])], WORKDAYS);
    const calendar = lineCalendar(LINE8, rules([week('w1', 'plant', '2026-01-01', days)]));
    // Thursday 12:00: 2 h, Friday 7.5 h, Monday the rest.
    expect(calendar.after(la('2026-06-11T12:00'), 12.5 * HOUR_MS)).toBe(la('2026-06-15T09:00'));
    expect(calendar.after(la('2026-06-11T12:00'), 12.5 * HOUR_MS + 1)).toBe(la('2026-06-15T09:30') + 1);
  });

  it('waits for the end of maintenance, even where overtime was planned', () => {
    const calendar = lineCalendar(
      LINE8,
      rules(
        [early],
        [
          exception('maintenance', '2026-06-10T10:00', '2026-06-10T16:00', { scope: 'line:line8', name: 'new belt' }),
          exception('overtime', '2026-06-10T14:00', '2026-06-10T18:00'),
        ],
      ),
    );
    expect(calendar.after(la('2026-06-10T09:00'), 2 * HOUR_MS)).toBe(la('2026-06-10T17:00'));
    expect(calendar.resting({ from: la('2026-06-10T06:00'), to: la('2026-06-10T18:00') })).toEqual([
      { from: la('2026-06-10T10:00'), to: la('2026-06-10T16:00'), why: 'maintenance', name: 'new belt' },
    ]);
  });

  it('runs over the end of the year, with the week of the new one', () => {
    const calendar = lineCalendar(
      LINE8,
      rules(
        [early, week('w2', 'plant', '2027-01-01', LATE)],
        [exception('holiday', '2026-12-31T10:00', '2027-01-02T00:00', { name: 'New Year' })],
      ),
    );
    // Thursday 31 December 09:00: 1 h; Monday 4 January from 14:00.
    expect(calendar.after(la('2026-12-31T09:00'), 2 * HOUR_MS)).toBe(la('2027-01-04T15:00'));
  });

  it('gains an hour in the night when clocks go back, and loses one when they go forward', () => {
    const nights = weekOf([shift('22:00', '06:00')]);
    for (const [zone, back, forward] of [
      [LA, ['2026-10-31', '2026-11-01'], ['2026-03-07', '2026-03-08']],
      [BERLIN, ['2026-10-24', '2026-10-25'], ['2026-03-28', '2026-03-29']],
    ] as const) {
      const calendar = lineCalendar(LINE8, rules([week('w1', 'plant', '2026-01-01', nights)], [], zone));
      const night = ([evening, morning]: readonly [string, string]) =>
        totalMs(calendar.working({ from: local(zone, `${evening}T12:00`), to: local(zone, `${morning}T12:00`) }));
      expect(night(back)).toBe(9 * HOUR_MS);
      expect(night(forward)).toBe(7 * HOUR_MS);
      // Work of eight hours from 22:00 ends at 05:00 and 07:00 by the clock; the next shift is in the evening.
      expect(calendar.after(local(zone, `${back[0]}T22:00`), 8 * HOUR_MS)).toBe(local(zone, `${back[1]}T05:00`));
      expect(calendar.after(local(zone, `${forward[0]}T22:00`), 8 * HOUR_MS)).toBe(local(zone, `${forward[1]}T23:00`));
    }
  });

  it('has a night half an hour longer on Lord Howe Island', () => {
    const zone = 'Australia/Lord_Howe';
    const nights = week('w1', 'plant', '2026-01-01', weekOf([shift('22:00', '06:00')]));
    const calendar = lineCalendar(LINE8, rules([nights], [], zone));
    const night = { from: local(zone, '2026-04-04T12:00'), to: local(zone, '2026-04-05T12:00') };
    expect(totalMs(calendar.working(night))).toBe(8.5 * HOUR_MS);
  });

  it('has no end on a line that never works again', () => {
    const calendar = lineCalendar(LINE8, rules([week('w1', 'plant', '2026-01-01', weekOf([]))]));
    expect(calendar.next(la('2026-06-10T09:00'))).toBeNull();
    expect(calendar.after(la('2026-06-10T09:00'), 1)).toBeNull();
    expect(calendar.after(la('2026-06-10T09:00'), 0)).toBe(la('2026-06-10T09:00'));
  });

  it('ends after its work where the line always works, and never if that takes more than ten years', () => {
    const calendar = lineCalendar(LINE8, rules([]));
    expect(calendar.after(5, 100 * DAY_MS)).toBe(5 + 100 * DAY_MS);
    expect(calendar.after(5, 4_000 * DAY_MS)).toBeNull();
    expect(calendar.resting({ from: 0, to: 400 * DAY_MS })).toEqual([]);
    expect(calendar.working({ from: 0, to: 400 * DAY_MS })).toEqual([{ from: 0, to: 400 * DAY_MS }]);
    expect(calendar.working({ from: 7, to: 7 })).toEqual([]);
  });
});

describe('the week that counts', () => {
  const of = (weeks: Week[], line: CalendarLine = LINE8) => lineCalendar(line, rules(weeks));
  const six = 6 * HOUR_MS;
  const two = 14 * HOUR_MS;

  it('is that of the plant file as long as no other covers the date', () => {
    const line = { ...LINE8, calendar: { start: '05:00', end: '13:00' } };
    const calendar = of([week('w1', 'plant', '2026-06-10', EARLY)], line);
    expect(firstOf(calendar, '2026-06-09')).toBe(5 * HOUR_MS);
    expect(firstOf(calendar, '2026-06-10')).toBe(six);
  });

  it('is always working before the first one begins, if the plant file has none', () => {
    const calendar = of([week('w1', 'plant', '2026-06-10', EARLY)]);
    expect(calendar.next(la('2026-06-09T03:00'))).toBe(la('2026-06-09T03:00'));
    expect(calendar.next(la('2026-06-10T03:00'))).toBe(la('2026-06-10T06:00'));
  });

  it('is the default week with the latest effective date that has come', () => {
    const calendar = of([early, week('w2', 'plant', '2026-06-10', LATE), week('w3', 'plant', '2026-06-11', EARLY)]);
    expect([9, 10, 11].map((day) => firstOf(calendar, `2026-06-${String(day).padStart(2, '0')}`))).toEqual([
      six,
      two,
      six,
    ]);
  });

  it('is the line’s before the process group’s before the plant’s', () => {
    const group = week('w2', 'group:pouching', '2026-01-01', LATE);
    const line = week('w3', 'line:line8', '2026-01-01', EARLY);
    expect(firstOf(of([early, group]), '2026-06-10')).toBe(two);
    expect(firstOf(of([early, group, line]), '2026-06-10')).toBe(six);
    expect(firstOf(of([early, group], { id: 'line8' }), '2026-06-10')).toBe(six);
    expect(firstOf(of([early, { ...line, days: LATE }], { id: 'line9' }), '2026-06-10')).toBe(six);
  });

  it('is a customised one for its dates, before a default week of the same or a wider scope', () => {
    const customised = week('w9', 'group:pouching', '2026-06-08', LATE, '2026-06-15');
    const calendar = of([early, week('w2', 'group:pouching', '2026-06-10', EARLY), customised]);
    expect(firstOf(calendar, '2026-06-05')).toBe(six);
    expect(firstOf(calendar, '2026-06-08')).toBe(two);
    expect(firstOf(calendar, '2026-06-12')).toBe(two);
    expect(firstOf(calendar, '2026-06-15')).toBe(six);
    expect(firstOf(of([customised, week('w3', 'line:line8', '2026-01-01', EARLY)]), '2026-06-10')).toBe(six);
  });
});

describe('a shift', () => {
  it('over midnight belongs to the day on which it starts, whatever week the next day has', () => {
    const nights = weekOf([shift('22:00', '06:00', ['02:00', '02:30'])], ['sun']);
    const calendar = lineCalendar(
      LINE8,
      rules([week('w1', 'plant', '2026-01-01', nights), week('w2', 'plant', '2026-06-08', weekOf([]))]),
    );
    // Sunday 7 June is the last day of the old week.
    expect(calendar.working({ from: la('2026-06-07T00:00'), to: la('2026-06-20T00:00') })).toEqual([
      { from: la('2026-06-07T22:00'), to: la('2026-06-08T02:00') },
      { from: la('2026-06-08T02:30'), to: la('2026-06-08T06:00') },
    ]);
  });

  it('tells each rest by its reason and name', () => {
    const days = weekOf([{ from: '06:00', to: '14:00', breaks: [{ from: '09:00', to: '09:30', name: 'lunch' }] }]);
    const calendar = lineCalendar(
      LINE8,
      rules(
        [week('w1', 'plant', '2026-01-01', days)],
        [exception('closed', '2026-06-10T12:00', '2026-06-10T15:00', { name: 'inventory' })],
      ),
    );
    expect(calendar.resting({ from: la('2026-06-10T08:00'), to: la('2026-06-10T20:00') })).toEqual([
      { from: la('2026-06-10T09:00'), to: la('2026-06-10T09:30'), why: 'break', name: 'lunch' },
      { from: la('2026-06-10T12:00'), to: la('2026-06-10T15:00'), why: 'closed', name: 'inventory' },
      { from: la('2026-06-10T15:00'), to: la('2026-06-10T20:00'), why: 'not-scheduled', name: null },
    ]);
  });
});

describe('exceptions', () => {
  it('of every scope that concerns the line apply, those of others do not', () => {
    const days = (scope: string, day: string) =>
      exception('closed', `2026-06-${day}T00:00`, `2026-06-${day}T12:00`, { id: scope, scope });
    const calendar = lineCalendar(
      LINE8,
      rules(
        [early],
        [
          days('plant', '08'),
          days('group:pouching', '09'),
          days('line:line8', '10'),
          days('line:line9', '11'),
          days('group:other', '12'),
        ],
      ),
    );
    expect(['08', '09', '10', '11', '12'].map((day) => firstOf(calendar, `2026-06-${day}`) / HOUR_MS)).toEqual([
      12, 12, 12, 6, 6,
    ]);
  });

  it('of overtime add time on a free day, on a holiday and over a break', () => {
    const calendar = lineCalendar(
      LINE8,
      rules(
        [early],
        [
          exception('holiday', '2026-06-13T00:00', '2026-06-15T00:00'),
          exception('overtime', '2026-06-13T08:00', '2026-06-13T12:00'),
        ],
      ),
    );
    expect(calendar.working({ from: la('2026-06-13T00:00'), to: la('2026-06-15T00:00') })).toEqual([
      { from: la('2026-06-13T08:00'), to: la('2026-06-13T12:00') },
    ]);
  });

  it('of a narrower scope count before those of a wider one, but maintenance does always', () => {
    const saturday = (kind: Exception['kind'], from: string, to: string, scope: string) =>
      exception(kind, `2026-06-13T${from}`, `2026-06-13T${to}`, { id: `${scope}-${kind}-${from}`, scope });
    const working = (...exceptions: Exception[]) =>
      lineCalendar(LINE8, rules([early], exceptions)).working({
        from: la('2026-06-13T00:00'),
        to: la('2026-06-14T00:00'),
      });
    const plantWorks = saturday('overtime', '06:00', '14:00', 'plant');
    expect(working(plantWorks, saturday('closed', '00:00', '23:00', 'line:line8'))).toEqual([]);
    expect(working(plantWorks, saturday('holiday', '10:00', '23:00', 'group:pouching'))).toEqual([
      { from: la('2026-06-13T06:00'), to: la('2026-06-13T10:00') },
    ]);
    const lineWorks = saturday('overtime', '06:00', '14:00', 'line:line8');
    const oil = saturday('maintenance', '12:00', '13:00', 'plant');
    expect(working(lineWorks, saturday('closed', '00:00', '23:00', 'plant'), oil)).toEqual([
      { from: la('2026-06-13T06:00'), to: la('2026-06-13T12:00') },
      { from: la('2026-06-13T13:00'), to: la('2026-06-13T14:00') },
    ]);
  });

  it('that end before they begin change nothing', () => {
    const calendar = lineCalendar(LINE8, rules([early], [exception('closed', '2026-06-11T00:00', '2026-06-10T00:00')]));
    expect(firstOf(calendar, '2026-06-10')).toBe(6 * HOUR_MS);
  });
});

describe('rules of a plan', () => {
  const planned = <E extends 'week' | 'exception'>(entity: E, { id, ...fields }: Week & Exception) =>
    ({ id, entity, fields, heads: {}, conflicts: [], waiting: [] }) as unknown as Planned<E>;

  it('are what it says of weeks and exceptions, and the same object as long as that is the same', () => {
    const weeks = new Map([['w1', planned('week', early as Week & Exception)]]);
    const closed = exception('closed', '2026-06-10T00:00', '2026-06-11T00:00');
    const exceptions = new Map([['e1', planned('exception', closed as Week & Exception)]]);
    const said = calendarRules({ weeks, exceptions }, LA);
    expect(said).toEqual({ zone: LA, weeks: [early], exceptions: [closed] });
    expect(calendarRules({ weeks: new Map(weeks), exceptions: new Map(exceptions) }, LA)).toBe(said);
    expect(calendarRules({ weeks, exceptions: new Map() }, LA)).not.toBe(said);
    expect(calendarRules({ weeks, exceptions }, BERLIN).zone).toBe(BERLIN);
  });

  it('give lines for which the same counts the same calendar', () => {
    const said = rules([early, week('w2', 'line:line8', '2026-01-01', LATE)]);
    expect(lineCalendar({ id: 'line9' }, said)).toBe(lineCalendar({ id: 'line10', processGroup: 'pouching' }, said));
    expect(lineCalendar(LINE8, said)).not.toBe(lineCalendar({ id: 'line9' }, said));
  });
});
