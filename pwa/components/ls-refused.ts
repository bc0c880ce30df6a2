import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';

export interface RefusedRow {
  id: string;
  /** What was refused, in words. */
  what: string;
  /** Why, in words. */
  why: string;
  comment: string | null;
}

/** Entries that were not accepted, with what the person typed. Emits `choose-again` and `understood` with the id. */
@customElement('ls-refused')
export class LsRefused extends LitElement {
  @property({ attribute: false }) entries: readonly RefusedRow[] = [];

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        max-height: 40vh;
        overflow-y: auto;
        background: var(--ls-amber-ground);
        color: var(--ls-amber);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding: 8px 16px;
        border-top: 1px solid var(--ls-line);
      }
      p {
        flex: 1 1 18rem;
      }
      span {
        display: block;
        font-size: var(--ls-13);
      }
      button {
        border-color: currentColor;
        background: none;
        color: inherit;
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    return html`<section aria-label=${t('needsYou')}>
      <ul>
        ${this.entries.map(
          ({ id, what, why, comment }) =>
            html`<li>
              <p>
                <strong>▲ ${t('needsYou')}: ${what}</strong> –
                ${why}.${comment === null ? nothing : html` <span>${t('typed', comment)}</span>`}
              </p>
              <button @click=${() => this.#tell('choose-again', id)}>${t('chooseAgain')}</button>
              <button @click=${() => this.#tell('understood', id)}>${t('understood')}</button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #tell(event: 'choose-again' | 'understood', id: string): void {
    this.dispatchEvent(new CustomEvent<string>(event, { detail: id }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-refused': LsRefused;
  }
}
