import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { syncText as s } from '../../locales/sync.ts';
import { controls, panel } from '../../styles/controls.ts';

/** What came of saving or handing in; each line of its own. */
export interface FileResult {
  lines: readonly string[];
  wrong: boolean;
}

/** What waits, as a file and back. Emits `save-wanted`, and `file-given` with the `File`. */
@customElement('ls-sync-file')
export class LsSyncFile extends LitElement {
  /** Entries that would be in the file. */
  @property({ type: Number }) count = 0;
  /** Whoever is here may hand a file in. */
  @property({ type: Boolean }) mayBring = false;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) result: FileResult | null = null;

  @query('input') private readonly field!: HTMLInputElement | null;

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: grid;
        gap: 8px;
        padding: 12px 16px;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      button {
        color: var(--ls-touch);
        font-weight: 600;
      }
      button:disabled {
        color: var(--ls-third);
        cursor: default;
      }
      .wrong {
        color: var(--ls-amber);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const { count, busy, result } = this;
    return html`<h2>${s('file')}</h2>
      <p class="second">${s('fileWhat')}</p>
      <div class="buttons">
        <button ?disabled=${count === 0} @click=${() => this.dispatchEvent(new CustomEvent('save-wanted'))}>
          ${count === 0 ? s('saveNone') : s('save', count)}
        </button>
        ${
          this.mayBring
            ? html`<button ?disabled=${busy} @click=${() => this.field?.click()}>
                  ${busy ? s('bringing') : s('bring')}
                </button>
                <input
                  hidden
                  type="file"
                  accept="application/json,.json"
                  aria-label=${s('bring')}
                  @change=${this.#given}
                />`
            : nothing
        }
      </div>
      ${
        result
          ? html`<div role="status" class=${result.wrong ? 'wrong' : 'second'}>
              ${result.lines.map((line, i) => html`<p>${result.wrong && i === 0 ? '▲ ' : ''}${line}</p>`)}
            </div>`
          : nothing
      }`;
  }

  readonly #given = (): void => {
    const file = this.field?.files?.[0];
    if (!file || !this.field) return;
    this.dispatchEvent(new CustomEvent<File>('file-given', { detail: file }));
    // The same file may be given again.
    this.field.value = '';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sync-file': LsSyncFile;
  }
}
