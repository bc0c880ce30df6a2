import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RowReport, TableReport } from '../../../shared/orders/table/report.ts';
import { fieldName, importText as i, problemText } from '../../locales/plan-import.ts';
import { controls } from '../../styles/controls.ts';
import { reportStyles } from '../people/report-styles.ts';

/** More would make a phone think about them for a while. */
const SHOWN_AT_ONCE = 200;
const LOUDEST_FIRST: readonly RowReport['state'][] = ['refused', 'changed', 'created', 'unchanged'];

/** What each row would do; those that need a look come first. */
@customElement('ls-import-report')
export class LsImportReport extends LitElement {
  @property({ attribute: false }) report!: TableReport;

  @state() private shown = SHOWN_AT_ONCE;

  static override styles = [
    controls,
    reportStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      .wrong {
        color: var(--ls-amber);
        font-weight: 600;
      }
      td:last-child {
        width: 75%;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    const { counts, rows } = this.report;
    const { created, changed, unchanged, refused } = counts;
    const inOrder = rows.toSorted(
      (a, b) => LOUDEST_FIRST.indexOf(a.state) - LOUDEST_FIRST.indexOf(b.state) || a.row - b.row,
    );
    const more = inOrder.length - this.shown;
    return html`<p role="status">${i('sum', created, changed, unchanged, refused)}</p>
      <div class="scrolled" tabindex="0" role="region" aria-label=${i('report')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${i('row')}</th>
              <th scope="col">${i('about')}</th>
              <th scope="col">${i('says')}</th>
            </tr>
          </thead>
          <tbody>
            ${inOrder.slice(0, this.shown).map(
              (row) =>
                html`<tr>
                  <td>${row.row}</td>
                  <td>${row.title}</td>
                  <td>${this.#verdict(row)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${more > 0 ? html`<button @click=${() => (this.shown = Infinity)}>${i('moreRows', more)}</button>` : nothing}`;
  }

  #verdict({ state, fields, problems }: RowReport) {
    switch (state) {
      case 'created':
        return html`＋ ${i('created')}`;
      case 'changed': {
        // Of a matrix the columns are families, and have no other name.
        return html`✓ ${i('changed', fields.map(fieldName).join(', '))}`;
      }
      case 'unchanged':
        return html`<span class="second">○ ${i('unchanged')}</span>`;
      case 'refused':
        return html`<span class="wrong">▲ ${problems.map(problemText).join('; ')}</span>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-import-report': LsImportReport;
  }
}
