import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dragged, shiftBlocks, snapped, type WeekDrag } from '../../../../pwa/components/calendar/week-grid.ts';
import { weekProblem } from '../../../../shared/calendar/week-problems.ts';
import { WEEKDAYS, type Shift, type WeekDays } from '../../../../shared/orders/entities.ts';

const weekOf = (days: Partial<WeekDays>): WeekDays => ({
  ...{ mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
  ...days,
});
const at = (row: number, clock: string) => ({
  row,
  minute: Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)),
});
const EARLY: Shift = { from: '06:00', to: '14:00' };
const NIGHT: Shift = { from: '22:00', to: '06:00', breaks: [{ from: '02:00', to: '02:30' }] };

describe('the week as it is drawn', () => {
  it('shows a night in the rows of both days, its break where it lies', () => {
    const blocks = shiftBlocks(weekOf({ mon: [NIGHT] }));
    expect(blocks.map(({ row, from, to, begins, ends }) => [row, from, to, begins, ends])).toEqual([
      [0, 1320, 1440, true, false],
      [1, 0, 360, false, true],
    ]);
    expect(blocks.map(({ breaks }) => breaks)).toEqual([[], [{ from: 120, to: 150, name: null }]]);
  });

  it('shows on Monday what is left of the Sunday before, and of Sunday nothing after midnight', () => {
    const blocks = shiftBlocks(weekOf({ sun: [NIGHT] }), [NIGHT]);
    expect(blocks.map(({ row, index }) => [row, index])).toEqual([
      [0, -1],
      [6, 0],
    ]);
  });
});

describe('dragging in the week', () => {
  it('stops at quarters of an hour', () => {
    expect([snapped(7), snapped(8), snapped(1439)]).toEqual([0, 15, 1440]);
  });

  it('over free time draws a shift, in either direction', () => {
    const draw: WeekDrag = { kind: 'draw', ...at(2, '08:02') };
    expect(dragged(weekOf({}), draw, at(2, '15:55')).wed).toEqual([{ from: '08:00', to: '16:00' }]);
    expect(dragged(weekOf({}), draw, at(2, '05:00')).wed).toEqual([{ from: '05:00', to: '08:00' }]);
    expect(dragged(weekOf({}), draw, at(2, '23:59')).wed).toEqual([{ from: '08:00', to: '24:00' }]);
  });

  it('into the next row draws over midnight', () => {
    expect(dragged(weekOf({}), { kind: 'draw', ...at(0, '22:00') }, at(1, '06:00')).mon).toEqual([
      { from: '22:00', to: '06:00' },
    ]);
  });

  it('by less than a quarter of an hour changes nothing', () => {
    const week = weekOf({});
    expect(dragged(week, { kind: 'draw', ...at(0, '08:00') }, at(0, '08:05'))).toBe(week);
  });

  it('stops at the next shift and at the one before', () => {
    const week = weekOf({ mon: [EARLY], tue: [EARLY] });
    const draw: WeekDrag = { kind: 'draw', ...at(0, '18:00') };
    expect(dragged(week, draw, at(1, '09:00')).mon[1]).toEqual({ from: '18:00', to: '06:00' });
    expect(dragged(week, draw, at(0, '10:00')).mon[1]).toEqual({ from: '14:00', to: '18:00' });
    // From Sunday into Monday likewise.
    expect(dragged(week, { kind: 'draw', ...at(6, '20:00') }, at(7, '10:00')).sun).toEqual([
      { from: '20:00', to: '06:00' },
    ]);
  });

  it('moves an edge, and leaves out breaks that it passes', () => {
    const week = weekOf({ mon: [NIGHT] });
    expect(dragged(week, { kind: 'to', day: 'mon', index: 0 }, at(1, '07:00')).mon).toEqual([
      { ...NIGHT, to: '07:00' },
    ]);
    expect(dragged(week, { kind: 'to', day: 'mon', index: 0 }, at(1, '02:10')).mon).toEqual([
      { from: '22:00', to: '02:15' },
    ]);
    expect(dragged(week, { kind: 'from', day: 'mon', index: 0 }, at(0, '20:00')).mon).toEqual([
      { ...NIGHT, from: '20:00' },
    ]);
  });

  it('never turns a shift round', () => {
    const week = weekOf({ mon: [EARLY] });
    expect(dragged(week, { kind: 'to', day: 'mon', index: 0 }, at(0, '03:00')).mon).toEqual([
      { from: '06:00', to: '06:15' },
    ]);
    expect(dragged(week, { kind: 'from', day: 'mon', index: 0 }, at(0, '20:00')).mon).toEqual([
      { from: '13:45', to: '14:00' },
    ]);
  });

  it('wherever it goes, leaves a week that can be saved', () => {
    const row = fc.integer({ min: 0, max: 6 });
    const spot = fc.record({ row, minute: fc.integer({ min: 0, max: 1440 }) });
    const hand = fc.record({ row: fc.integer({ min: 0, max: 7 }), minute: fc.integer({ min: 0, max: 1440 }) });
    const drag: fc.Arbitrary<WeekDrag> = fc.oneof(
      spot.map((place): WeekDrag => ({ kind: 'draw', ...place })),
      fc.record({
        kind: fc.constantFrom('from' as const, 'to' as const),
        day: fc.constantFrom(...WEEKDAYS),
        index: fc.nat(2),
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(drag, hand), { maxLength: 25 }), (moves) => {
        let week = weekOf({ tue: [EARLY], fri: [NIGHT] });
        for (const [drag, to] of moves) week = dragged(week, drag, to);
        expect(weekProblem(week, { repeats: true })).toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
