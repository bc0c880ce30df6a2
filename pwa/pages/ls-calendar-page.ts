import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { removeException, removeWeek } from '../../shared/calendar/calendar-verbs.ts';
import { daysLater, mondayOf } from '../../shared/calendar/local-dates.ts';
import { wallTime } from '../../shared/calendar/zone.ts';
import { WEEKDAYS, type Weekday, type WeekDays } from '../../shared/orders/entities.ts';
import type { ExceptionDraft, Keeping } from '../components/calendar/calendar-model.ts';
import '../components/calendar/ls-calendar-exceptions.ts';
import '../components/calendar/ls-calendar-grid.ts';
import '../components/calendar/ls-calendar-keep.ts';
import '../components/calendar/ls-calendar-weeks.ts';
import type { AccessState } from '../data/access.ts';
import type { AppData, Connection } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { calendarText as c } from '../locales/calendar.ts';
import { planText } from '../locales/plan.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import { tokens } from '../styles/tokens.ts';
import { calendarDialog, exceptionDraft, newException, type CalendarDialog } from './calendar-dialog.ts';
import { CalendarDrafts, type WeekPlace } from './calendar-drafts.ts';
import { dateOf, exceptionRows, gridDays, mainSource, stayingOnes, weekName, weekRows } from './calendar-lists.ts';
import { calendarLookIn, searchOfCalendarLook, type CalendarLook } from './calendar-look.ts';
import { overwrittenBy, PreviewMemory, sayException, sayWeek } from './calendar-moves.ts';
import { calendarPageStyles } from './calendar-page-styles.ts';
import { scopeSelect } from './calendar-scope.ts';
import { customisedHere, today, weekMarks, weekShown } from './calendar-week.ts';
import { LiveValue } from './live-value.ts';
import { PageAddress } from './page-address.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { PlanActing } from './plan-acting.ts';
import { planFrameStyles, planHead, planMissing } from './plan-frame.ts';

/** When the plant, a process group or a line works: weeks of shifts, holidays and whatever else is different once. */
@customElement('ls-calendar-page')
export class LsCalendarPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  @state() private dialog: CalendarDialog | null = null;

  readonly #view = new LiveValue<PlanView | null>(this);
  readonly #connection = new LiveValue<Connection>(this);
  readonly #access = new LiveValue<AccessState>(this);
  readonly #address = new PageAddress<CalendarLook>(this, window, {
    read: calendarLookIn,
    write: searchOfCalendarLook,
  });
  readonly #acting = new PlanActing(
    this,
    () => this.data,
    () => this.#view.value,
  );
  readonly #drafts = new CalendarDrafts();
  readonly #preview = new PreviewMemory();
  readonly #exceptionPreview = new PreviewMemory();

  static override styles = [tokens, controls, formStyles, pageMessageStyles, ...planFrameStyles, calendarPageStyles];

  protected override willUpdate(): void {
    const { data } = this;
    this.#view.follow([data], () => data.planning.plan);
    this.#connection.follow([data], () => data.connection);
    this.#access.follow([data], () => data.access.now);
  }

  protected override render() {
    const connection = this.#connection.value;
    if (!connection) return nothing;
    const view = this.#view.value;
    const zone = view?.plant.timezone ?? 'UTC';
    return html`${planHead({ data: this.data, connection, zone, page: 'calendar' })}
    ${view ? this.#calendar(view, connection) : pageMessage(...planMissing(connection))} ${this.#acting.render()}`;
  }

  #calendar(view: PlanView, connection: Connection) {
    const place = this.#place(view);
    const plans = this.data.access.offers('plan');
    const kept = this.#drafts.of(place);
    return html`${
        view.draft ? html`<p class="draft" role="status">${planText('draftShown', view.draft.name)}</p>` : nothing
      }
      <main class="calendar">
        ${this.#bar(view, place)} ${plans ? nothing : html`<p class="wide second">${c('readOnly')}</p>`}
        ${plans && connection.state === 'unreachable' ? html`<p class="wide second">${c('outOfReach')}</p>` : nothing}
        <div class="left">
          ${this.#grid(view, place, plans)} ${kept ? this.#keep(view, place, kept.keeping) : nothing}
        </div>
        <div class="right">
          <ls-calendar-exceptions
            .rows=${exceptionRows(view, place.scope)}
            ?editable=${plans}
            @add-wanted=${() => (this.dialog = { kind: 'exception', draft: newException(view, place) })}
            @change-wanted=${({ detail }: CustomEvent<string>) => this.#changeException(view, detail)}
            @remove-wanted=${({ detail }: CustomEvent<string>) => void this.#removeException(view, detail)}
          ></ls-calendar-exceptions>
          <ls-calendar-weeks
            .rows=${weekRows(view, place.scope)}
            ?editable=${plans}
            @show-wanted=${({ detail }: CustomEvent<string>) => this.#showWeek(view, detail)}
            @remove-wanted=${({ detail }: CustomEvent<string>) => void this.#removeWeek(view, detail)}
          ></ls-calendar-weeks>
        </div>
      </main>
      ${calendarDialog({
        view,
        dialog: this.dialog,
        days: this.#days(view, place),
        previewOf: (draft) =>
          this.#exceptionPreview.of(view, { ...draft, name: '' }, (world) => sayException(world, draft)),
        onDrawn: (days) => this.#drawn(place, days),
        onException: (draft) => void this.#saveException(draft),
        onClosed: () => (this.dialog = null),
      })}`;
  }

  #bar(view: PlanView, place: WeekPlace) {
    const { scope, monday } = place;
    const now = mondayOf(today(view));
    const go = (week: string) => this.#address.step({ scope, monday: week === now ? null : week });
    return html`<div class="bar">
      ${scopeSelect(view, scope, (chosen) => this.#address.step({ ...this.#address.choice, scope: chosen }))}
      <button class="step" aria-label=${c('earlierWeek')} @click=${() => go(daysLater(monday, -7))}>‹</button>
      <button ?disabled=${monday === now} @click=${() => go(now)}>${c('thisWeek')}</button>
      <button class="step" aria-label=${c('laterWeek')} @click=${() => go(daysLater(monday, 7))}>›</button>
      <div class="which" aria-live="polite">
        <h2>${weekName(monday)}</h2>
        <p class="second">${mainSource(view, scope, weekShown(view, scope, monday))}</p>
      </div>
      ${this.#otherDrafts(place)}
    </div>`;
  }

  #otherDrafts(place: WeekPlace) {
    const others = this.#drafts.others(place);
    const first = others[0];
    if (!first) return nothing;
    const { scope, monday } = first;
    return html`<div class="others">
      <span>${c('otherDrafts', others.length)}</span>
      <button @click=${() => this.#address.step({ scope, monday })}>${c('showIt')}</button>
    </div>`;
  }

  #grid(view: PlanView, place: WeekPlace, plans: boolean) {
    const { scope, monday } = place;
    const week = weekShown(view, scope, monday);
    const days = this.#days(view, place);
    const changed = WEEKDAYS.map((day) => JSON.stringify(days[day]) !== JSON.stringify(week.days[day]));
    const { hour, minute } = wallTime(view.plant.timezone, view.schedule.now);
    const customised = customisedHere(week, scope);
    return html`<ls-calendar-grid
        .days=${days}
        .carried=${week.before}
        .names=${gridDays(view, scope, week, changed)}
        .marks=${weekMarks(view, scope, monday)}
        .now=${hour * 60 + minute}
        ?editable=${plans}
        @week-drawn=${({ detail }: CustomEvent<WeekDays>) => this.#drawn(place, detail)}
        @day-wanted=${({ detail }: CustomEvent<Weekday>) => (this.dialog = { kind: 'day', day: detail })}
      ></ls-calendar-grid>
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
      .preview=${this.#preview.of(view, { draft, keeping }, (world) => sayWeek(world, draft, keeping))}
      @keeping-chosen=${({ detail }: CustomEvent<Keeping>) => {
        this.#drafts.keep(place, detail);
        this.requestUpdate();
      }}
      @keep-wanted=${() => void this.#save(place)}
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

  #drawn(place: WeekPlace, days: WeekDays): void {
    this.dialog = null;
    this.#drafts.change(place, days);
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
    const saved = await this.#acting.attempt((world) => sayWeek(world, draft, keeping), done);
    if (saved && this.#drafts.of(place)?.draft === draft) this.#discard(place);
  }

  async #saveException(draft: ExceptionDraft): Promise<void> {
    const title = draft.name.trim() || c(draft.kind);
    const done = c(draft.id === null ? 'added' : 'changedOne', title);
    if (await this.#acting.attempt((world) => sayException(world, draft), done)) this.dialog = null;
  }

  #changeException(view: PlanView, id: string): void {
    const draft = exceptionDraft(view, id);
    if (draft) this.dialog = { kind: 'exception', draft };
  }

  async #removeException(view: PlanView, id: string): Promise<void> {
    const title = exceptionRows(view, this.#place(view).scope).find((row) => row.id === id)?.title ?? '';
    await this.#acting.attempt((world) => removeException(world, { id }), c('removed', title));
  }

  async #removeWeek(view: PlanView, id: string): Promise<void> {
    const isCustomised = view.plan.weeks.get(id)?.fields.to !== undefined;
    const done = c(isCustomised ? 'removedWeek' : 'removedDefault');
    await this.#acting.attempt((world) => removeWeek(world, { id }), done);
  }

  #showWeek(view: PlanView, id: string): void {
    const { scope, from } = view.plan.weeks.get(id)?.fields ?? {};
    if (scope !== undefined && from !== undefined) this.#address.step({ scope, monday: mondayOf(from) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-calendar-page': LsCalendarPage;
  }
}
