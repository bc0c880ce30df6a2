import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ManualStateName } from '../../../shared/documents/manual-state.ts';
import type { ReasonsReference } from '../../../shared/sync/rows.ts';
import { syncText as s } from '../../locales/sync.ts';
import { controls } from '../../styles/controls.ts';

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
    css`
      form {
        display: grid;
        gap: 8px;
        padding-top: 4px;
      }
      .fields {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      label {
        flex: 1 1 8rem;
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin: 0;
        padding: 0;
        border: 0;
      }
      fieldset label {
        display: flex;
        flex: 0 1 auto;
        align-items: center;
        gap: 8px;
        min-height: 48px;
        padding: 4px 16px 4px 0;
        color: var(--ls-ink);
        font-size: var(--ls-15);
      }
      fieldset input {
        width: 20px;
        min-height: 20px;
        margin: 0;
      }
      input,
      select {
        display: block;
        width: 100%;
        min-height: 48px;
        margin-top: 4px;
        padding: 4px 12px;
        border: 1px solid var(--ls-second);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
        color: var(--ls-ink);
        font: var(--ls-15) var(--ls-font);
      }
      .wrong {
        color: var(--ls-red);
        font-weight: 600;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .send {
        border-color: var(--ls-touch);
        color: var(--ls-touch);
        font-weight: 600;
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
        <button class="send" type="submit">${s('sendAgain')}</button>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('cancelled'))}>${s('cancel')}</button>
      </div>
    </form>`;
  }

  #count({ produced, good, rework, comment }: Extract<Said, { kind: 'count' }>) {
    const field = (name: 'produced' | 'good' | 'rework', value: number) =>
      html`<label
        >${s(name)}<input name=${name} inputmode="numeric" autocomplete="off" .value=${String(value)}
      /></label>`;
    return html`<strong>${s('correctCount')}</strong>
      <div class="fields">${field('produced', produced)}${field('good', good)}${field('rework', rework)}</div>
      <label>${s('comment')}<input name="comment" maxlength="500" autocomplete="off" .value=${comment} /></label>`;
  }

  #state({ state, reason }: Extract<Said, { kind: 'state' }>) {
    const chosen = this.chosen ?? state;
    return html`<strong id="which">${s('correctState')}</strong>
      <fieldset aria-labelledby="which">
        ${STATES.map(
          ([value, text]) =>
            html`<label>
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
          : html`<label
              >${s('why')}<select name="reason">
                <option value="" ?selected=${reason === null}>${s('noReason')}</option>
                ${this.reasons.map(
                  ({ code, name }) => html`<option value=${code} ?selected=${code === reason}>${name}</option>`,
                )}
              </select></label
            >`
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
