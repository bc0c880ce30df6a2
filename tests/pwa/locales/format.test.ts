import { afterEach, describe, expect, it } from 'vitest';
import {
  clock,
  clockOfDay,
  clockOfPlan,
  decimalsOf,
  difference,
  duration,
  number,
  percent,
  stopwatch,
} from '../../../pwa/locales/format.ts';
import { chooseLanguage, t, useLanguage } from '../../../pwa/locales/locale.ts';

const zone = 'America/Los_Angeles';
const spaces = (text: string) => text.replaceAll('\u00a0', ' ');
useLanguage(['en']);
afterEach(() => useLanguage(['en']));

describe('numbers on screens', () => {
  it('say "–", never 0, for what is unknown', () => {
    expect([number(null), percent(null), difference(null), difference(Number.POSITIVE_INFINITY)]).toEqual([
      '–',
      '–',
      '–',
      '–',
    ]);
  });

  it('show more than 100 % as it is', () => {
    expect(spaces(percent(1.234))).toBe('123.4 %');
  });

  it('carry the sign of a difference', () => {
    expect(spaces(difference(0.019))).toBe('+1.9 %');
    expect(spaces(difference(-0.03))).toBe('−3.0 %');
  });

  it('are written as the language does', () => {
    useLanguage(['de-DE']);
    expect([number(45882), spaces(percent(0.612))]).toEqual(['45.882', '61,2 %']);
  });
});

describe('a reading of a sensor', () => {
  it.each([
    [0.1, 1],
    [0.25, 2],
    [0.001, 3],
    [1, 0],
    [5, 0],
  ])('in steps of %d has %d decimals', (resolution, decimals) => {
    expect(decimalsOf(resolution)).toBe(decimals);
  });
});

describe('durations', () => {
  it.each([
    [400, '0.4 s'],
    [48_900, '48 s'],
    [134_000, '2 min 14 s'],
    [300_000, '5 min'],
    [4_350_000, '1 h 12 min'],
  ])('%i ms read "%s"', (ms, text) => expect(spaces(duration(ms))).toBe(text));

  it('line up in columns as on a stopwatch', () => {
    expect([stopwatch(84_000), stopwatch(3_727_000)]).toEqual(['1:24', '1:02:07']);
  });
});

describe('clocks', () => {
  it("are the plant's, whatever the device's zone is, with 24 hours", () => {
    expect(clock(Date.UTC(2026, 9, 6, 22, 42), zone)).toBe('15:42');
    expect(clock(Date.UTC(2026, 9, 6, 7, 0), zone)).toBe('00:00');
  });

  it('name the day of an old time, so that it does not pass for today', () => {
    const now = Date.UTC(2026, 9, 6, 22, 42);
    expect(clockOfDay(now - 3_600_000, zone, now)).toBe('14:42');
    expect(clockOfDay(now - 24 * 3_600_000, zone, now)).toBe('Mon 15:42');
  });

  it('name the day of a plan’s time unless it is today, and its date where a weekday would be another one', () => {
    const now = Date.parse('2022-10-11T22:42:00Z');
    const hours = (count: number) => clockOfPlan(now + count * 3_600_000, zone, now);
    expect([hours(8), hours(9), hours(5 * 24), hours(6 * 24), hours(7 * 24)]).toEqual([
      ...['23:42', 'Wed 00:42', 'Sun 15:42', 'Oct 17, 15:42', 'Oct 18, 15:42'],
    ]);
    expect([hours(-24), hours(-2 * 24)], 'what is long past is no weekday to come').toEqual([
      ...['Mon 15:42', 'Oct 9, 15:42'],
    ]);
    expect([hours(182 * 24), hours(183 * 24), hours(-200 * 24)], 'another winter has its year').toEqual([
      ...['Apr 11, 15:42', 'Apr 12, 2023, 15:42', 'Mar 25, 2022, 15:42'],
    ]);
  });

  it('count days as the calendar does when clocks are changed', () => {
    const now = Date.parse('2022-11-05T19:00:00Z');
    expect(clockOfPlan(Date.parse('2022-11-10T20:00:00Z'), zone, now)).toBe('Thu 12:00');
    expect(clockOfPlan(Date.parse('2022-11-11T20:00:00Z'), zone, now)).toBe('Nov 11, 12:00');
  });
});

describe('words', () => {
  it('come in the first wanted language that there is', () => {
    expect(chooseLanguage(['fr-FR', 'de-CH', 'en'])).toBe('de-CH');
    expect(chooseLanguage(['fr'])).toBe('en');
  });

  it('agree with the number', () => {
    expect([t('rejectedRows', 1), t('rejectedRows', 3)]).toEqual([
      '1 row could not be read',
      '3 rows could not be read',
    ]);
    useLanguage(['de']);
    expect(t('rejectedRows', 1)).toBe('1 Zeile konnte nicht gelesen werden');
  });
});
