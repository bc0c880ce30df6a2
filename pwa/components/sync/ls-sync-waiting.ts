import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { syncText as s } from '../../locales/sync.ts';
import { controls, panel } from '../../styles/controls.ts';
import { entryStyles } from './entry-styles.ts';

export interface WaitingRow {
  id: string;
  /** What was entered, in words. */
  what: string;
  line: string;
  /** By whom and when. */
  by: string;
  typed: string | null;
  /** Why it waits. */
  why: string;
  /** The gateway has yet to check who entered it. */
  pending: boolean;
  /** After that it is not sent any more; null = it can wait. */
  until: string | null;
}

/** What was entered here and is not accepted yet, each with why it waits. */
@customElement('ls-sync-waiting')
export class LsSyncWaiting extends LitElement {
  @property({ attribute: false }) rows: readonly WaitingRow[] = [];

  static override styles = [
    controls,
    panel,
    entryStyles,
    css`
      .pending {
        color: var(--ls-amber);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const { rows } = this;
    return html`<h2 id="title">${s('waitingTitle')}${rows.length > 0 ? ` · ${rows.length}` : nothing}</h2>
      ${
        rows.length === 0
          ? html`<p class="second none">${s('waitingNone')}</p>`
          : html`<ul aria-labelledby="title">
              ${rows.map((row) => this.#row(row))}
            </ul>`
      }`;
  }

  #row({ what, line, by, typed, why, pending, until }: WaitingRow) {
    return html`<li>
      <strong>${[line, what].filter(Boolean).join(' · ')}</strong>
      ${typed === null ? nothing : html`<span class="typed">${s('typed', typed)}</span>`}
      <span class="second">${by} · ${why}${until === null ? nothing : ` · ${s('until', until)}`}</span>
      ${pending ? html`<span class="pending" title=${s('pendingLong')}>▲ ${s('pending')}</span>` : nothing}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sync-waiting': LsSyncWaiting;
  }
}
