/** Where in a line's hours nothing is known, as windows. */
import { union, type Window } from '../calendar/windows.ts';
import { MINUTE_MS } from '../documents/document.ts';
import type { LineHourBody } from '../documents/line-hour.ts';

/**
 * Hours hold unknown time per minute, not where in the minute it lies: it belongs to the unknown time beside it, so
 * outages are exact to the ms but for one that begins and ends within the same minute, which is taken for the minute's end.
 */
export function unknownTime(hours: readonly Pick<LineHourBody, 'hourAt' | 'coveredTo' | 'unknownMs'>[]): Window[] {
  const windows: Window[] = [];
  const after = (i: number, m: number) =>
    m < 59
      ? hours[i]!.unknownMs[m + 1]!
      : hours[i + 1]?.hourAt === hours[i]!.hourAt + 60 * MINUTE_MS
        ? hours[i + 1]!.unknownMs[0]!
        : 0;
  hours.forEach(({ hourAt, coveredTo, unknownMs }, i) =>
    unknownMs.forEach((ms, m) => {
      if (ms <= 0) return;
      const start = hourAt + m * MINUTE_MS;
      const end = Math.min(start + MINUTE_MS, Math.max(coveredTo, start + ms));
      const goesOn = windows.at(-1)?.to === start;
      // It came from the minute before and does not lead into the next: it lies at the start.
      if (goesOn && after(i, m) === 0 && end === start + MINUTE_MS) windows.push({ from: start, to: start + ms });
      else windows.push({ from: end - ms, to: end });
    }),
  );
  return union(windows);
}
