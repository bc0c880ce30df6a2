/** The head of the calendar: whose it is, which week, how much is worked in it, and what elsewhere is not saved yet. */
import { html, nothing } from 'lit';
import { daysLater, mondayOf } from '../../shared/calendar/local-dates.ts';
import type { WeekDays } from '../../shared/orders/entities.ts';
import type { PlanView } from '../data/planning.ts';
import { calendarText as c } from '../locales/calendar.ts';
import type { WeekPlace } from './calendar-drafts.ts';
import { hoursText, workedTime } from './calendar-hours.ts';
import { mainSource, weekName } from './calendar-lists.ts';
import type { CalendarLook } from './calendar-look.ts';
import type { WeekDraft } from './calendar-moves.ts';
import { scopeSelect } from './calendar-scope.ts';
import { today, weekShown } from './calendar-week.ts';

export function calendarBar(parts: {
  view: PlanView;
  place: WeekPlace;
  /** As they are drawn. */
  days: WeekDays;
  others: readonly WeekDraft[];
  go: (look: CalendarLook) => void;
}) {
  const { view, place, days, others, go } = parts;
  const { scope, monday } = place;
  const now = mondayOf(today(view));
  const goTo = (week: string) => go({ scope, monday: week === now ? null : week });
  const worked = workedTime(view, scope, monday, days).reduce((sum, ms) => sum + ms, 0);
  return html`<div class="bar">
    ${scopeSelect(view, scope, (chosen) => go({ scope: chosen, monday: monday === now ? null : monday }))}
    <button class="step" aria-label=${c('earlierWeek')} @click=${() => goTo(daysLater(monday, -7))}>‹</button>
    <button ?disabled=${monday === now} @click=${() => goTo(now)}>${c('thisWeek')}</button>
    <button class="step" aria-label=${c('laterWeek')} @click=${() => goTo(daysLater(monday, 7))}>›</button>
    <div class="which" aria-live="polite">
      <h2>${weekName(monday)}</h2>
      <p class="second">
        ${mainSource(view, scope, weekShown(view, scope, monday))} · ${c('worksWeek', hoursText(worked))}
      </p>
    </div>
    ${otherDrafts(others, go)}
  </div>`;
}

function otherDrafts(others: readonly WeekDraft[], go: (look: CalendarLook) => void) {
  const first = others[0];
  if (!first) return nothing;
  const { scope, monday } = first;
  return html`<div class="others">
    <span>${c('otherDrafts', others.length)}</span>
    <button @click=${() => go({ scope, monday })}>${c('showIt')}</button>
  </div>`;
}
