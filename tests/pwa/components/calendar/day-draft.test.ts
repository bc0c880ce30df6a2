import { describe, expect, it } from 'vitest';
import {
  dayProblem,
  draftOf,
  oneMoreShift,
  shiftsOf,
  withShifts,
} from '../../../../pwa/components/calendar/day-draft.ts';
import type { Shift, WeekDays } from '../../../../shared/orders/entities.ts';

const NIGHT: Shift = {
  name: 'Night',
  from: '22:00',
  to: '06:00',
  breaks: [
    { from: '23:45', to: '00:15', name: 'tea' },
    { from: '02:00', to: '02:30' },
  ],
};
const noDays: WeekDays = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

describe('the form of a day', () => {
  it('gives back the shifts that it was given', () => {
    const shifts: Shift[] = [{ from: '06:00', to: '14:00' }, NIGHT];
    expect(shiftsOf(draftOf(shifts))).toEqual(shifts);
  });

  it('shows the end of the day as 00:00, which is all that a field knows', () => {
    const late: Shift = { from: '14:00', to: '24:00' };
    expect(draftOf([late])[0]!.to).toBe('00:00');
    expect(shiftsOf(draftOf([late]))).toEqual([late]);
  });

  it('puts shifts in order, and breaks as they come, those after midnight last', () => {
    const [night] = draftOf([NIGHT]);
    const turned = { ...night!, breaks: night!.breaks.toReversed() };
    const early = draftOf([{ from: '06:00', to: '14:00' }])[0]!;
    expect(shiftsOf([turned, early])).toEqual([{ from: '06:00', to: '14:00' }, NIGHT]);
  });

  it('is not whole while a time is missing', () => {
    expect(shiftsOf([{ name: '', from: '06:00', to: '', breaks: [] }])).toBeNull();
    expect(shiftsOf([{ name: '', from: '06:00', to: '14:00', breaks: [{ name: '', from: '', to: '' }] }])).toBeNull();
  });

  it('offers one more shift after the last', () => {
    expect(oneMoreShift([])).toMatchObject({ from: '06:00', to: '14:00' });
    expect(oneMoreShift(draftOf([{ from: '14:00', to: '22:30' }]))).toMatchObject({ from: '22:30', to: '06:30' });
  });

  it('can be the same on other days, and says what does not fit there', () => {
    const days = withShifts({ ...noDays, tue: [{ from: '05:00', to: '13:00' }] }, ['mon', 'wed'], [NIGHT]);
    expect(days.wed).toEqual([NIGHT]);
    expect(dayProblem(days)).toMatchObject({ why: 'shifts-overlap', day: 'tue', first: '22:00-06:00' });
  });
});
