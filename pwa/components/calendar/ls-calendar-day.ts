import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { clockMs } from '../../../shared/calendar/local-text.ts';
import { WEEKDAYS, type Weekday, type WeekDays } from '../../../shared/orders/entities.ts';
import { calendarText as c } from '../../locales/calendar.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import {
  dayProblem,
  draftOf,
  oneMoreShift,
  shiftsOf,
  withShifts,
  type BreakDraft,
  type ShiftDraft,
} from './day-draft.ts';
import { MOST_SHIFTS } from './week-grid.ts';

/** Exact times of a day's shifts and breaks. Emits `week-drawn` with the week as it is then, and `cancelled`. */
@customElement('ls-calendar-day')
export class LsCalendarDay extends LitElement {
  @property({ attribute: false }) days!: WeekDays;
  @property() day: Weekday = 'mon';

  @state() private shifts: readonly ShiftDraft[] = [];
  @state() private alsoOn: readonly Weekday[] = [];
  @state() private problem: string | null = null;

  static override styles = [
    controls,
    formStyles,
    css`
      .shift {
        display: grid;
        gap: 12px;
        padding: 12px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
      }
      .times {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px;
      }
      .times .field {
        flex: 1 1 8.5rem;
      }
      .times .field:first-child {
        flex: 3 1 10rem;
      }
      .pause {
        padding-left: 16px;
        border-left: 3px solid var(--ls-line);
      }
      .also {
        display: flex;
        flex-wrap: wrap;
        gap: 0 20px;
      }
      @media (max-width: 599px) {
        .times .field:first-child {
          flex-basis: 100%;
        }
      }
    `,
  ];

  /** Begun once: the plan goes on meanwhile, and what is typed stays. */
  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('day') && this.hasUpdated) return;
    this.shifts = draftOf(this.days[this.day]);
    this.alsoOn = [];
    this.problem = null;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('input, .more')?.focus();
  }

  protected override render() {
    return html`<form novalidate @submit=${this.#submit}>
      ${this.shifts.length === 0 ? html`<p class="second">${c('freeDay')}</p>` : nothing}
      ${this.shifts.map((shift, i) => this.#shift(shift, i))}
      ${
        this.shifts.length < MOST_SHIFTS
          ? html`<div class="buttons">
              <button
                class="more"
                type="button"
                @click=${() => this.#become([...this.shifts, oneMoreShift(this.shifts)])}
              >
                ${c('addShift')}
              </button>
            </div>`
          : nothing
      }
      <fieldset>
        <legend>${c('alsoOn')}</legend>
        <div class="also">${WEEKDAYS.filter((day) => day !== this.day).map((day) => this.#also(day))}</div>
      </fieldset>
      ${this.problem === null ? nothing : html`<p class="wrong" role="alert">■ ${this.problem}</p>`}
      <div class="buttons done">
        <button class="main" type="submit">${c('takeOver')}</button>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('cancelled'))}>${c('cancel')}</button>
      </div>
    </form>`;
  }

  #shift(shift: ShiftDraft, i: number) {
    const set = (part: Partial<ShiftDraft>) =>
      this.#become(this.shifts.map((other, j) => (j === i ? { ...other, ...part } : other)));
    const isOver =
      shift.from !== '' && shift.to !== '' && clockMs(shift.to) <= clockMs(shift.from) && shift.to !== '00:00';
    return html`<fieldset class="shift">
      <legend>${c('shiftNumber', i + 1)}${isOver ? html` · ${c('overMidnight')}` : nothing}</legend>
      ${this.#times(shift, set, c('removeShift', i + 1), () => this.#become(this.shifts.filter((other) => other !== shift)))}
      ${shift.breaks.map((pause, k) => {
        const setBreak = (part: Partial<BreakDraft>) =>
          set({ breaks: shift.breaks.map((other, j) => (j === k ? { ...other, ...part } : other)) });
        return html`<fieldset class="pause">
          <legend>${c('breakNumber', k + 1)}</legend>
          ${this.#times(pause, setBreak, c('removeBreak', k + 1), () =>
            set({ breaks: shift.breaks.filter((other) => other !== pause) }),
          )}
        </fieldset>`;
      })}
      <div class="buttons">
        <button type="button" @click=${() => set({ breaks: [...shift.breaks, { name: '', from: '', to: '' }] })}>
          ${c('addBreak')}
        </button>
      </div>
    </fieldset>`;
  }

  #times(draft: BreakDraft, set: (part: Partial<BreakDraft>) => void, removing: string, remove: () => void) {
    const field = (label: string, name: 'name' | 'from' | 'to') =>
      html`<label class="field">
        <span>${label}</span>
        <input
          type=${name === 'name' ? 'text' : 'time'}
          maxlength="80"
          autocomplete="off"
          .value=${draft[name]}
          @change=${({ target }: Event) => set({ [name]: (target as HTMLInputElement).value })}
        />
      </label>`;
    return html`<div class="times">
      ${field(c('name'), 'name')} ${field(c('from'), 'from')} ${field(c('to'), 'to')}
      <button type="button" aria-label=${removing} @click=${remove}>${c('remove')}</button>
    </div>`;
  }

  #also(day: Weekday) {
    return html`<label class="choice">
      <input
        type="checkbox"
        .checked=${this.alsoOn.includes(day)}
        @change=${({ target }: Event) => {
          const others = this.alsoOn.filter((other) => other !== day);
          this.alsoOn = (target as HTMLInputElement).checked ? [...others, day] : others;
        }}
      />
      ${c(day)}
    </label>`;
  }

  #become(shifts: readonly ShiftDraft[]): void {
    this.shifts = shifts;
    this.problem = null;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const shifts = shiftsOf(this.shifts);
    if (!shifts) {
      this.problem = c('needsTimes');
      return;
    }
    const days = withShifts(this.days, [this.day, ...this.alsoOn], shifts);
    const problem = dayProblem(days);
    if (problem) {
      this.problem = c('problemOn', c(problem.day), c(`problem-${problem.why}`, problem.first, problem.second));
      return;
    }
    this.dispatchEvent(new CustomEvent<WeekDays>('week-drawn', { detail: days }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-calendar-day': LsCalendarDay;
  }
}
