import { describe, expect, it } from 'vitest';
import { ticksOf } from '../../../../pwa/components/board/ticks.ts';
import { HOUR } from './a-bar.ts';

const BERLIN = 'Europe/Berlin';
const WIDTH = 1200;
const view = (from: number, hours: number) => ({ from, to: from + hours * HOUR });
const ticks = (from: number, hours: number) => ticksOf(view(from, hours), (hours * HOUR) / WIDTH, BERLIN);
const labels = (of: { label: string }[]) => of.map(({ label }) => label);

describe('the time axis of the board', () => {
  const monday = Date.UTC(2026, 10, 1, 23);

  it('tells minutes of an hour, hours of a week under their days, days of a month, months of a year', () => {
    expect(labels(ticks(monday + 7 * HOUR, 1).ticks).slice(0, 2)).toEqual(['07:05', '07:10']);
    const week = ticks(monday, 168);
    expect(labels(week.ticks).slice(0, 3)).toEqual(['6', '12', '18']);
    expect(week.bands).toHaveLength(7);
    expect(labels(week.bands)[1]).toBe('Tue 3');
    expect(labels(ticks(monday, 30 * 24).ticks).slice(0, 2)).toEqual(['2', '3']);
    expect(labels(ticks(monday, 365 * 24).ticks)).toContain('Feb');
  });

  it('says which stretch begins at a mark where a mark is no moment', () => {
    expect(ticks(monday, 168).ticks.every(({ begins }) => !begins)).toBe(true);
    expect(ticks(monday, 60 * 24).ticks.every(({ begins }) => begins)).toBe(true);
  });

  it('leaves months to where days have room for them', () => {
    const last = monday + 27 * 24 * HOUR;
    expect(labels(ticks(last, 7 * 24).bands)).toContain('Tue 1 Dec');
    expect(labels(ticks(last, 17 * 24).bands)).toContain('Tue 1');
  });

  it('has no mark for the hour that is skipped in spring', () => {
    const midnight = Date.UTC(2026, 2, 28, 23);
    const { ticks: marks, bands } = ticks(midnight, 20);
    expect(labels(marks).slice(0, 3)).toEqual(['01:00', '03:00', '04:00']);
    expect(bands[0]!.to - bands[0]!.from).toBe(23 * HOUR);
  });

  it('has two marks for the hour that is repeated in autumn', () => {
    const midnight = Date.UTC(2026, 9, 24, 22);
    const { ticks: marks, bands } = ticks(midnight, 20);
    expect(labels(marks).filter((label) => label === '02:00')).toHaveLength(2);
    expect(bands[0]!.to - bands[0]!.from).toBe(25 * HOUR);
  });
});
