/** The long stops of a production day with what people said about them. */
import { plannedTime } from '../../shared/calendar/working-time.ts';
import { intersect, union, type Window } from '../../shared/calendar/windows.ts';
import { attachReasons } from '../../shared/production/reasons.ts';
import { stopMs, type Stop } from '../../shared/production/stops.ts';
import type { StopRow } from '../components/ls-stop-list.ts';
import type { LineData } from '../data/line-data.ts';
import { restKind } from './rest-kind.ts';

/** Newest first; `until` ends open stops. */
export function stopRows(
  stops: readonly Stop[],
  { plant, line, reasons, given }: Pick<LineData, 'plant' | 'line' | 'reasons' | 'given'>,
  day: Window,
  until: number,
): StopRow[] {
  const zone = plant.timezone;
  const limitMs = line.stops.downFromSeconds * 1000;
  const today = stops.filter((stop) => (stop.to ?? until) > day.from && stop.from < day.to);
  const first = today[0]?.from ?? day.from;
  const planned = plannedTime(line, zone, { from: first, to: day.to });
  const attached = attachReasons(today, given);
  return today
    .filter((stop) => stopMs(stop, until) > limitMs)
    .map((stop) => {
      // Stopped a little before a break and started a little after it: neither alone would be asked about.
      const missed = union(intersect(planned, [{ from: stop.from, to: stop.to ?? until }]));
      const asksWhy = missed.some(({ from, to }) => to - from > limitMs);
      const reason = attached.get(stop.id);
      const name = reasons.find(({ code }) => code === reason?.code)?.name ?? reason?.code ?? '';
      return {
        ...stop,
        durationMs: stopMs(stop, until),
        planned: asksWhy ? null : restKind(line, zone, { from: stop.from, to: stop.to ?? until }),
        reason: reason ? { id: reason.id, code: reason.code, name, unsent: reason.unsent, ...pendingIf(reason) } : null,
      };
    })
    .filter((row) => !row.planned || row.from >= day.from)
    .reverse();
}

function pendingIf({ pending }: { pending?: boolean }): { pending?: true } {
  return pending ? { pending } : {};
}
