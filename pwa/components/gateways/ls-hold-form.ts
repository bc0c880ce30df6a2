import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { HoldQuestion } from '../../../shared/retention/hold.ts';
import { gatewaysText as g } from '../../locales/gateways.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { isReason } from './reason-given.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Months of a line, or of all, that must stay. Emits `hold-wanted` with the question. */
@customElement('ls-hold-form')
export class LsHoldForm extends LitElement {
  @property({ attribute: false }) lines: readonly { id: string; name: string }[] = [];
  /** `2026-11` */
  @property() month = '';
  @property({ type: Boolean }) still = false;

  @state() private given: Partial<HoldQuestion> = {};
  @state() private tried = false;

  static override styles = [
    controls,
    formStyles,
    css`
      .months {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr));
        gap: 16px;
      }
    `,
  ];

  protected override render() {
    const { line, from, to, why } = this.#question;
    const wrongFrom = MONTH.test(from) ? '' : g('holdMonthWrong');
    const wrongTo = !MONTH.test(to) ? g('holdMonthWrong') : to < from ? g('holdOrder') : '';
    const wrongWhy = isReason(why) ? '' : g('holdShort');
    return html`<form class="form" novalidate @submit=${this.#submit}>
      <label class="field">
        <span>${g('holdLine')}</span>
        <select @change=${({ target }: Event) => this.#give({ line: (target as HTMLSelectElement).value || null })}>
          <option value="" ?selected=${line === null}>${g('holdAll')}</option>
          ${this.lines.map(({ id, name }) => html`<option value=${id} ?selected=${line === id}>${name}</option>`)}
        </select>
      </label>
      <div class="months">
        ${this.#month(g('holdFrom'), from, wrongFrom, (month) => this.#give({ from: month }))}
        ${this.#month(g('holdTo'), to, wrongTo, (month) => this.#give({ to: month }))}
      </div>
      <label class="field">
        <span id="why">${g('holdWhy')}</span>
        <input
          aria-labelledby="why"
          aria-describedby="about-why"
          autocomplete="off"
          maxlength="300"
          .value=${why}
          aria-invalid=${this.tried && wrongWhy !== ''}
          @input=${({ target }: Event) => this.#give({ why: (target as HTMLInputElement).value })}
        />
        <span class="about" id="about-why">
          <span class="hint">${g('holdWhyHint')}</span>
          ${this.#wrong(wrongWhy)}
        </span>
      </label>
      <div class="buttons">
        <button class="main" type="submit" ?disabled=${this.still}>${g('holdNow')}</button>
      </div>
    </form>`;
  }

  #month(label: string, value: string, problem: string, give: (month: string) => void) {
    return html`<label class="field">
      <span>${label}</span>
      <input
        type="month"
        placeholder="2026-11"
        .value=${value}
        aria-invalid=${this.tried && problem !== ''}
        @input=${({ target }: Event) => give((target as HTMLInputElement).value)}
      />
      ${this.#wrong(problem)}
    </label>`;
  }

  #wrong(problem: string) {
    return this.tried && problem !== '' ? html`<span class="wrong" role="alert">■ ${problem}</span>` : nothing;
  }

  get #question(): HoldQuestion {
    return { line: null, from: this.month, to: this.month, why: '', ...this.given };
  }

  #give(part: Partial<HoldQuestion>): void {
    this.given = { ...this.given, ...part };
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.tried = true;
    const { from, to, why } = this.#question;
    if (this.still || !MONTH.test(from) || !MONTH.test(to) || to < from || !isReason(why)) return;
    const detail = { ...this.#question, why: why.trim() };
    this.dispatchEvent(new CustomEvent<HoldQuestion>('hold-wanted', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-hold-form': LsHoldForm;
  }
}
