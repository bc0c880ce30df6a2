import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { removeException, removeWeek } from '../../shared/calendar/calendar-verbs.ts';
import { mondayOf } from '../../shared/calendar/local-dates.ts';
import { wallTime } from '../../shared/calendar/zone.ts';
import type { Weekday, WeekDays } from '../../shared/orders/entities.ts';
import { linesOfScope } from '../../shared/orders/needs.ts';
import type { Planned } from '../../shared/orders/plan.ts';
import type { ExceptionDraft, Keeping } from '../components/calendar/calendar-model.ts';
import '../components/calendar/ls-calendar-exceptions.ts';
import '../components/calendar/ls-calendar-grid.ts';
import '../components/calendar/ls-calendar-keep.ts';
import '../components/calendar/ls-calendar-layers.ts';
import '../components/calendar/ls-calendar-weeks.ts';
import type { AppData, Connection } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { calendarText as c } from '../locales/calendar.ts';
import { paperText } from '../locales/plan-paper.ts';
import { planText } from '../locales/plan.ts';
import { formStyles } from '../styles/form.ts';
import { calendarDialog, exceptionDraft, newException, type CalendarDialog } from './calendar-dialog.ts';
import { calendarBar } from './calendar-bar.ts';
import { calendarDrafts, type CalendarDrafts, type WeekPlace } from './calendar-drafts.ts';
import { dateOf, exceptionRows, gridDays, scopeName, stayingOnes, weekName, weekRows } from './calendar-lists.ts';
import { CalendarLeaving } from './calendar-leaving.ts';
import { layerRows } from './calendar-layers.ts';
import { calendarLookIn, searchOfCalendarLook, type CalendarLook } from './calendar-look.ts';
import { overwrittenBy, PreviewMemory, sayException, sayWeek } from './calendar-moves.ts';
import { saveExceptions } from './calendar-saving.ts';
import { calendarPageStyles } from './calendar-page-styles.ts';
import { customisedHere, linesThatDiffer, today, weekMarks, weekShown } from './calendar-week.ts';
import { PageAddress } from './page-address.ts';
import { weekOf } from './paper-weeks.ts';
import { PlanDesk, deskStyles } from './plan-desk.ts';

/** When the plant, a process group or a line works: weeks of shifts, holidays and whatever else is different once. */
@customElement('ls-calendar-page')
export class LsCalendarPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  @state() private dialog: CalendarDialog | null = null;

  readonly #desk = new PlanDesk(this);
  readonly #address = new PageAddress<CalendarLook>(this, window, {
    read: calendarLookIn,
    write: searchOfCalendarLook,
  });
  readonly #preview = new PreviewMemory();
  readonly #exceptionPreview = new PreviewMemory();

  readonly #leaving = new CalendarLeaving(this, window, {
    isThere: () => this.#drafts.isThere,
    discard: () => this.#drafts.discard(),
  });

  static override styles = [...deskStyles, formStyles, calendarPageStyles];

  get #drafts(): CalendarDrafts {
    return calendarDrafts(this.data);
  }

  protected override willUpdate(): void {
    this.#desk.follow();
  }

  protected override render() {
    return this.#desk.frame({ page: 'calendar', content: (view, connection) => this.#calendar(view, connection) });
  }

  #calendar(view: PlanView, connection: Connection) {
    const place = this.#place(view);
    const mayPlan = (scope: string) => this.data.access.offers('plan', linesOfScope(scope, view.lines));
    const plans = mayPlan(place.scope);
    const kept = this.#drafts.of(place);
    return html`${this.#desk.paper(
        planText('page-calendar'),
        [scopeName(view, place.scope), weekName(place.monday), paperText('week', String(weekOf(place.monday)))],
        kept ? paperText('unsaved') : '',
      )}
      ${view.draft ? html`<p class="draft" role="status">${planText('draftShown', view.draft.name)}</p>` : nothing}
      <main class="calendar">
        ${calendarBar({
          ...{ view, place, others: this.#drafts.others(place), days: this.#days(view, place) },
          go: (look) => this.#address.step(look),
        })}
        ${plans ? nothing : html`<p class="wide second">${c('readOnly')}</p>`}
        ${plans && connection.state === 'unreachable' ? html`<p class="wide second">${c('outOfReach')}</p>` : nothing}
        <div class="parts">
          <div class="left">${this.#grid(view, place, plans)}</div>
          ${kept ? this.#keep(view, place, kept.keeping) : nothing}
          <div class="right">
            <ls-calendar-exceptions
              .rows=${exceptionRows(view, place.scope, mayPlan)}
              ?editable=${plans}
              @show-wanted=${({ detail }: CustomEvent<string>) => this.#show(view.plan.exceptions.get(detail))}
              @add-wanted=${() => (this.dialog = { kind: 'exception', draft: newException(view, place) })}
              @change-wanted=${({ detail }: CustomEvent<string>) => this.#changeException(view, detail)}
              @remove-wanted=${({ detail }: CustomEvent<string>) => void this.#removeException(view, detail)}
            ></ls-calendar-exceptions>
            <div class="buttons">
              <button @click=${() => void this.#saveExceptions(view, 'xlsx')}>${planText('do-export')}</button>
              <button @click=${() => void this.#saveExceptions(view, 'csv')}>${planText('do-csv')}</button>
            </div>
            <ls-calendar-weeks
              .rows=${weekRows(view, place.scope, mayPlan)}
              @show-wanted=${({ detail }: CustomEvent<string>) => this.#show(view.plan.weeks.get(detail))}
              @remove-wanted=${({ detail }: CustomEvent<string>) => void this.#removeWeek(view, detail)}
            ></ls-calendar-weeks>
          </div>
        </div>
      </main>
      ${calendarDialog({
        view,
        dialog: this.dialog,
        days: this.#days(view, place),
        previewOf: (draft) =>
          this.#exceptionPreview.of(view, { ...draft, name: '' }, (world) => sayException(world, draft)),
        onDrawn: (days) => this.#drawn(view, place, days),
        onException: (draft) => void this.#saveException(draft),
        onClosed: () => (this.dialog = null),
      })}
      ${this.#leaving.dialog()}`;
  }

  #grid(view: PlanView, place: WeekPlace, plans: boolean) {
    const { scope, monday } = place;
    const week = weekShown(view, scope, monday);
    const days = this.#days(view, place);
    const { hour, minute } = wallTime(view.plant.timezone, view.schedule.now);
    const customised = customisedHere(week, scope);
    return html`<ls-calendar-grid
        .days=${days}
        .carried=${week.before}
        .names=${gridDays(view, scope, week, days)}
        .marks=${weekMarks(view, scope, monday)}
        .now=${hour * 60 + minute}
        ?editable=${plans}
        @week-drawn=${({ detail }: CustomEvent<WeekDays>) => this.#drawn(view, place, detail)}
        @day-wanted=${({ detail }: CustomEvent<Weekday>) => (this.dialog = { kind: 'day', day: detail })}
      ></ls-calendar-grid>
      <ls-calendar-layers .rows=${layerRows(view, scope, week)}></ls-calendar-layers>
      ${
        plans && customised !== null && !this.#drafts.of(place)
          ? html`<div class="buttons">
              <button @click=${() => void this.#removeWeek(view, customised)}>${c('backToDefault')}</button>
            </div>`
          : nothing
      }`;
  }

  #keep(view: PlanView, place: WeekPlace, keeping: Keeping) {
    const { draft } = this.#drafts.of(place)!;
    const isDefault = keeping.as === 'default';
    return html`<ls-calendar-keep
      .keeping=${keeping}
      .monday=${place.monday}
      .overwritten=${isDefault ? overwrittenBy(view, place.scope, keeping.from) : 0}
      .staying=${stayingOnes(view, place.scope)}
      .replaced=${linesThatDiffer(view, place.scope, place.monday).join(', ')}
      .preview=${this.#preview.of(view, { draft, keeping }, (world) => sayWeek(world, draft, keeping))}
      @keeping-chosen=${({ detail }: CustomEvent<Keeping>) => {
        this.#drafts.keep(place, detail);
        this.requestUpdate();
      }}
      @keep-wanted=${() => void this.#save(place)}
      @back-wanted=${() => {
        this.#drafts.back(place);
        this.requestUpdate();
      }}
      @discard-wanted=${() => this.#discard(place)}
    ></ls-calendar-keep>`;
  }

  #place(view: PlanView): WeekPlace {
    const { scope, monday } = this.#address.choice;
    return { scope, monday: monday ?? mondayOf(today(view)) };
  }

  #days(view: PlanView, place: WeekPlace): WeekDays {
    return this.#drafts.of(place)?.draft.days ?? weekShown(view, place.scope, place.monday).days;
  }

  #drawn(view: PlanView, place: WeekPlace, days: WeekDays): void {
    this.dialog = null;
    this.#drafts.change(place, days, this.#days(view, place));
    this.requestUpdate();
  }

  #discard(place: WeekPlace): void {
    this.#drafts.drop(place);
    this.requestUpdate();
  }

  async #save(place: WeekPlace): Promise<void> {
    const kept = this.#drafts.of(place);
    if (!kept) return;
    const { draft, keeping } = kept;
    const done =
      keeping.as === 'week' ? c('savedWeek', weekName(place.monday)) : c('savedDefault', dateOf(keeping.from));
    const saved = await this.#desk.acting.attempt((world) => sayWeek(world, draft, keeping), done);
    if (saved && this.#drafts.of(place)?.draft === draft) this.#discard(place);
  }

  async #saveException(draft: ExceptionDraft): Promise<void> {
    const title = draft.name.trim() || c(draft.kind);
    const done = c(draft.id === null ? 'added' : 'changedOne', title);
    if (await this.#desk.acting.attempt((world) => sayException(world, draft), done)) this.dialog = null;
  }

  async #saveExceptions(view: PlanView, format: 'csv' | 'xlsx'): Promise<void> {
    const shown = exceptionRows(view, this.#place(view).scope, () => true).map(({ id }) => id);
    const saved = await saveExceptions(this.data, view, { format, shown });
    if (!saved.ok) this.#desk.acting.refuse(saved.detail ?? planText('notSaved'));
  }

  #changeException(view: PlanView, id: string): void {
    const draft = exceptionDraft(view, id);
    if (draft) this.dialog = { kind: 'exception', draft };
  }

  async #removeException(view: PlanView, id: string): Promise<void> {
    const title = exceptionRows(view, this.#place(view).scope, () => true).find((row) => row.id === id)?.title ?? '';
    await this.#desk.acting.attempt((world) => removeException(world, { id }), c('removed', title));
  }

  async #removeWeek(view: PlanView, id: string): Promise<void> {
    const isCustomised = view.plan.weeks.get(id)?.fields.to !== undefined;
    const done = c(isCustomised ? 'removedWeek' : 'removedDefault');
    await this.#desk.acting.attempt((world) => removeWeek(world, { id }), done);
  }

  #show(planned: Planned<'week'> | Planned<'exception'> | undefined): void {
    const { scope, from } = planned?.fields ?? {};
    if (scope !== undefined && from !== undefined) this.#address.step({ scope, monday: mondayOf(from.slice(0, 10)) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-calendar-page': LsCalendarPage;
  }
}
