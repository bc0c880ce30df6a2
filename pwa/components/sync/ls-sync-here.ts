import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { number } from '../../locales/format.ts';
import { syncText as s } from '../../locales/sync.ts';
import { controls, panel } from '../../styles/controls.ts';

export interface HereRow {
  name: string;
  /** Rows on this device. */
  rows: number;
  /** Of a first sync: about so many are to come; null = unknown, or it is through. */
  total: number | null;
  /** When all of it was here last, in words; null = never. */
  completeAt: string | null;
  /** Since when something is missing, in words; null = nothing is. */
  behindSince: string | null;
}

/** What of the gateway's figures is on this device, and how far behind. */
@customElement('ls-sync-here')
export class LsSyncHere extends LitElement {
  @property({ attribute: false }) rows: readonly HereRow[] = [];

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: block;
        padding: 12px 16px;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      caption {
        padding-bottom: 4px;
        font-weight: 600;
        text-align: left;
      }
      th,
      td {
        padding: 8px 12px 8px 0;
        border-top: 1px solid var(--ls-line);
        font-weight: 400;
        text-align: left;
        vertical-align: top;
      }
      thead :is(td, th) {
        border-top: 0;
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      tbody th {
        font-weight: 600;
        hyphens: auto;
        overflow-wrap: anywhere;
      }
      td:last-child,
      th:last-child {
        padding-right: 0;
      }
      .late {
        color: var(--ls-amber);
        font-weight: 600;
      }
      progress {
        display: block;
        width: 100%;
        min-width: 4rem;
        height: 8px;
        margin-top: 4px;
        accent-color: var(--ls-touch);
      }
    `,
  ];

  protected override render() {
    return html`<table>
      <caption>
        ${s('here')}
      </caption>
      <thead>
        <tr>
          <td></td>
          <th scope="col">${s('rows')}</th>
          <th scope="col">${s('lastWhole')}</th>
          <th scope="col">${s('lag')}</th>
        </tr>
      </thead>
      <tbody>
        ${this.rows.map((row) => this.#row(row))}
      </tbody>
    </table>`;
  }

  #row({ name, rows, total, completeAt, behindSince }: HereRow) {
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${completeAt === null ? this.#progress(name, rows, total) : number(rows)}</td>
      <td>${completeAt ?? s('never')}</td>
      <td class=${behindSince === null ? '' : 'late'}>
        ${behindSince === null ? (completeAt === null ? s('unknown') : s('current')) : `▲ ${s('behindBy', behindSince)}`}
      </td>
    </tr>`;
  }

  #progress(name: string, rows: number, total: number | null) {
    if (total === null) return s('rowsHere', number(rows));
    const all = Math.max(total, rows);
    return html`${s('rowsOf', number(rows), number(all))}<progress
        aria-label=${name}
        max=${all}
        value=${rows}
      ></progress>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sync-here': LsSyncHere;
  }
}
