import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RejectedSourceRow, RowPlace } from '../../shared/sync/sources.ts';
import { clockOfDay } from '../locales/format.ts';
import { sourceText } from '../locales/sources.ts';
import { controls, panel } from '../styles/controls.ts';
import { sourceStyles } from './source-styles.ts';

/** So many at once; more are a tap away. */
const FIRST = 50;

/** Rows that could not be read, each with its reason and the way to its bytes. Emits `raw-wanted` with the row. */
@customElement('ls-source-rejected')
export class LsSourceRejected extends LitElement {
  /** Newest first; null = they have not come yet. */
  @property({ attribute: false }) rows: readonly RejectedSourceRow[] | null = null;
  /** Since the gateway's start; fewer are kept. */
  @property({ type: Number }) count = 0;
  @property({ attribute: false }) now: () => number = () => 0;
  @property() zone = 'UTC';
  @property({ type: Number }) shown = FIRST;

  static override styles = [
    controls,
    panel,
    sourceStyles,
    css`
      :host {
        display: block;
        padding: 12px 0 0;
      }
      h2,
      .what {
        padding: 0 16px;
      }
      .what {
        margin: 4px 0 8px;
        font-size: var(--ls-13);
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 16px;
        align-items: center;
        padding: 8px 8px 8px 16px;
        border-top: 1px solid var(--ls-line);
      }
      .where {
        color: var(--ls-second);
        font-size: var(--ls-13);
        overflow-wrap: anywhere;
      }
      li code {
        display: block;
        margin: 2px 0;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .more {
        margin: 8px 16px 16px;
      }
    `,
  ];

  protected override render() {
    const { rows } = this;
    return html`<h2>${sourceText('notReadable', this.count)}</h2>
      ${rows === null ? html`<p class="state second" role="status">${sourceText('loading')}</p>` : this.#list(rows)}`;
  }

  #list(rows: readonly RejectedSourceRow[]) {
    if (rows.length === 0)
      return html`<p class="state second" role="status">
        ${sourceText(this.count > 0 ? 'rejectedGone' : 'rejectedNone')}
      </p>`;
    return html`<p class="what second">
        ${sourceText('rejectedWhat')} ${rows.length < this.count ? sourceText('rejectedLatest', rows.length) : nothing}
      </p>
      <ul>
        ${rows.slice(0, this.shown).map((row) => this.#row(row))}
      </ul>
      ${
        rows.length > this.shown
          ? html`<button class="more text-button" @click=${() => (this.shown += 4 * FIRST)}>
              ${sourceText('showMore', rows.length - this.shown)}
            </button>`
          : nothing
      }`;
  }

  #row(row: RejectedSourceRow) {
    const time = row.at === null ? '' : `${clockOfDay(row.at, this.zone, this.now())} · `;
    const place = sourceText('placeOf', row.file, String(row.offset));
    return html`<li>
      <div>
        <p class="where">${time}${place}</p>
        <code>${row.text === '' ? sourceText('emptyRow') : row.text}</code>
        <p lang="en">${row.reason}</p>
      </div>
      <button
        class="text-button"
        aria-haspopup="dialog"
        aria-label=${sourceText('showBytesOf', place)}
        @click=${() => this.dispatchEvent(new CustomEvent<RowPlace>('raw-wanted', { detail: row }))}
      >
        ${sourceText('bytes')}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-rejected': LsSourceRejected;
  }
}
