/** Shifts in words. */
import { clockMs } from '../../../shared/calendar/local-text.ts';
import { WEEKDAYS, type Shift, type Weekday, type WeekDays } from '../../../shared/orders/entities.ts';
import { calendarText as c } from '../../locales/calendar.ts';

/** `Early 06:00–14:00` */
export function shiftText({ name, from, to }: Shift): string {
  return `${name === undefined ? '' : `${name} `}${from}–${to}`;
}

/** `Early 06:00–14:00, Monday, breaks 09:00–09:30`; begins with what is seen, so that it can be said to a voice control. */
export function shiftLabel(day: Weekday, shift: Shift): string {
  const { from, to, breaks = [] } = shift;
  const parts = [shiftText(shift), c(day)];
  if (clockMs(to) <= clockMs(from)) parts.push(c('overMidnight'));
  if (breaks.length > 0) parts.push(c('withBreaks', breaks.map(shiftText).join(', ')));
  return parts.join(', ');
}

/** The shift that is new or different; '' = there is none. */
export function changedTimes(before: WeekDays, after: WeekDays): string {
  for (const day of WEEKDAYS) {
    const shift = after[day].find((one) => !before[day].includes(one));
    if (shift) return c('shiftNow', c(day), shift.from, shift.to);
  }
  return '';
}
