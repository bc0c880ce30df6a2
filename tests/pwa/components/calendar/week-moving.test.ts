import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedShift, weekByKey, type ShiftKey } from '../../../../pwa/components/calendar/shift-keys.ts';
import { carried } from '../../../../pwa/components/calendar/week-moving.ts';
import { weekProblem } from '../../../../shared/calendar/week-problems.ts';
import { WEEKDAYS, type Shift, type WeekDays } from '../../../../shared/orders/entities.ts';

const weekOf = (days: Partial<WeekDays>): WeekDays => ({
  ...{ mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
  ...days,
});
const EARLY: Shift = { name: 'Early', from: '06:00', to: '14:00', breaks: [{ from: '09:00', to: '09:30' }] };
const NIGHT: Shift = { from: '22:00', to: '06:00', breaks: [{ from: '02:00', to: '02:30' }] };
const MONDAY_FIRST = { day: 'mon', index: 0 } as const;

describe('a shift that is carried', () => {
  it('keeps its name, its length and its breaks', () => {
    expect(carried(weekOf({ mon: [EARLY] }), MONDAY_FIRST, 60).mon).toEqual([
      { name: 'Early', from: '07:00', to: '15:00', breaks: [{ from: '10:00', to: '10:30' }] },
    ]);
  });

  it('goes over midnight, and back', () => {
    const late = carried(weekOf({ mon: [EARLY] }), MONDAY_FIRST, 16 * 60);
    expect(late.mon[0]).toMatchObject({ from: '22:00', to: '06:00', breaks: [{ from: '01:00', to: '01:30' }] });
    expect(carried(late, MONDAY_FIRST, -8 * 60).mon[0]).toMatchObject({ from: '14:00', to: '22:00' });
    expect(carried(weekOf({ mon: [EARLY] }), MONDAY_FIRST, 10 * 60).mon[0]).toMatchObject({ to: '24:00' });
  });

  it('goes to another day, in the order of its shifts', () => {
    const week = carried(weekOf({ mon: [EARLY], tue: [{ from: '14:00', to: '22:00' }] }), MONDAY_FIRST, 1440);
    expect(week.mon).toEqual([]);
    expect(week.tue.map(({ from }) => from)).toEqual(['06:00', '14:00']);
  });

  it('lies down beside another one, never upon it', () => {
    const week = weekOf({ mon: [EARLY, { from: '16:00', to: '22:00' }] });
    expect(carried(week, MONDAY_FIRST, 180).mon[0]).toMatchObject({ from: '08:00', to: '16:00' });
  });

  it('stays in the week', () => {
    const week = weekOf({ mon: [EARLY] });
    expect(carried(week, MONDAY_FIRST, -1440).mon[0]).toMatchObject({ from: '00:00', to: '08:00' });
    expect(carried(week, { day: 'tue', index: 0 }, 60)).toBe(week);
  });

  it('wherever it goes, leaves a week that can be saved, with as much time in it', () => {
    const places = fc.record({ day: fc.constantFrom(...WEEKDAYS), index: fc.nat(2) });
    const by = fc.integer({ min: -700, max: 700 }).map((quarters) => quarters * 15);
    fc.assert(
      fc.property(fc.array(fc.tuple(places, by), { maxLength: 25 }), (moves) => {
        let week = weekOf({ tue: [EARLY], fri: [NIGHT], sun: [NIGHT] });
        for (const [at, minutes] of moves) week = carried(week, at, minutes);
        expect(weekProblem(week, { repeats: true })).toBeNull();
        expect(WEEKDAYS.flatMap((day) => week[day])).toHaveLength(3);
      }),
    );
  });
});

describe('a shift by keys', () => {
  const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
  /** An event has its keys from its class, not of its own. */
  const event = (keys: object) => Object.create(keys) as ShiftKey;
  const week = weekOf({ mon: [EARLY] });
  const after = (key: string, held = {}) => weekByKey(week, MONDAY_FIRST, event({ ...plain, key, ...held }));

  it('is carried by arrows, resized with Shift and Control, removed with Delete', () => {
    expect(after('ArrowRight')!.mon[0]).toMatchObject({ from: '06:15', to: '14:15' });
    expect(after('ArrowDown')!.tue[0]).toMatchObject({ from: '06:00', to: '14:00' });
    expect(after('ArrowRight', { shiftKey: true })!.mon[0]).toMatchObject({ from: '06:00', to: '14:15' });
    expect(after('ArrowLeft', { ctrlKey: true })!.mon[0]).toMatchObject({ from: '05:45', to: '14:00' });
    expect(after('Delete')!.mon).toEqual([]);
  });

  it('leaves other keys to others', () => {
    expect(after('a')).toBeNull();
    expect(after('ArrowLeft', { altKey: true })).toBeNull();
    expect(after('ArrowUp', { shiftKey: true })).toBeNull();
  });

  it('is found again where it is', () => {
    expect(changedShift(week, after('ArrowDown')!)).toEqual({ day: 'tue', index: 0 });
    expect(changedShift(week, after('Delete')!)).toBeNull();
  });
});
