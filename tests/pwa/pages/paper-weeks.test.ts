import { describe, expect, it } from 'vitest';
import { presentWindow } from '../../../pwa/pages/board-look.ts';
import { weekOf, weeksOf } from '../../../pwa/pages/paper-weeks.ts';

const ZONE = 'Europe/Berlin';

describe('The week that a sheet is of', () => {
  it.each([
    ['2026-11-16', 47],
    ['2026-11-22', 47],
    ['2026-12-31', 53],
    ['2027-01-03', 53],
    ['2027-01-04', 1],
    ['2025-12-29', 1],
    ['2024-12-30', 1],
  ])('of %s is %i, as calendars on walls say it', (date, week) => {
    expect(weekOf(date)).toBe(week);
  });

  it('is one of a day and of a week, two of two, and none of hours and of months', () => {
    const wednesday = Date.UTC(2026, 9, 21, 10);
    const told = (span: Parameters<typeof presentWindow>[0]) => weeksOf(presentWindow(span, wednesday, ZONE), ZONE);
    expect(['day', 'week', 'weeks', 'hour', 'quarter'].map((span) => told(span as 'day'))).toEqual([
      ...['week 43', 'week 43', 'week 43–44'],
      ...['', ''],
    ]);
  });
});
