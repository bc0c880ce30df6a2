import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { accessText as a } from '../locales/access.ts';
import { controls } from '../styles/controls.ts';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const SHORTEST = 4;
const LONGEST = 12;

/** A PIN by large keys or by the keyboard; no keyboard opens on the screen. Emits `pin-entered`. */
@customElement('ls-sign-on-pad')
export class LsSignOnPad extends LitElement {
  /** `PIN of Attendant` */
  @property() label = '';
  @property({ type: Boolean }) busy = false;

  @state() private count = 0;
  @query('input') private readonly field!: HTMLInputElement;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      label {
        display: block;
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      input {
        display: block;
        width: 100%;
        min-height: 48px;
        margin: 4px 0 8px;
        padding: 4px 12px;
        border: 1px solid var(--ls-third);
        border-radius: var(--ls-radius);
        background: var(--ls-ground);
        color: var(--ls-ink);
        font: 600 var(--ls-30) / 1 var(--ls-font);
        letter-spacing: 0.2em;
        text-align: center;
      }
      .keys {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 8px;
      }
      button {
        min-width: 64px;
        min-height: 64px;
        padding: 4px;
        background: var(--ls-ground);
        font-size: var(--ls-19);
        font-weight: 600;
      }
      .go {
        border-color: var(--ls-touch);
        background: var(--ls-touch);
        color: var(--ls-panel);
        font-size: var(--ls-15);
      }
      .go:disabled {
        border: 1px dashed var(--ls-third);
        background: none;
        color: var(--ls-third);
        cursor: default;
      }
    `,
  ];

  override focus(): void {
    void this.updateComplete.then(() => this.field.focus());
  }

  clear(): void {
    this.field.value = '';
    this.count = 0;
  }

  protected override render() {
    return html`<form novalidate @submit=${this.#submit}>
      <label>
        ${this.label}
        <input type="password" inputmode="none" autocomplete="off" maxlength=${LONGEST} @input=${this.#typed} />
      </label>
      <p class="hidden" aria-live="polite">${a('pinDigits', this.count)}</p>
      <div class="keys">
        ${DIGITS.map((digit) => this.#key(digit))}
        <button type="button" aria-label=${a('digitGone')} @click=${this.#back}>⌫</button>
        ${this.#key('0')}
        <button class="go" ?disabled=${this.busy || this.count < SHORTEST}>
          ${this.busy ? a('busy') : a('signOn')}
        </button>
      </div>
    </form>`;
  }

  #key(digit: string) {
    return html`<button type="button" @click=${() => this.#set(this.field.value + digit)}>${digit}</button>`;
  }

  #set(text: string): void {
    this.field.value = text.replace(/\D/g, '').slice(0, LONGEST);
    this.count = this.field.value.length;
  }

  readonly #typed = (): void => this.#set(this.field.value);
  readonly #back = (): void => this.#set(this.field.value.slice(0, -1));

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy || this.count < SHORTEST) return;
    this.dispatchEvent(new CustomEvent<string>('pin-entered', { detail: this.field.value }));
    this.clear();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sign-on-pad': LsSignOnPad;
  }
}
