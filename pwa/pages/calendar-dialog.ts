/** What lies over the calendar: exact times of a day, or a holiday or one-off change. */
import { html, nothing } from 'lit';
import { daysLater } from '../../shared/calendar/local-dates.ts';
import type { Weekday, WeekDays } from '../../shared/orders/entities.ts';
import type { CalendarPreview, ExceptionDraft } from '../components/calendar/calendar-model.ts';
import '../components/calendar/ls-calendar-day.ts';
import '../components/calendar/ls-calendar-exception.ts';
import '../components/ls-dialog.ts';
import type { PlanView } from '../data/planning.ts';
import { calendarText as c } from '../locales/calendar.ts';
import type { WeekPlace } from './calendar-drafts.ts';
import { scopeName } from './calendar-lists.ts';
import { scopeChoices } from './calendar-look.ts';
import { today } from './calendar-week.ts';

export type CalendarDialog = { kind: 'day'; day: Weekday } | { kind: 'exception'; draft: ExceptionDraft };

/** A holiday of one production day, in the week that is shown but not in the past. */
export function newException(view: PlanView, { scope, monday }: WeekPlace): ExceptionDraft {
  const now = today(view);
  const first = monday > now ? monday : daysLater(now, 1);
  // 24:00 is no time of a day that a field could have.
  const start = view.plant.productionDayStart === '24:00' ? '00:00' : view.plant.productionDayStart;
  return {
    ...{ id: null, scope, kind: 'holiday', name: '' },
    ...{ from: `${first}T${start}`, to: `${daysLater(first, 1)}T${start}` },
  };
}

/** One that is there, to be changed; null = it is gone. */
export function exceptionDraft({ plan }: Pick<PlanView, 'plan'>, id: string): ExceptionDraft | null {
  const fields = plan.exceptions.get(id)?.fields;
  if (!fields) return null;
  const { scope = 'plant', kind = 'holiday', from = '', to = '', name = '' } = fields;
  return { id, scope, kind, from, to, name };
}

export function calendarDialog(parts: {
  view: PlanView;
  dialog: CalendarDialog | null;
  days: WeekDays;
  previewOf: (draft: ExceptionDraft) => CalendarPreview;
  onDrawn: (days: WeekDays) => void;
  onException: (draft: ExceptionDraft) => void;
  onClosed: () => void;
}) {
  const { view, dialog, days, previewOf, onDrawn, onException, onClosed } = parts;
  const heading =
    dialog?.kind === 'day'
      ? c('dayHeading', c(dialog.day))
      : dialog?.draft.id
        ? c('changeHeading', dialog.draft.name || c(dialog.draft.kind))
        : c('addHeading');
  const content =
    dialog?.kind === 'day'
      ? html`<ls-calendar-day
          .days=${days}
          .day=${dialog.day}
          @week-drawn=${({ detail }: CustomEvent<WeekDays>) => onDrawn(detail)}
          @cancelled=${onClosed}
        ></ls-calendar-day>`
      : dialog?.kind === 'exception'
        ? html`<ls-calendar-exception
            .values=${dialog.draft}
            .scopes=${scopeChoices(view).map(({ scope }) => ({ scope, name: scopeName(view, scope) }))}
            .previewOf=${previewOf}
            @exception-wanted=${({ detail }: CustomEvent<ExceptionDraft>) => onException(detail)}
            @cancelled=${onClosed}
          ></ls-calendar-exception>`
        : nothing;
  return html`<ls-dialog heading=${heading} wide ?open=${dialog !== null} @closed=${onClosed}>${content}</ls-dialog>`;
}
