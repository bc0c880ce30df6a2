import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { RejectedRow } from '../../shared/documents/chunk.ts';
import { clockOfDay } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';

/** `at` = observed time of the row before it, ms. */
export interface DatedRejection {
  at: number;
  row: RejectedRow;
}

export type RejectedShown =
  { kind: 'rows'; rows: readonly DatedRejection[] } | { kind: 'loading' | 'unreachable' | 'failed' };

/** Rows that could not be read, each with where it is, what it says and why. Emits `try-again`. */
@customElement('ls-rejected-dialog')
export class LsRejectedDialog extends LitElement {
  @property({ attribute: false }) shown: RejectedShown = { kind: 'loading' };
  /** Of the production day; there may be fewer or more to show. */
  @property({ type: Number }) count = 0;
  @property({ attribute: false }) now: () => number = () => 0;
  @property() zone = 'UTC';
  /** Where an engineer finds more. */
  @property() href = '';

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  static override styles = [
    controls,
    dialog,
    css`
      :host {
        --dialog-width: 44rem;
      }
      li {
        padding: 12px 0;
        border-top: 1px solid var(--ls-line);
      }
      ul {
        margin-top: 12px;
      }
      .where {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        color: var(--ls-second);
        font-size: var(--ls-13);
        overflow-wrap: anywhere;
      }
      code {
        display: block;
        margin: 4px 0;
        padding: 4px 8px;
        border-radius: var(--ls-radius);
        background: var(--ls-ground);
        font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace;
        font-size: var(--ls-13);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .state {
        margin: 16px 0;
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: 48px;
      }
      .again {
        color: var(--ls-touch);
        font-weight: 600;
      }
    `,
  ];

  /** Over everything else; what had the focus gets it back in the end. */
  open(): void {
    this.dialog.showModal();
  }

  protected override render() {
    return html`<dialog aria-labelledby="title">
      <div class="head">
        <h2 id="title">${t('rejectedRows', this.count)}</h2>
        <button @click=${this.#close}>${t('close')}</button>
      </div>
      <div class="scrolled" tabindex="0" role="region" aria-labelledby="title">
        <p class="second">${t('rejectedWhat')}</p>
        ${this.href === '' ? nothing : html`<a href=${this.href}>${t('sourceLink')}</a>`}
        <div role="status">${this.#state()}</div>
        ${this.shown.kind === 'rows' ? this.#rows(this.shown.rows) : nothing}
      </div>
    </dialog>`;
  }

  #state() {
    switch (this.shown.kind) {
      case 'loading':
        return html`<p class="state">${t('rejectedLoading')}</p>`;
      case 'unreachable':
      case 'failed':
        return html`<p class="state">▲ ${t(this.shown.kind === 'failed' ? 'rejectedFailed' : 'rejectedUnreachable')}</p>
          <button class="again" @click=${this.#again}>${t('tryAgain')}</button>`;
      case 'rows':
        if (this.shown.rows.length === 0) return html`<p class="state">${t('rejectedNone')}</p>`;
        return this.shown.rows.length < this.count
          ? html`<p class="state">${t('rejectedLatest', this.shown.rows.length)}</p>`
          : nothing;
    }
  }

  #rows(rows: readonly DatedRejection[]) {
    const now = this.now();
    return html`<ul>
      ${rows.map(
        ({ at, row }) =>
          html`<li>
            <p class="where">
              <span>${clockOfDay(at, this.zone, now)}</span>
              <span>${t('rejectedPlace', row.file, String(row.offset))}</span>
            </p>
            <code>${row.text}</code>
            <p lang="en">${row.reason}</p>
          </li>`,
      )}
    </ul>`;
  }

  readonly #close = (): void => this.dialog.close();

  readonly #again = (): void => {
    this.dispatchEvent(new CustomEvent('try-again'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-rejected-dialog': LsRejectedDialog;
  }
}
