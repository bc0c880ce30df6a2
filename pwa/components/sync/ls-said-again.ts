import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ManualStateName } from '../../../shared/documents/manual-state.ts';
import type { ReasonsReference } from '../../../shared/sync/rows.ts';
import { syncText as s } from '../../locales/sync.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

export type Said =
  | { kind: 'count'; produced: number; good: number; rework: number; comment: string }
  | { kind: 'state'; state: ManualStateName; reason: string | null };

const STATES = [
  ['Execute', 'running'],
  ['Held', 'held'],
  ['Idle', 'idle'],
] as const;

/** What was said by hand, filled in as it was, to be put right. Emits `said-again` with what is meant, and `cancelled`. */
@customElement('ls-said-again')
export class LsSaidAgain extends LitElement {
  @property({ attribute: false }) said: Said = { kind: 'state', state: 'Execute', reason: null };
  @property({ attribute: false }) reasons: ReasonsReference = [];

  @state() private wrong: 'tooMany' | 'notNumber' | null = null;
  @state() private chosen: ManualStateName | null = null;
  @query('form') private readonly form!: HTMLFormElement;

  static override styles = [
    controls,
    formStyles,
    css`
      .fields,
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
      }
      .fields .field {
        flex: 1 1 8rem;
      }
    `,
  ];

  override focus(): void {
    this.form.querySelector<HTMLElement>('input')?.focus();
  }

  protected override render() {
    return html`<form @submit=${this.#submit} novalidate>
      ${this.said.kind === 'count' ? this.#count(this.said) : this.#state(this.said)}
      ${this.wrong === null ? nothing : html`<p class="wrong" role="alert">■ ${s(this.wrong)}</p>`}
      <div class="buttons">
        <button class="main" type="submit">${s('sendAgain')}</button>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('cancelled'))}>${s('cancel')}</button>
      </div>
    </form>`;
  }

  #count({ produced, good, rework, comment }: Extract<Said, { kind: 'count' }>) {
    const field = (name: 'produced' | 'good' | 'rework', value: number) =>
      html`<label class="field">
        <span>${s(name)}</span>
        <input name=${name} inputmode="numeric" autocomplete="off" .value=${String(value)} />
      </label>`;
    return html`<strong>${s('correctCount')}</strong>
      <div class="fields">${field('produced', produced)}${field('good', good)}${field('rework', rework)}</div>
      <label class="field">
        <span>${s('comment')}</span>
        <input name="comment" maxlength="500" autocomplete="off" .value=${comment} />
      </label>`;
  }

  #state({ state, reason }: Extract<Said, { kind: 'state' }>) {
    const chosen = this.chosen ?? state;
    return html`<strong id="which">${s('correctState')}</strong>
      <fieldset aria-labelledby="which">
        ${STATES.map(
          ([value, text]) =>
            html`<label class="choice">
              <input
                type="radio"
                name="state"
                value=${value}
                .checked=${value === chosen}
                @change=${() => (this.chosen = value)}
              />${s(text)}
            </label>`,
        )}
      </fieldset>
      ${
        chosen === 'Execute'
          ? nothing
          : html`<label class="field">
              <span>${s('why')}</span>
              <select name="reason">
                <option value="" ?selected=${reason === null}>${s('noReason')}</option>
                ${this.reasons.map(
                  ({ code, name }) => html`<option value=${code} ?selected=${code === reason}>${name}</option>`,
                )}
              </select>
            </label>`
      }`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const said = this.said.kind === 'count' ? this.#countSaid() : this.#stateSaid(this.said.state);
    if (said) this.dispatchEvent(new CustomEvent<Said>('said-again', { detail: said }));
  };

  #countSaid(): Said | null {
    const fields = new FormData(this.form);
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    const [produced = NaN, good = NaN, rework = NaN] = ['produced', 'good', 'rework'].map((name) =>
      /^\d{1,8}$/.test(text(name)) ? Number(text(name)) : NaN,
    );
    if ([produced, good, rework].some(Number.isNaN)) this.wrong = 'notNumber';
    else if (good + rework > produced) this.wrong = 'tooMany';
    else this.wrong = null;
    return this.wrong === null ? { kind: 'count', produced, good, rework, comment: text('comment') } : null;
  }

  #stateSaid(before: ManualStateName): Said {
    const state = this.chosen ?? before;
    const reason = String(new FormData(this.form).get('reason') ?? '');
    return { kind: 'state', state, reason: state === 'Execute' || reason === '' ? null : reason };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-said-again': LsSaidAgain;
  }
}
