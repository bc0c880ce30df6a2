/**
 * What planners set of calendars, for the figures of lines: only those rows of the plan are read, so that a line's page need
 * not wait for ten thousand orders, nor hear of them.
 */
import { combineLatest, distinctUntilChanged, map, type Observable } from 'rxjs';
import { calendarRules, type CalendarRules } from '../../shared/calendar/line-calendar.ts';
import { touchedRows } from '../../shared/orders/fold-facts.ts';
import type { PlanRow } from '../../shared/orders/plan-row.ts';
import { readPlan } from '../../shared/orders/read-plan.ts';
import type { PlantReference, ReferenceRow } from '../../shared/sync/rows.ts';
import type { Entry } from './collections.ts';
import type { ViewDatabase } from './database.ts';
import { ofPlan, type PlanEntry } from './plan-entries.ts';
import { rowsOf, withEntries } from './plan-shown.ts';

const KINDS = ['week', 'exception'] as const;

export interface LineCalendarsParts {
  view: ViewDatabase;
  reference$: Observable<ReferenceRow[]>;
  outbox$: Observable<Entry[]>;
}

/** Own entries are in, drafts are not. The same object until something of a calendar is another; null = no plant is known. */
export function calendarRules$({ view, reference$, outbox$ }: LineCalendarsParts): Observable<CalendarRules | null> {
  const zone$ = reference$.pipe(map(zoneOf), distinctUntilChanged());
  const own$ = outbox$.pipe(
    map((all) => ofPlan(all).filter(isOfCalendar)),
    distinctUntilChanged((before, after) => idsOf(before) === idsOf(after)),
  );
  return combineLatest({ zone: zone$, own: own$, rows: combineLatest(KINDS.map((kind) => rows$(view, kind))) }).pipe(
    map(({ zone, own, rows }) => {
      if (zone === null) return null;
      const known = new Map(rows.flat().map((row) => [row.id, row]));
      return calendarRules(
        readPlan(
          withEntries(
            rowsOf(known),
            own.map(({ fact }) => fact),
          ),
        ),
        zone,
      );
    }),
    distinctUntilChanged(),
  );
}

function rows$(view: ViewDatabase, kind: (typeof KINDS)[number]): Observable<PlanRow[]> {
  // `;` comes after `:`.
  const ofKind = { id: { $gte: `${kind}:`, $lt: `${kind};` } };
  return view.plan.find({ selector: ofKind }).$.pipe(map((rows) => rows.map((row) => row.toJSON().row as PlanRow)));
}

function zoneOf(reference: readonly ReferenceRow[]): string | null {
  const plant = reference.find(({ kind }) => kind === 'plant')?.body as PlantReference | undefined;
  return plant?.timezone ?? null;
}

function isOfCalendar({ fact }: PlanEntry): boolean {
  return touchedRows(fact).some((id) => KINDS.some((kind) => id.startsWith(`${kind}:`)));
}

function idsOf(entries: readonly PlanEntry[]): string {
  return entries.map(({ id }) => id).join();
}
