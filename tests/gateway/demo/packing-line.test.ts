import { beforeAll, describe, expect, it } from 'vitest';
import { localDay } from '../../../gateway/demo/local-time.ts';
import { packingDay, type Cycle } from '../../../gateway/demo/packing-line.ts';
import { PACKING_LINES, type PackingLine } from '../../../gateway/demo/packing-lines.ts';
import { localText } from './local-text.ts';

const ZONE = 'America/Los_Angeles';
const HOUR_MS = 3_600_000;
const [line7, line8] = PACKING_LINES as [PackingLine, PackingLine];

const dayOf = (date: string) => localDay(ZONE, Date.parse(`${date}T12:00-08:00`));
const cyclesOf = (line: PackingLine, date: string, seed = 'test'): Cycle[] => [
  ...packingDay({ seed, line, day: dayOf(date) }),
];
const rowsOf = (cycles: Cycle[]) => cycles.map(({ row }) => row);
const WEEK = ['2026-06-08', '2026-06-09', '2026-06-10', '2026-06-11', '2026-06-12', '2026-06-13', '2026-06-14'];

describe("a simulated line's day", () => {
  it('is the same for the same seed, line and day, and another for any other', () => {
    const first = rowsOf(cyclesOf(line8, '2026-06-10'));
    expect(rowsOf(cyclesOf(line8, '2026-06-10'))).toEqual(first);
    expect(rowsOf(cyclesOf(line8, '2026-06-10', 'other'))).not.toEqual(first);
    expect(rowsOf(cyclesOf(line8, '2026-06-11')).slice(0, 5)).not.toEqual(first.slice(0, 5));
    expect(rowsOf(cyclesOf(line7, '2026-06-10')).slice(0, 5)).not.toEqual(first.slice(0, 5));
  });

  it('names item, lot, serial, part and the local time, or an empty pocket', () => {
    const row = /^\d{7},(\d{6},\d{1,6},1|0,0,0),06\/10\/26 \d\d:\d\d:\d\d[.;]\d{3}$/;
    const cycles = cyclesOf(line8, '2026-06-10');
    expect(cycles.filter(({ row: text, damaged }) => !damaged && !row.test(text))).toEqual([]);
    const damaged = cycles.filter((cycle) => cycle.damaged);
    expect(damaged.length).toBeGreaterThan(0);
    expect(damaged.length).toBeLessThanOrEqual(2);
    expect(damaged.filter(({ row: text }) => row.test(text))).toEqual([]);
  });

  it('never lets a serial of a lot return but for the reworks of a few hundred parts ago', () => {
    const lastSeen = new Map<string, number>();
    const ages: number[] = [];
    const parts = WEEK.slice(0, 3)
      .flatMap((date) => rowsOf(cyclesOf(line7, date)))
      .map((text) => text.split(','))
      .filter(([, , serial, part]) => part === '1' && serial);
    parts.forEach(([, lot, serial], i) => {
      const before = lastSeen.get(`${lot}/${serial}`);
      if (before !== undefined) ages.push(i - before);
      lastSeen.set(`${lot}/${serial}`, i);
    });
    expect(Math.max(...ages)).toBeLessThan(600);
    expect(ages.length / parts.length).toBeGreaterThan(0.0015);
    expect(ages.length / parts.length).toBeLessThan(0.0025);
  });

  it.each(['2026-06-10', '2026-11-01', '2026-03-08'])('of %s fills the day and happens in order', (date) => {
    const { start, end } = dayOf(date);
    const cycles = cyclesOf(line8, date);
    expect(cycles[0]!.wallAt - start).toBeLessThan(60_000);
    expect(end - cycles.at(-1)!.wallAt).toBeLessThan(HOUR_MS);
    expect(cycles.every(({ at }) => at >= start && at < end)).toBe(true);
    expect(cycles.every(({ wallAt }, i) => wallAt > (cycles[i - 1]?.wallAt ?? 0))).toBe(true);
  });

  it.each([
    ['2026-06-10', 24],
    ['2026-11-01', 25],
    ['2026-03-08', 23],
  ])('of %s has %i hours, and each row its time by the wall clock', (date, hours) => {
    const day = dayOf(date);
    expect((day.end - day.start) / HOUR_MS).toBe(hours);
    const wrong = cyclesOf(line7, date)
      .filter(({ damaged }) => !damaged)
      .filter(({ at, row }) => row.split(',')[4]!.replace(';', '.') !== localText(ZONE, at));
    expect(wrong).toEqual([]);
  });
});

describe.each(PACKING_LINES)('a week of simulated $name', (line) => {
  let week: Cycle[][];
  let gaps: number[];
  beforeAll(() => {
    week = WEEK.map((date) => cyclesOf(line, date));
    gaps = week.flatMap((cycles) => cycles.slice(1).map(({ wallAt }, i) => wallAt - cycles[i]!.wallAt));
  });
  const perHour = (fromMs: number, toMs: number) =>
    gaps.filter((gap) => gap > fromMs && gap <= toMs).length / (WEEK.length * 24);

  it('runs with cycles of 0.43 to 0.46 s', () => {
    const running = gaps.filter((gap) => gap <= 1100);
    const mean = running.reduce((sum, gap) => sum + gap, 0) / running.length;
    expect(mean).toBeGreaterThan(430);
    expect(mean).toBeLessThan(460);
    expect(running.filter((gap) => gap < 400 || gap > 500)).toEqual([]);
  });

  it('has empty pockets and stops of all lengths, as often as a real line', () => {
    const rows = week.flatMap(rowsOf);
    const empties = rows.filter((row) => row.includes(',0,0,0,')).length / rows.length;
    expect(empties).toBeGreaterThan(0.035);
    expect(empties).toBeLessThan(0.045);
    expect(perHour(1_100, 12_000)).toBeCloseTo(8, -1);
    expect(perHour(12_000, 60_000)).toBeCloseTo(12, -1);
    expect(perHour(60_000, 300_000)).toBeGreaterThan(1.2);
    expect(perHour(60_000, 300_000)).toBeLessThan(3);
    expect(perHour(300_000, Infinity)).toBeGreaterThan(0.4);
    expect(perHour(300_000, Infinity)).toBeLessThan(1);
    expect(gaps.filter((gap) => gap > 80 * 60_000)).toEqual([]);
  });

  it('earns an OEE of 0.55 to 0.75', () => {
    const breaks = 2 * HOUR_MS * WEEK.length;
    const planned = 24 * HOUR_MS * WEEK.length - breaks;
    const down = gaps.filter((gap) => gap > 60_000).reduce((sum, gap) => sum + gap, 0) - breaks;
    const parts = week.flat().filter(({ row }) => row.includes(',1,')).length;
    const availability = (planned - down) / planned;
    const effectiveness = parts / ((planned - down) / HOUR_MS) / 8400;
    expect(availability * effectiveness).toBeGreaterThan(0.55);
    expect(availability * effectiveness).toBeLessThan(0.75);
  });

  it('stands in the breaks', () => {
    const { start } = localDay(ZONE, week[0]![0]!.wallAt);
    const inBreak = week[0]!.filter(({ wallAt }) => {
      const minute = (wallAt - start) / 60_000;
      return minute > 10 * 60 + 2 && minute < 10 * 60 + 30;
    });
    expect(inBreak).toEqual([]);
  });

  it('changes the lot at its hours, once or twice a day', () => {
    for (const cycles of week) {
      const lots = new Set(cycles.filter(({ damaged }) => !damaged).map(({ row }) => row.split(',')[1]));
      lots.delete('0');
      expect(lots.size).toBe(line.lotsAt.length + 1);
    }
  });

  it('has its clock set back a few times a day, by up to two seconds', () => {
    const back = week
      .flatMap((cycles) => cycles.slice(1).map(({ at }, i) => at - cycles[i]!.at))
      .filter((ms) => ms < 0);
    expect(back.length).toBeGreaterThanOrEqual(WEEK.length);
    expect(back.length).toBeLessThanOrEqual(6 * WEEK.length);
    expect(Math.min(...back)).toBeGreaterThan(-2000);
  });

  it('writes ";" before the milliseconds on some days, and then all day', () => {
    const separators = Array.from({ length: 60 }, (_, i) => {
      const day = localDay(ZONE, Date.UTC(2026, 5, 1 + i, 12));
      return packingDay({ seed: 'test', line, day }).next().value!.row.at(-4);
    });
    const odd = separators.filter((separator) => separator === ';').length;
    expect(odd).toBeGreaterThan(10);
    expect(odd).toBeLessThan(32);
    for (const cycles of week) {
      const readable = cycles.filter(({ damaged }) => !damaged);
      expect(new Set(readable.map(({ row }) => row.at(-4))).size).toBe(1);
    }
  });
});
