import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isLocalTime } from '../../../shared/calendar/local-dates.ts';
import { EXCEPTION_KINDS } from '../../../shared/orders/entities.ts';
import { calendarText as c } from '../../locales/calendar.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import type { CalendarPreview, ExceptionDraft } from './calendar-model.ts';
import { exceptionShape } from './exception-shapes.ts';
import './ls-calendar-moves.ts';

/** A holiday or one-off change. Emits `exception-wanted` with what was typed, and `cancelled`. */
@customElement('ls-calendar-exception')
export class LsCalendarException extends LitElement {
  @property({ attribute: false }) values!: ExceptionDraft;
  @property({ attribute: false }) scopes: readonly { scope: string; name: string }[] = [];
  /** What it would move. */
  @property({ attribute: false }) previewOf: (draft: ExceptionDraft) => CalendarPreview = () => ({
    rows: [],
    refused: null,
  });

  @state() private typed!: ExceptionDraft;
  @state() private tried = false;

  static override styles = [
    controls,
    formStyles,
    css`
      .kinds {
        display: flex;
        flex-wrap: wrap;
        gap: 0 20px;
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
        gap: 16px;
      }
    `,
  ];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('values')) this.typed = this.values;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('input:checked')?.focus();
  }

  protected override render() {
    const { kind, scope, from, to, name, id } = this.typed;
    const problem = this.#problem;
    return html`<form novalidate @submit=${this.#submit}>
      <fieldset>
        <legend>${c('kind')}</legend>
        <div class="kinds">
          ${EXCEPTION_KINDS.map(
            (one) =>
              html`<label class="choice">
                <input type="radio" name="kind" .checked=${one === kind} @change=${() => this.#type({ kind: one })} />
                ${exceptionShape(one)} ${c(one)}
              </label>`,
          )}
        </div>
        <p class="hint">${c(`kindHint-${kind}`)}</p>
      </fieldset>
      <label class="field">
        <span>${c('name')}</span>
        <input
          maxlength="80"
          autocomplete="off"
          placeholder=${c('nameHint')}
          .value=${name}
          @input=${({ target }: Event) => this.#type({ name: (target as HTMLInputElement).value })}
        />
      </label>
      <label class="field">
        <span>${c('whose')}</span>
        <select @change=${({ target }: Event) => this.#type({ scope: (target as HTMLSelectElement).value })}>
          ${this.scopes.map((one) => html`<option value=${one.scope} ?selected=${one.scope === scope}>${one.name}</option>`)}
        </select>
      </label>
      <div class="pair">
        ${this.#time(c('from'), from, (text) => this.#type({ from: text }))}
        ${this.#time(c('to'), to, (text) => this.#type({ to: text }))}
      </div>
      ${
        problem === null
          ? html`<ls-calendar-moves .preview=${this.previewOf(this.typed)}></ls-calendar-moves>`
          : this.tried
            ? html`<p class="wrong" role="alert">■ ${problem}</p>`
            : nothing
      }
      <div class="buttons done">
        <button class="main" type="submit">${c(id === null ? 'add' : 'save')}</button>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('cancelled'))}>${c('cancel')}</button>
      </div>
    </form>`;
  }

  #time(label: string, value: string, give: (text: string) => void) {
    return html`<label class="field">
      <span>${label}</span>
      <input
        type="datetime-local"
        .value=${value}
        aria-invalid=${this.tried && this.#problem !== null}
        @change=${({ target }: Event) => give((target as HTMLInputElement).value.slice(0, 16))}
      />
    </label>`;
  }

  get #problem(): string | null {
    const { from, to } = this.typed;
    if (!isLocalTime(from) || !isLocalTime(to)) return c('wrongTime');
    return to <= from ? c('wrongSpan') : null;
  }

  #type(part: Partial<ExceptionDraft>): void {
    this.typed = { ...this.typed, ...part };
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.tried = true;
    if (this.#problem !== null) return;
    this.dispatchEvent(new CustomEvent<ExceptionDraft>('exception-wanted', { detail: this.typed }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-calendar-exception': LsCalendarException;
  }
}
