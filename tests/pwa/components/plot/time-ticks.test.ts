import { describe, expect, it } from 'vitest';
import { clock, dayLabel } from '../../../../pwa/locales/format.ts';
import { timeLabel, timeTicks } from '../../../../pwa/components/plot/time-ticks.ts';
import { zoneOffset } from '../../../../shared/calendar/zone.ts';

const zone = 'Europe/Berlin';
const hour = 3_600_000;
const labels = (from: number, hours: number, most: number) =>
  timeTicks({ from, to: from + hours * hour }, zone, most).at.map((at) => clock(at, zone));

describe('marks on the time axis', () => {
  it("stand at round times of the plant's clocks", () => {
    expect(labels(Date.UTC(2026, 5, 1, 4, 7), 8, 9)).toEqual([
      '07:00',
      '08:00',
      '09:00',
      '10:00',
      '11:00',
      '12:00',
      '13:00',
      '14:00',
    ]);
    expect(labels(Date.UTC(2026, 5, 1, 4, 7), 1, 5)).toEqual(['06:15', '06:30', '06:45', '07:00']);
  });

  it('stay at even hours after the clocks went forward (a day of 23 hours)', () => {
    const saturday = Date.UTC(2026, 2, 28, 23);
    expect(zoneOffset(zone, saturday)).not.toBe(zoneOffset(zone, saturday + 24 * hour));
    expect(labels(saturday, 23, 12)).toEqual(
      ['00', '03', '04', '06', '08', '10', '12', '14', '16', '18', '20', '22', '00'].map((h) => `${h}:00`),
    );
  });

  it('stay at even hours after the clocks went back (a day of 25 hours)', () => {
    expect(labels(Date.UTC(2026, 9, 24, 22), 25, 9)).toEqual(
      ['00', '03', '06', '09', '12', '15', '18', '21', '00'].map((h) => `${h}:00`),
    );
  });

  it('are midnights where days are shown', () => {
    const ticks = timeTicks({ from: Date.UTC(2026, 9, 20), to: Date.UTC(2026, 9, 27) }, zone, 8);
    expect(ticks.unit).toBe('day');
    expect(ticks.at.map((at) => clock(at, zone))).toEqual(new Array(7).fill('00:00'));
  });

  it('are Mondays, then first days of months, where the view is longer', () => {
    const weeks = timeTicks({ from: Date.UTC(2026, 8, 1), to: Date.UTC(2026, 9, 30) }, zone, 10);
    expect(weeks.unit).toBe('date');
    expect(weeks.at.map((at) => dayLabel(at, zone).slice(0, 3))).toEqual(new Array(8).fill('Mon'));
    const months = timeTicks({ from: Date.UTC(2026, 0, 10), to: Date.UTC(2027, 0, 10) }, zone, 13);
    expect(months.unit).toBe('month');
    expect(months.at.map((at) => timeLabel(at, 'month', zone))).toEqual(
      'Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ').concat('Jan 2027'),
    );
  });

  it('are quarters where there is little room for a year', () => {
    const { at } = timeTicks({ from: Date.UTC(2026, 0, 10), to: Date.UTC(2027, 0, 10) }, zone, 5);
    expect(at.map((mark) => timeLabel(mark, 'month', zone))).toEqual(['Apr', 'Jul', 'Oct', 'Jan 2027']);
  });
});
