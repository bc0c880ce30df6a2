/** What is stored, as streams: each emits what is there first, then on each change in any tab. */
import { asapScheduler, combineLatest, filter, map, startWith, throttleTime, type Observable } from 'rxjs';
import type { CalendarRules } from '../../shared/calendar/line-calendar.ts';
import { hourStart } from '../../shared/documents/document.ts';
import type { LineRow, ReferenceRow } from '../../shared/sync/rows.ts';
import type { Entry, StoredHour, StoredRow } from './collections.ts';
import type { EntryDatabase, ViewDatabase } from './database.ts';
import type { LineData, RefusedEntry } from './line-data.ts';
import { lineView } from './line-view.ts';
import { coalesced } from './live.ts';
import type { LiveState } from './live-state.ts';

const WINDOW_MS = 7 * 86_400_000;

export function reference$(view: ViewDatabase): Observable<ReferenceRow[]> {
  return view.reference.find().$.pipe(map((rows) => rows.map((row) => row.toJSON().row as ReferenceRow)));
}

export function outbox$(entries: EntryDatabase): Observable<Entry[]> {
  return entries.outbox.find().$.pipe(map((all) => all.map((entry) => entry.toJSON() as Entry)));
}

export function refused$(entries: EntryDatabase): Observable<RefusedEntry[]> {
  const inOrder = entries.rejected.find({ sort: [{ id: 'asc' }] });
  return inOrder.$.pipe(map((all) => all.map((entry) => entry.toJSON() as RefusedEntry)));
}

export interface LineParts {
  view: ViewDatabase;
  reference$: Observable<ReferenceRow[]>;
  outbox$: Observable<Entry[]>;
  /** What planners set of calendars; null = no plant is known. */
  rules$: Observable<CalendarRules | null>;
  live: LiveState;
  liveChanged$: Observable<void>;
  /** The gateway's time, ms. */
  now: () => number;
}

/** Null at once while the line is unknown; a known line first when its hours and calendars are read. */
export function line$(id: string, parts: LineParts): Observable<LineData | null> {
  const { view, live, now } = parts;
  const windowStart = () => hourStart(now()) - WINDOW_MS;
  const hours$ = view.hours
    .find({ selector: { line: id, hourAt: { $gte: windowStart() } }, sort: [{ line: 'asc' }, { hourAt: 'asc' }] })
    .$.pipe(map((rows) => rows.map((row) => row.toJSON() as StoredHour)));
  const line$ = view.lines
    .findOne(`line:${id}`)
    .$.pipe(map((row) => (row?.toJSON() as StoredRow<LineRow> | undefined) ?? null));

  return combineLatest({
    reference: parts.reference$,
    hours: hours$.pipe(startWith(null)),
    stored: line$.pipe(startWith(null)),
    entries: parts.outbox$,
    rules: parts.rules$.pipe(startWith(undefined)),
    live: parts.liveChanged$.pipe(coalesced(), startWith(undefined)),
  }).pipe(
    filter(({ reference, hours, rules }) => {
      const isRead = hours !== null && rules !== undefined;
      return isRead || !reference.some((row) => row.id === `line:${id}`);
    }),
    // What people enter is seen at once, here and on the other tablets; what changes in one go is one change.
    throttleTime(0, asapScheduler, { leading: true, trailing: true }),
    map(({ reference, hours, stored, entries, rules = null }) => {
      const from = windowStart();
      return lineView(id, reference, {
        hours: live.hours(id, hours ?? []).filter((hour) => hour.hourAt >= from),
        now: live.now(id, stored),
        entries,
        rules,
      });
    }),
  );
}
