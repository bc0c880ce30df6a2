/**
 * How a planner's script forecasts: a clock that goes on by a minute, and a look at every line each time. Slow and plain, so
 * that one can see that it is right; it knows queues, calendars, set-ups, waits after predecessors and times that were set.
 */
import type { LineCalendar } from '../../../shared/calendar/line-calendar.ts';
import type { Window } from '../../../shared/calendar/windows.ts';

const MINUTE_MS = 60_000;

export interface PlainJob {
  id: string;
  /** Pieces, and how many a minute. */
  remaining: number;
  perMinute: number;
  setupMinutes: number;
  notBefore: number;
  after: readonly { job: string; waitMs: number }[];
}

export interface PlainLine {
  calendar: LineCalendar;
  queue: readonly PlainJob[];
}

/** Ends by job; all quantities and times have to be whole minutes. Jobs that have not ended after `minutes` are absent. */
export function minuteByMinute(lines: readonly PlainLine[], now: number, minutes: number): Map<string, number> {
  const ends = new Map<string, number>();
  const horizon: Window = { from: now, to: now + minutes * MINUTE_MS };
  const floor = lines.map(({ calendar, queue }) => ({
    queue: queue.map((job) => ({ ...job })),
    working: calendar.working(horizon),
  }));
  for (let t = now; t < horizon.to; t += MINUTE_MS) {
    let open = false;
    for (const line of floor) {
      const job = line.queue[0];
      if (!job) continue;
      open = true;
      while (line.working.length > 0 && line.working[0]!.to <= t) line.working.shift();
      if (line.working.length === 0 || line.working[0]!.from > t) continue;
      if (job.setupMinutes > 0) {
        job.setupMinutes--;
        continue;
      }
      if (
        t < job.notBefore ||
        !job.after.every(({ job: other, waitMs }) => (ends.get(other) ?? Infinity) + waitMs <= t)
      )
        continue;
      job.remaining -= job.perMinute;
      if (job.remaining > 0) continue;
      ends.set(job.id, t + MINUTE_MS);
      line.queue.shift();
    }
    if (!open) break;
  }
  return ends;
}
