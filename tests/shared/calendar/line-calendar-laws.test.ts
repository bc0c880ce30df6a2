import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineCalendar, type CalendarLine, type CalendarRules } from '../../../shared/calendar/line-calendar.ts';
import { totalMs } from '../../../shared/calendar/windows.ts';
import { EXCEPTION_KINDS, WEEKDAYS, type Shift, type WeekDays } from '../../../shared/orders/entities.ts';
import { clockByTheMinute, minuteTeller, type Said } from './by-the-minute.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const utc = (text: string) => Date.parse(`${text}:00Z`);

/** Where clocks change, change by half an hour, are off by odd minutes, or the year ends. */
const PLACES = [
  { zone: 'America/Los_Angeles', from: utc('2026-03-06T00:00') },
  { zone: 'America/Los_Angeles', from: utc('2026-10-30T00:00') },
  { zone: 'Europe/Berlin', from: utc('2026-03-27T00:00') },
  { zone: 'Europe/Berlin', from: utc('2026-10-23T00:00') },
  { zone: 'Australia/Lord_Howe', from: utc('2026-04-02T00:00') },
  { zone: 'Australia/Lord_Howe', from: utc('2026-10-01T00:00') },
  { zone: 'America/St_Johns', from: utc('2026-10-30T00:00') },
  { zone: 'Pacific/Chatham', from: utc('2026-04-02T00:00') },
  { zone: 'Asia/Kathmandu', from: utc('2026-12-29T00:00') },
];
const DAYS = 6;
/** Asking Intl is slow: once for each place. */
const clocks = PLACES.map(({ zone, from }) => clockByTheMinute(zone, from, from + DAYS * DAY_MS));

const two = (n: number) => String(n).padStart(2, '0');
const clock = fc.integer({ min: 0, max: 95 }).map((q) => `${two(Math.floor(q / 4))}:${two((q % 4) * 15)}`);
const shift: fc.Arbitrary<Shift> = fc.record(
  {
    from: clock,
    to: fc.oneof({ weight: 9, arbitrary: clock }, { weight: 1, arbitrary: fc.constant('24:00') }),
    breaks: fc.array(fc.record({ from: clock, to: clock, name: fc.constantFrom('lunch', 'coffee') }), { maxLength: 2 }),
  },
  { requiredKeys: ['from', 'to'] },
);
const weekDays: fc.Arbitrary<WeekDays> = fc
  .tuple(...WEEKDAYS.map(() => fc.array(shift, { maxLength: 3 })))
  .map((days) => Object.fromEntries(WEEKDAYS.map((day, i) => [day, days[i]!])) as WeekDays);
const scope = fc.constantFrom('plant', 'group:pouching', 'group:dipstick', 'line:line8', 'line:line9');
const line: fc.Arbitrary<CalendarLine> = fc
  .tuple(
    fc.constantFrom('line8', 'line9'),
    fc.constantFrom('pouching', undefined),
    fc.option(fc.record({ start: clock, end: clock }), { nil: undefined }),
    fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, { minLength: 1 }),
  )
  .map(([id, processGroup, calendar, days]) => ({
    id,
    ...(processGroup && { processGroup }),
    ...(calendar && { calendar: { ...calendar, days } }),
  }));

/** Random weeks and exceptions around the place; no two weeks of a scope begin on the same date. */
function rulesAround(place: (typeof PLACES)[number]): fc.Arbitrary<CalendarRules> {
  const date = fc
    .integer({ min: -3, max: DAYS + 2 })
    .map((d) => new Date(place.from + d * DAY_MS).toISOString().slice(0, 10));
  const local = fc.tuple(date, clock).map(([day, time]) => `${day}T${time}`);
  const week = fc.record({ scope, from: date, to: date, days: weekDays }, { requiredKeys: ['scope', 'from', 'days'] });
  const exception = fc.record(
    { scope, kind: fc.constantFrom(...EXCEPTION_KINDS), from: local, to: local, name: fc.constantFrom('A', 'B') },
    { requiredKeys: ['scope', 'kind', 'from', 'to'] },
  );
  return fc.record({
    zone: fc.constant(place.zone),
    weeks: fc
      .uniqueArray(week, { maxLength: 5, selector: ({ scope, from }) => scope + from })
      .map((weeks) => weeks.map((one, i) => ({ id: `w-${i}`, ...one }))),
    exceptions: fc
      .uniqueArray(exception, { maxLength: 5, selector: ({ kind, from }) => kind + from })
      .map((all) => all.map((one, i) => ({ id: `e-${i}`, ...one }))),
  });
}

const somewhere = fc
  .nat(PLACES.length - 1)
  .chain((index) => fc.tuple(fc.constant(index), line, rulesAround(PLACES[index]!)));

describe('the calendar of a line, beside a clock that is read minute by minute', () => {
  it('knows the places where clocks change', () => {
    const jumps = clocks.map((read) => read.filter((shown, i) => i > 0 && shown - read[i - 1]! !== MINUTE_MS).length);
    expect(jumps.map((n) => n > 0)).toEqual([true, true, true, true, true, true, true, true, false]);
  });

  it('says the same of every minute: whether the line works, and why not', () => {
    fc.assert(
      fc.property(somewhere, ([index, line, rules]) => {
        const { from } = PLACES[index]!;
        const window = { from, to: from + DAYS * DAY_MS };
        const calendar = lineCalendar(line, rules);
        const saidAt = minuteTeller(line, rules);
        const pieces = [
          ...calendar.working(window).map((piece) => ({ ...piece, said: 'working' as Said })),
          ...calendar.resting(window).map(({ from, to, ...said }) => ({ from, to, said: said as Said })),
        ].sort((a, b) => a.from - b.from);
        expect(totalMs(pieces)).toBe(DAYS * DAY_MS);
        let i = 0;
        clocks[index]!.forEach((wall, minute) => {
          const at = from + minute * MINUTE_MS;
          while (pieces[i]!.to <= at) i++;
          const expected = saidAt(wall);
          const { said, to } = pieces[i]!;
          if (JSON.stringify(said) !== JSON.stringify(expected) || to < at + MINUTE_MS)
            expect({ at: new Date(at), said, to }).toEqual({ at: new Date(at), said: expected, to });
        });
      }),
      { numRuns: 120 },
    );
  });

  it('finds the next working minute and the end of some work as one would by counting', () => {
    fc.assert(
      fc.property(
        somewhere,
        fc.nat(DAYS * 1440 - 1),
        fc.integer({ min: 1, max: 3 * 1440 }),
        ([index, line, rules], start, work) => {
          const calendar = lineCalendar(line, rules);
          const saidAt = minuteTeller(line, rules);
          const at = (minute: number) => PLACES[index]!.from + minute * MINUTE_MS;
          let counted = 0;
          let next: number | null = null;
          let end: number | null = null;
          for (let minute = start; minute < DAYS * 1440 && end === null; minute++) {
            if (saidAt(clocks[index]![minute]!) !== 'working') continue;
            next ??= at(minute);
            if (++counted === work) end = at(minute + 1);
          }
          const limit = at(DAYS * 1440);
          const found = calendar.next(at(start));
          const after = calendar.after(at(start), work * MINUTE_MS);
          expect(found !== null && found < limit ? found : null).toBe(next);
          expect(after !== null && after <= limit ? after : null).toBe(end);
        },
      ),
      { numRuns: 120 },
    );
  });
});

describe('working time of a line', () => {
  const ms = fc.integer({ min: 0, max: 40 * DAY_MS });
  const moments = fc.tuple(somewhere, ms, ms, ms);

  it('between a start and the end of some work is that work, to the millisecond', () => {
    fc.assert(
      fc.property(moments, ([[index, line, rules], offset, work]) => {
        const from = PLACES[index]!.from - 10 * DAY_MS + offset;
        const calendar = lineCalendar(line, rules);
        const end = calendar.after(from, work);
        if (end === null) {
          expect(totalMs(calendar.working({ from, to: from + 400 * DAY_MS }))).toBeLessThan(work);
          return;
        }
        expect(totalMs(calendar.working({ from, to: end }))).toBe(work);
        // It ends with the work, not later.
        if (work > 0) expect(totalMs(calendar.working({ from: end - 1, to: end }))).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  it('never ends earlier for more work or for a later start, and work can be done in two parts', () => {
    fc.assert(
      fc.property(moments, ([[index, line, rules], offset, a, b]) => {
        const from = PLACES[index]!.from - 10 * DAY_MS + offset;
        const calendar = lineCalendar(line, rules);
        const half = calendar.after(from, a) ?? Infinity;
        const both = calendar.after(from, a + b) ?? Infinity;
        expect(both).toBeGreaterThanOrEqual(half);
        expect(calendar.after(from + b, a) ?? Infinity).toBeGreaterThanOrEqual(half);
        if (both !== Infinity) expect(b === 0 ? half : calendar.after(half, b)).toBe(both);
      }),
      { numRuns: 300 },
    );
  });

  it('begins at the next working moment', () => {
    fc.assert(
      fc.property(moments, ([[index, line, rules], offset]) => {
        const from = PLACES[index]!.from - 10 * DAY_MS + offset;
        const calendar = lineCalendar(line, rules);
        const next = calendar.next(from);
        if (next === null) return;
        expect(calendar.working({ from, to: next })).toEqual([]);
        expect(calendar.working({ from: next, to: next + 1 })).toEqual([{ from: next, to: next + 1 }]);
      }),
      { numRuns: 300 },
    );
  });
});
