import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { explorerText as x } from '../locales/explorer.ts';
import { number } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';

/** A file on its way, or how it went. `rows`, and about how many there will be: null = not known. */
export type Saving =
  | { kind: 'saving'; name: string; bytes: number; rows: number | null; rowsInAll: number | null }
  | { kind: 'over'; text: string; wrong: boolean };

/** Progress of saving, for as long as it lasts, and how it ended. Emits `stop-wanted` and `understood`. */
@customElement('ls-saving')
export class LsSaving extends LitElement {
  @property({ attribute: false }) saving!: Saving;

  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        padding: 4px 8px 4px 16px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
      }
      p {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .wrong {
        color: var(--ls-red);
      }
      button {
        flex: none;
        color: var(--ls-touch);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const { saving } = this;
    if (saving.kind === 'over') {
      return html`<p class=${saving.wrong ? 'wrong' : ''} role="status">
          ${saving.wrong ? '■ ' : nothing}${saving.text}
        </p>
        <button aria-label=${x('dismiss')} @click=${() => this.dispatchEvent(new CustomEvent('understood'))}>
          ${t('close')}
        </button>`;
    }
    const size = megabytes(saving.bytes);
    const rows = [saving.rows, saving.rowsInAll].filter((count) => count !== null).map((count) => number(count));
    const far = rows.length === 0 ? x('savedSoFar', size) : x('savedRows', size, rows.join('\u2009/\u2009'));
    return html`<p><span role="status">${x('savingOf', saving.name)}</span> · <span class="second">${far}</span></p>
      <button @click=${() => this.dispatchEvent(new CustomEvent('stop-wanted'))}>${t('cancel')}</button>`;
  }
}

function megabytes(bytes: number): string {
  if (bytes < 1_000_000) return `${number(bytes / 1000)}\u00a0kB`;
  return `${number(bytes / 1_000_000, 1)}\u00a0MB`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-saving': LsSaving;
  }
}
