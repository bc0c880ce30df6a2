import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';

/** As the gateway takes them; shorter ones are half a scan. */
const SHORTEST = 4;

/**
 * Takes what a badge reader types (a keyboard as far as a device can tell; it ends with Enter). What it says is never
 * shown. Emits `badge-scanned` with it, and `badge-taken-away`.
 */
@customElement('ls-people-badge')
export class LsPeopleBadge extends LitElement {
  @property({ type: Boolean }) has = false;
  @property({ type: Boolean }) disabled = false;

  @state() private scanning = false;
  @state() private tooShort = false;
  @query('input') private readonly field!: HTMLInputElement | null;

  static override styles = [controls, formStyles];

  protected override render() {
    if (!this.scanning) {
      return html`<div class="buttons">
        <button class="text-button" ?disabled=${this.disabled} @click=${this.#begin}>
          ${p(this.has ? 'scanOther' : 'scanBadge')}
        </button>
        ${
          this.has
            ? html`<button ?disabled=${this.disabled} @click=${() => this.#emit('badge-taken-away')}>
                ${p('takeBadge')}
              </button>`
            : nothing
        }
      </div>`;
    }
    return html`<div class="form">
      <label class="field">
        <span id="scan">${p('scanNow')}</span>
        <input
          type="password"
          data-reads-badge
          autocomplete="off"
          maxlength="200"
          aria-labelledby="scan"
          aria-describedby="about-scan"
          @keydown=${this.#key}
        />
        <span class="about" id="about-scan">
          <span class="hint">${p('scanHint')}</span>
          ${this.tooShort ? html`<span class="wrong" role="alert">■ ${p('scanTooShort')}</span>` : nothing}
        </span>
      </label>
      <div class="buttons"><button @click=${this.#end}>${p('cancel')}</button></div>
    </div>`;
  }

  readonly #begin = async (): Promise<void> => {
    this.scanning = true;
    this.tooShort = false;
    await this.updateComplete;
    this.field?.focus();
  };

  readonly #end = (): void => {
    this.scanning = false;
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !this.field) return;
    event.preventDefault();
    const badge = this.field.value.trim();
    this.field.value = '';
    this.tooShort = badge.length < SHORTEST;
    if (this.tooShort) return;
    this.scanning = false;
    this.#emit('badge-scanned', badge);
  };

  #emit(name: string, detail?: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-badge': LsPeopleBadge;
  }
}
