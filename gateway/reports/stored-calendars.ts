/** What planners set of calendars, from the store alone: for a command that works while no gateway does. */
import { calendarRules, type CalendarRules } from '../../shared/calendar/line-calendar.ts';
import { foldFacts, touchedRows, type PlanFact } from '../../shared/orders/fold-facts.ts';
import type { PlanRow } from '../../shared/orders/plan-row.ts';
import { readPlan } from '../../shared/orders/read-plan.ts';
import { planFactsOf } from '../plan/plan-facts.ts';
import type { Store } from '../store/store.ts';

const PAGE = 1_000;

/** By what all gateways wrote that is here. Rejects with STORE_UNREACHABLE. */
export async function storedCalendars(store: Pick<Store, 'databases' | 'range'>, zone: string): Promise<CalendarRules> {
  const rows = new Map<string, PlanRow>();
  for (const database of await store.databases('plan_')) {
    for (let from = '0'; ;) {
      const page = await store.range(database, { from, to: '~', limit: PAGE });
      const facts = planFactsOf(page).filter(isOfCalendar);
      for (const [id, row] of foldFacts((rowId) => rows.get(rowId), facts)) rows.set(id, row);
      if (page.length < PAGE) break;
      // `!` sorts below every character that ids may have.
      from = `${page.at(-1)!._id}!`;
    }
  }
  return calendarRules(readPlan(rows.values()), zone);
}

function isOfCalendar(fact: PlanFact): boolean {
  return touchedRows(fact).some((id) => id.startsWith('week:') || id.startsWith('exception:'));
}
