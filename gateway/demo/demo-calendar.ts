/** When the lines of the simulated plant work: the simulated ones around the clock, the others two shifts but on Sundays. */
import type { PlanFields, Shift, WeekDays, Weekday } from '../../shared/orders/entities.ts';
import { WEEKDAYS } from '../../shared/orders/entities.ts';

const DAY_MS = 86_400_000;

const TWO_SHIFTS: Shift[] = [
  { name: 'Early', from: '06:30', to: '14:30', breaks: [{ from: '10:00', to: '10:30', name: 'Break' }] },
  { name: 'Late', from: '14:30', to: '23:00', breaks: [{ from: '18:30', to: '19:00', name: 'Break' }] },
];
const THREE_SHIFTS: Shift[] = [
  { name: 'Night', from: '00:00', to: '06:00', breaks: [{ from: '03:30', to: '04:00', name: 'Break' }] },
  { name: 'Early', from: '06:10', to: '14:00', breaks: [{ from: '10:00', to: '10:30', name: 'Break' }] },
  { name: 'Late', from: '14:10', to: '22:00', breaks: [{ from: '18:00', to: '18:30', name: 'Break' }] },
  { name: 'Night', from: '22:10', to: '24:00' },
];

/** `monday` = the date of this week's Monday on the plant's clocks, as UTC midnight (ms). */
export function demoWeeks(monday: number): (PlanFields<'week'> & { id: string })[] {
  const from = dateText(monday - 28 * DAY_MS);
  return [
    { id: 'demo-week-plant', scope: 'plant', from, days: daysOf(TWO_SHIFTS, ['sun']) },
    { id: 'demo-week-pouching', scope: 'group:pouching', from, days: daysOf(THREE_SHIFTS) },
  ];
}

/** A holiday next week for those who do not work around the clock, and two days of work on machines. */
export function demoExceptions(monday: number): (PlanFields<'exception'> & { id: string })[] {
  const at = (day: number, clock: string) => `${dateText(monday + day * DAY_MS)}T${clock}`;
  const holiday = { kind: 'holiday' as const, name: 'Founding day', from: at(9, '00:00'), to: at(10, '00:00') };
  return [
    { id: 'demo-holiday-dipstick', scope: 'group:dipstick', ...holiday },
    { id: 'demo-holiday-strips', scope: 'group:strips', ...holiday },
    {
      ...{
        id: 'demo-maintenance-line9',
        scope: 'line:line9',
        kind: 'maintenance',
        name: 'Sealing jaws, yearly service',
      },
      ...{ from: at(8, '08:00'), to: at(8, '14:00') },
    },
    {
      ...{ id: 'demo-overtime-dip-a', scope: 'line:dip-a', kind: 'overtime', name: 'Sunday shift' },
      ...{ from: at(6, '08:00'), to: at(6, '14:00') },
    },
  ];
}

/** The Monday of the week that `midnight` (a date as UTC midnight, ms) is in. */
export function mondayOf(midnight: number): number {
  return midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * DAY_MS;
}

function daysOf(shifts: readonly Shift[], off: readonly Weekday[] = []): WeekDays {
  return Object.fromEntries(WEEKDAYS.map((day) => [day, off.includes(day) ? [] : [...shifts]])) as WeekDays;
}

function dateText(midnight: number): string {
  return new Date(midnight).toISOString().slice(0, 10);
}
