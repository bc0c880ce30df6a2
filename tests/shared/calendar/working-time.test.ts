import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../../shared/equipment.ts';
import { plannedTime, productionDay, restingTime, type PlannedLine } from '../../../shared/calendar/working-time.ts';
import { totalMs } from '../../../shared/calendar/windows.ts';
import { instantsOf, localMidnight, zoneOffset } from '../../../shared/calendar/zone.ts';
import { rulesOf } from '../../fixtures/calendar-rules.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;
const LA = 'America/Los_Angeles';
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const local = (zone: string, text: string) => instantsOf(zone, Date.parse(`${text}:00Z`))[0]!;
const hours = (window: { from: number; to: number }) => (window.to - window.from) / HOUR_MS;

describe('the production day', () => {
  it('is pinned to a zone with daylight saving time', () => {
    expect(zoneOffset(LA, Date.UTC(2026, 0))).not.toBe(zoneOffset(LA, Date.UTC(2026, 6)));
  });

  it('lasts 23 hours when clocks go forward in it and 25 when they go back', () => {
    expect(hours(productionDay(local(LA, '2026-03-07T12:00'), LA, '06:00'))).toBe(23);
    expect(hours(productionDay(local(LA, '2026-03-08T12:00'), LA, '06:00'))).toBe(24);
    expect(hours(productionDay(local(LA, '2026-10-31T12:00'), LA, '06:00'))).toBe(25);
    expect(hours(productionDay(local('Australia/Lord_Howe', '2026-04-04T12:00'), 'Australia/Lord_Howe', '06:00'))).toBe(
      24.5,
    );
  });

  it('that contains the early morning is the one of the day before', () => {
    const day = productionDay(local(LA, '2026-11-01T05:59'), LA, '06:00');
    expect(day.from).toBe(local(LA, '2026-10-31T06:00'));
    expect(productionDay(local(LA, '2026-11-01T06:00'), LA, '06:00').from).toBe(local(LA, '2026-11-01T06:00'));
  });

  it('contains its moment and is followed by the next without a gap, for any start of day', () => {
    const starts = fc.constantFrom('00:00', '02:30', '06:00', '22:15', '23:59', '24:00');
    const moments = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
    fc.assert(
      fc.property(fc.constantFrom(LA, 'Europe/Berlin', 'Australia/Lord_Howe'), starts, moments, (zone, start, at) => {
        const day = productionDay(at, zone, start);
        expect(day.from <= at && at < day.to).toBe(true);
        expect(productionDay(day.to, zone, start).from).toBe(day.to);
        expect(productionDay(day.from, zone, start)).toEqual(day);
      }),
      { numRuns: 300 },
    );
  });
});

/** Minute of day of `06:30`. */
const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Was the line meant to run in the minute at `at`? By looking at the wall clock of that minute alone. */
function isPlanned(calendar: Calendar, zone: string, at: number): boolean {
  const wall = at + zoneOffset(zone, at);
  const minute = (wall % DAY_MS) / MINUTE_MS;
  const [start, end] = [minuteOf(calendar.start), minuteOf(calendar.end)];
  const overnight = end <= start;
  const ofToday = minute >= start && (overnight || minute < end);
  const ofYesterday = overnight && minute < end;
  const runsOn = (days: number) =>
    !calendar.days || calendar.days.includes(WEEKDAYS[new Date(localMidnight(zone, at, days)).getUTCDay()]!);
  if (!((ofToday && runsOn(0)) || (ofYesterday && runsOn(-1)))) return false;
  return !(calendar.breaks ?? []).some((pause) => {
    const [from, to] = [minuteOf(pause.start), minuteOf(pause.end)];
    return from < to ? minute >= from && minute < to : minute >= from || minute < to;
  });
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
// Boundaries between 01:00 and 03:00 are skipped or repeated on some days; they have a test of their own.
const boundary = fc.integer({ min: 12, max: 95 }).map((quarter) => clock(quarter * 15));
const shift = fc.record({ start: boundary, end: boundary }).filter(({ start, end }) => start !== end);
const inShift = (calendar: Calendar, pause: { start: string; end: string }) => {
  const after = (time: string) => (minuteOf(time) - minuteOf(calendar.start) + 1440) % 1440;
  const length = (minuteOf(calendar.end) - minuteOf(calendar.start) + 1440) % 1440;
  return after(pause.start) < after(pause.end) && after(pause.end) <= length;
};
const calendars = fc
  .tuple(shift, fc.option(fc.subarray([...WEEKDAYS], { minLength: 1 })), fc.array(shift, { maxLength: 3 }))
  .map(([{ start, end }, days, breaks]): Calendar => {
    const calendar: Calendar = { start, end, ...(days && { days }) };
    return { ...calendar, breaks: breaks.filter((pause) => inShift(calendar, pause)) };
  });

describe('planned time', () => {
  it('is what a clock on the wall says minute by minute, on days of 23 and 25 hours too', () => {
    const days = fc.constantFrom(
      '2026-03-07',
      '2026-03-29',
      '2026-04-04',
      '2026-06-10',
      '2026-10-03',
      '2026-10-24',
      '2026-10-31',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(LA, 'Europe/Berlin', 'Australia/Lord_Howe'),
        calendars,
        days,
        fc.nat(24 * 60),
        fc.integer({ min: 1, max: 40 * 60 }),
        (zone, calendar, day, startMinute, minutes) => {
          const from = Date.parse(`${day}T00:00:00Z`) + startMinute * MINUTE_MS;
          const window = { from, to: from + minutes * MINUTE_MS };
          const planned = plannedTime({ id: 'line8', calendar }, zone, window);
          const expected = Array.from({ length: minutes }, (_, m) => isPlanned(calendar, zone, from + m * MINUTE_MS));
          const actual = expected.map((_, m) => {
            const at = from + m * MINUTE_MS;
            return planned.some((part) => part.from <= at && at + MINUTE_MS <= part.to);
          });
          expect(actual).toEqual(expected);
          expect(totalMs(planned)).toBe(expected.filter(Boolean).length * MINUTE_MS);
        },
      ),
      { numRuns: 250 },
    );
  });

  it('is the whole window of a line without calendar, and nothing in an empty window', () => {
    expect(plannedTime({ id: 'line8' }, LA, { from: 5, to: 9 })).toEqual([{ from: 5, to: 9 }]);
    expect(plannedTime({ id: 'line8' }, LA, { from: 9, to: 9 })).toEqual([]);
    expect(plannedTime({ id: 'line8', calendar: { start: '06:00', end: '14:00' } }, LA, { from: 9, to: 5 })).toEqual(
      [],
    );
  });

  it('of a shift over midnight belongs to the day on which it begins, its breaks after midnight too', () => {
    const calendar: Calendar = {
      days: ['fri'],
      start: '22:00',
      end: '06:00',
      breaks: [
        { start: '02:00', end: '02:30' },
        { start: '23:45', end: '00:15' },
      ],
    };
    const week = { from: local(LA, '2026-06-08T00:00'), to: local(LA, '2026-06-15T00:00') };
    expect(plannedTime({ id: 'line8', calendar }, LA, week)).toEqual([
      { from: local(LA, '2026-06-12T22:00'), to: local(LA, '2026-06-12T23:45') },
      { from: local(LA, '2026-06-13T00:15'), to: local(LA, '2026-06-13T02:00') },
      { from: local(LA, '2026-06-13T02:30'), to: local(LA, '2026-06-13T06:00') },
    ]);
  });

  it('is one hour more in the night when clocks go back and one less when they go forward', () => {
    const night: Calendar = { start: '22:00', end: '06:00' };
    const nightOf = (day: string, next: string) =>
      totalMs(
        plannedTime({ id: 'line8', calendar: night }, LA, {
          from: local(LA, `${day}T12:00`),
          to: local(LA, `${next}T12:00`),
        }),
      );
    expect(nightOf('2026-10-31', '2026-11-01')).toBe(9 * HOUR_MS);
    expect(nightOf('2026-03-07', '2026-03-08')).toBe(7 * HOUR_MS);
    expect(nightOf('2026-06-09', '2026-06-10')).toBe(8 * HOUR_MS);
  });

  it('of a shift that begins at a skipped time begins when clocks change', () => {
    const planned = plannedTime({ id: 'line8', calendar: { start: '02:30', end: '04:00' } }, LA, {
      from: local(LA, '2026-03-08T00:00'),
      to: local(LA, '2026-03-09T00:00'),
    });
    expect(planned).toEqual([{ from: local(LA, '2026-03-08T03:00'), to: local(LA, '2026-03-08T04:00') }]);
  });

  it('round the clock has no seam at midnight', () => {
    const week = { from: local(LA, '2026-06-08T09:00'), to: local(LA, '2026-06-12T09:00') };
    for (const calendar of [
      { start: '00:00', end: '24:00' },
      { start: '06:00', end: '06:00' },
    ]) {
      expect(plannedTime({ id: 'line8', calendar }, LA, week)).toEqual([week]);
    }
  });

  it('of adjoining windows adds up', () => {
    const at = fc.integer({ min: Date.UTC(2026, 9, 29), max: Date.UTC(2026, 10, 4) });
    fc.assert(
      fc.property(calendars, at, at, at, (calendar, ...moments) => {
        const [a, b, c] = moments.sort((x, y) => x - y) as [number, number, number];
        const planned = (from: number, to: number) => totalMs(plannedTime({ id: 'line8', calendar }, LA, { from, to }));
        expect(planned(a, b) + planned(b, c)).toBe(planned(a, c));
      }),
      { numRuns: 200 },
    );
  });
});

describe('planned time where planners set something', () => {
  const calendar: Calendar = { start: '06:00', end: '14:00', breaks: [{ start: '10:00', end: '10:30' }] };
  const line = { id: 'line8', processGroup: 'pouching', calendar };
  const exceptions = [
    { scope: 'plant', kind: 'holiday', from: '2026-06-09T00:00', to: '2026-06-10T00:00' },
    { scope: 'group:pouching', kind: 'overtime', from: '2026-06-09T08:00', to: '2026-06-09T11:00' },
    { scope: 'line:line9', kind: 'maintenance', from: '2026-06-10T00:00', to: '2026-06-11T00:00' },
    { scope: 'line:line8', kind: 'maintenance', from: '2026-06-10T06:00', to: '2026-06-10T07:00' },
  ] as const;
  const rules = rulesOf(LA, { exceptions });
  const hoursOn = (date: string, of: PlannedLine) =>
    totalMs(plannedTime(of, LA, { from: local(LA, `${date}T00:00`), to: local(LA, `${date}T24:00`) })) / HOUR_MS;

  it('is the plant file’s calendar but for the exceptions that concern the line', () => {
    const days = ['2026-06-08', '2026-06-09', '2026-06-10'];
    expect(days.map((date) => hoursOn(date, { ...line, rules }))).toEqual([7.5, 3, 6.5]);
    expect(days.map((date) => hoursOn(date, { id: 'line7', calendar, rules }))).toEqual([7.5, 0, 7.5]);
    expect(days.map((date) => hoursOn(date, line))).toEqual([7.5, 7.5, 7.5]);
  });

  it('is theirs alone from the date on which a week of theirs counts', () => {
    const shift = { from: '08:00', to: '12:00', breaks: [] };
    const days = { mon: [shift], tue: [shift], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const weeks = [{ id: 'w', scope: 'plant', from: '2026-06-09', days }];
    const of = { ...line, rules: rulesOf(LA, { weeks }) };
    expect(['2026-06-08', '2026-06-09', '2026-06-10'].map((date) => hoursOn(date, of))).toEqual([7.5, 4, 0]);
  });

  it('leaves a rest with its reason', () => {
    const window = { from: local(LA, '2026-06-10T05:30'), to: local(LA, '2026-06-10T10:10') };
    expect(restingTime({ ...line, rules }, LA, window).map(({ why }) => why)).toEqual([
      'not-scheduled',
      'maintenance',
      'break',
    ]);
  });
});
