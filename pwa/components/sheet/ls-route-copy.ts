import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { stepsText as st } from '../../locales/order-steps.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

export interface CopiedRoute {
  id: string;
  name: string;
  /** What it can be found by, too. */
  also: string;
  /** Its operations, in order. */
  steps: string;
}

/** More are found by typing. */
const MOST_SHOWN = 8;

/** Chooses the product whose route is taken over. Emits `route-chosen` with its id. */
@customElement('ls-route-copy')
export class LsRouteCopy extends LitElement {
  @property({ attribute: false }) from: readonly CopiedRoute[] = [];

  @state() private open = false;
  @state() private typed = '';

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      ul {
        display: grid;
        gap: 4px;
        padding: 0;
        list-style: none;
      }
      li button {
        display: grid;
        width: 100%;
        padding: 6px 12px;
        text-align: left;
        overflow-wrap: anywhere;
      }
      .steps {
        color: var(--ls-second);
        font-size: var(--ls-13);
        font-weight: 400;
      }
    `,
  ];

  protected override render() {
    if (this.from.length === 0) return nothing;
    return html`<div class="buttons">
        <button type="button" aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>
          ${st('copyFrom')}
        </button>
      </div>
      ${this.open ? this.#choice() : nothing}`;
  }

  #choice() {
    const found = this.from.filter((one) => this.#fits(one)).slice(0, MOST_SHOWN);
    return html`<label class="field">
        <span>${st('copySearch')}</span>
        <input
          type="search"
          autocomplete="off"
          .value=${this.typed}
          @input=${({ target }: Event) => (this.typed = (target as HTMLInputElement).value)}
        />
      </label>
      ${
        found.length === 0
          ? html`<p role="status">${st('copyNone')}</p>`
          : html`<ul>
              ${found.map(
                ({ id, name, steps }) =>
                  html`<li>
                    <button type="button" @click=${() => this.#choose(id)}>
                      <span>${name}</span><span class="steps">${steps}</span>
                    </button>
                  </li>`,
              )}
            </ul>`
      }
      <p class="hint">${st('copyNote')}</p>`;
  }

  /** All that is typed, in any order. */
  #fits({ name, also }: CopiedRoute): boolean {
    const text = `${name} ${also}`.toLocaleLowerCase();
    const words = this.typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return words.every((word) => text.includes(word));
  }

  #choose(id: string): void {
    this.open = false;
    this.typed = '';
    this.dispatchEvent(new CustomEvent<string>('route-chosen', { detail: id }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-route-copy': LsRouteCopy;
  }
}
