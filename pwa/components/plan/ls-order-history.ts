import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';

export interface HistoryLine {
  id: string;
  when: string;
  who: string;
  what: string;
  why: string;
  unsent: boolean;
}

/** Who changed what and when, newest first. */
@customElement('ls-order-history')
export class LsOrderHistory extends LitElement {
  @property({ attribute: false }) lines: readonly HistoryLine[] = [];
  /** The gateway was asked, and answered. */
  @property({ type: Boolean }) complete = false;
  @property({ type: Boolean }) loading = false;

  static override styles = [
    controls,
    css`
      ol {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        gap: 2px;
        overflow-wrap: anywhere;
      }
      .second {
        font-size: var(--ls-13);
      }
      @media print {
        ol {
          display: block;
        }
        li {
          padding: 3px 0;
          border-top: 1px solid #b5bbc0;
          break-inside: avoid;
        }
      }
    `,
  ];

  protected override render() {
    return html`${this.complete || this.loading ? nothing : html`<p class="second" role="status">${p('historyPart')}</p>`}
      ${this.loading ? html`<p class="second" role="status">${p('loading')}</p>` : nothing}
      <ol>
        ${this.lines.map(
          ({ when, who, what, why, unsent }) =>
            html`<li>
              <span>${what}</span>
              ${why === '' ? nothing : html`<span>${p('because', why)}</span>`}
              <span class="second">${[when, who, unsent ? p('mark-unsent') : ''].filter(Boolean).join(' · ')}</span>
            </li>`,
        )}
      </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-order-history': LsOrderHistory;
  }
}
