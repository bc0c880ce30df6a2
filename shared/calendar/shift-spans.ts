/** Where shifts and their breaks lie on the wall clock of the day on which the shift starts. */
import type { Shift } from '../orders/entities.ts';
import { clockMs } from './local-text.ts';
import type { Window } from './windows.ts';

const DAY_MS = 86_400_000;

export interface ShiftSpan extends Window {
  breaks: readonly (Window & { name: string | null })[];
}

/** ms after the midnight that begins the day; more than a day's for what lies after the next midnight. */
export function shiftSpan(shift: Shift): ShiftSpan {
  const span = (from: string, to: string, notBefore: number): Window => {
    const later = clockMs(from) < notBefore ? DAY_MS : 0;
    return { from: clockMs(from) + later, to: clockMs(to) + later + (clockMs(to) <= clockMs(from) ? DAY_MS : 0) };
  };
  const overMidnight = clockMs(shift.to) <= clockMs(shift.from);
  return {
    ...span(shift.from, shift.to, 0),
    // A break before the shift's start belongs to the part after midnight.
    breaks: (shift.breaks ?? []).map((pause) => ({
      ...span(pause.from, pause.to, overMidnight ? clockMs(shift.from) : 0),
      name: pause.name ?? null,
    })),
  };
}
