/** Puts a line's data together from what is stored, what is live and what was entered here. Pure. */
import type { CalendarRules } from '../../shared/calendar/line-calendar.ts';
import { HOUR_MS } from '../../shared/documents/document.ts';
import { lineHourKey, unknownHour } from '../../shared/documents/line-hour.ts';
import { withManual } from '../../shared/production/with-manual.ts';
import type {
  HourRow,
  LineReference,
  LineRow,
  PlantReference,
  ReasonsReference,
  ReferenceRow,
} from '../../shared/sync/rows.ts';
import type { Entry } from './collections.ts';
import type { LineData } from './line-data.ts';
import { ofLine, type LineEntry } from './plan-entries.ts';
import { notInRows, pendingOf, reasonByHand, saidByHand } from './said-by-hand.ts';

/** All lines of the plant in their order; empty = no reference data on this device yet. */
export function linesOf(reference: readonly ReferenceRow[]): LineReference[] {
  return reference
    .filter((row) => row.kind === 'line')
    .map((row) => row.body as LineReference)
    .sort((a, b) => a.position - b.position);
}

/** Null while plant or line are unknown on this device. `hours` are sorted by time; `rules`: what planners set of calendars. */
export function lineView(
  id: string,
  reference: readonly ReferenceRow[],
  of: { hours: readonly HourRow[]; now: LineRow | null; entries: readonly Entry[]; rules: CalendarRules | null },
): LineData | null {
  const plant = reference.find((row) => row.kind === 'plant')?.body as PlantReference | undefined;
  const reasons = reference.find((row) => row.kind === 'reasons')?.body as ReasonsReference | undefined;
  const lines = linesOf(reference);
  const line = lines.find((other) => other.id === id);
  if (!plant || !line) return null;
  const own = ofLine(of.entries, id);
  const covered = of.hours.map((hour) => coveredUntil(hour, of.now));
  const manual = saidByHand(of.hours, own);
  return {
    plant,
    line: of.rules ? { ...line, rules: of.rules } : line,
    lines,
    reasons: reasons ?? [],
    now: of.now,
    hours: withManual({
      hours: covered,
      entries: manual,
      until: Math.max(covered.at(-1)?.coveredTo ?? 0, of.now?.at ?? 0, ...manual.map(({ at }) => at)),
      unknownHour: (hourAt) => noRow(id, hourAt),
    }),
    given: [...given(of.hours, own), ...manual.flatMap(reasonByHand)],
    manual,
  };
}

function noRow(line: string, hourAt: number): HourRow {
  const row = { id: lineHourKey(line, hourAt), line, closed: false, seq: 0, reasons: [], facts: [] };
  return { ...unknownHour(hourAt), ...row };
}

/** An open hour is known up to when the gateway last looked. */
function coveredUntil(hour: HourRow, now: LineRow | null): HourRow {
  const coveredTo = Math.max(hour.coveredTo, Math.min(now?.at ?? 0, hour.hourAt + HOUR_MS));
  return hour.closed || coveredTo === hour.coveredTo ? hour : { ...hour, coveredTo };
}

/** Reasons of the rows, and own entries over rows that do not list them yet; each id once. */
function given(hours: readonly HourRow[], own: readonly LineEntry[]): LineData['given'] {
  const fromRows = hours.flatMap((hour) => hour.reasons).map((reason) => ({ ...reason, unsent: false }));
  const fromHere = notInRows(own, hours, fromRows).flatMap(({ fact, acceptedAt }) => {
    if (fact.type !== 'reason') return [];
    const { _id: id, at, from, to, code, comment, supersedes, by } = fact;
    const said = { id, at, from, to, code, ...(comment === undefined ? {} : { comment }), supersedes };
    return [{ ...said, origin: by.origin, unsent: acceptedAt === null, ...pendingOf({ fact, acceptedAt }) }];
  });
  return [...fromRows, ...fromHere];
}
