import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { unmarked } from '../../../shared/orders/table/figure-text.ts';
import type { TableOptions } from '../../../shared/orders/table/report.ts';
import { fieldName, importText as i } from '../../locales/plan-import.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { reportStyles } from '../people/report-styles.ts';

const SHOWN_VALUES = 3;
const HEADER_ROWS = 10;

/** Which column is what. Emits `options-chosen` with the new options. */
@customElement('ls-import-columns')
export class LsImportColumns extends LitElement {
  @property({ attribute: false }) rows: readonly (readonly string[])[] = [];
  /** Fields that a column can be. */
  @property({ attribute: false }) fields: readonly string[] = [];
  /** As found, or as chosen. */
  @property({ attribute: false }) columns: Readonly<Record<string, number>> = {};
  @property({ attribute: false }) header: number | null = null;
  /** Of those that nobody reads; they are shown first. */
  @property({ attribute: false }) unread: readonly number[] = [];
  @property({ attribute: false }) options: TableOptions = {};

  static override styles = [
    controls,
    formStyles,
    reportStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      /* On a phone the dialog scrolls, and what is in it does not. */
      @media (min-width: 600px) {
        .scrolled {
          max-height: 14rem;
        }
      }
      label.field {
        max-width: 20rem;
      }
      td:first-child {
        font-weight: 600;
      }
      .unread td:first-child {
        color: var(--ls-amber);
      }
      td {
        vertical-align: middle;
        overflow-wrap: anywhere;
      }
      select {
        min-width: 11rem;
      }
    `,
  ];

  protected override render() {
    const width = this.rows.reduce((most, row) => Math.max(most, row.length), 0);
    const others = Array.from({ length: width }, (_, column) => column).filter((each) => !this.unread.includes(each));
    return html`${this.#headings()}
      <div class="scrolled" tabindex="0" role="region" aria-label=${i('columnsHeading')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${i('column')}</th>
              <th scope="col">${i('firstValues')}</th>
              <th scope="col">${i('readAs')}</th>
            </tr>
          </thead>
          <tbody>
            ${[...this.unread, ...others].map((column) => this.#column(column))}
          </tbody>
        </table>
      </div>`;
  }

  #headings() {
    const rows = this.rows.slice(0, HEADER_ROWS).map((_, row) => [String(row), String(row + 1)] as const);
    const [value, choices] = [this.header === null ? '' : String(this.header), [['', i('noHeadings')], ...rows]];
    return html`<label class="field">
      <span>${i('headings')}</span>
      <select
        @change=${({ target }: Event) => {
          const { columns: _found, ...others } = this.options;
          const chosen = (target as HTMLSelectElement).value;
          this.#choose({ ...others, header: chosen === '' ? null : Number(chosen) });
        }}
      >
        ${choices.map(([each, text]) => html`<option value=${each!} ?selected=${each === value}>${text}</option>`)}
      </select>
    </label>`;
  }

  #column(column: number) {
    const heading = this.header === null ? '' : (this.rows[this.header]?.[column] ?? '').trim();
    const name = heading === '' ? i('columnNumber', column + 1) : heading;
    const values = firstValues(this.rows, column, (this.header ?? -1) + 1);
    const field = Object.keys(this.columns).find((each) => this.columns[each] === column) ?? '';
    const isUnread = this.unread.includes(column);
    return html`<tr class=${isUnread ? 'unread' : ''}>
      <td>${isUnread ? '▲ ' : ''}${name}</td>
      <td class="second">${values.join(' · ')}</td>
      <td>
        <select
          aria-label=${`${name}: ${i('readAs')}`}
          @change=${({ target }: Event) => this.#assign(column, (target as HTMLSelectElement).value)}
        >
          <option value="" ?selected=${!this.fields.includes(field)}>${i('notRead')}</option>
          ${this.fields.map(
            (each) => html`<option value=${each} ?selected=${each === field}>${fieldName(each)}</option>`,
          )}
        </select>
      </td>
    </tr>`;
  }

  /** A field is in one column, a column is one field. */
  #assign(column: number, field: string): void {
    const others = Object.entries(this.columns).filter(([name, place]) => place !== column && name !== field);
    const columns = { ...Object.fromEntries(others), ...(field !== '' && { [field]: column }) };
    this.#choose({ ...this.options, header: this.header, columns });
  }

  #choose(options: TableOptions): void {
    this.dispatchEvent(new CustomEvent<TableOptions>('options-chosen', { detail: options }));
  }
}

/** Of many thousand rows the first few tell. */
function firstValues(rows: readonly (readonly string[])[], column: number, from: number): string[] {
  const values: string[] = [];
  for (let row = from; row < rows.length && values.length < SHOWN_VALUES; row++) {
    const cell = unmarked((rows[row]![column] ?? '').trim());
    if (cell !== '') values.push(cell);
  }
  return values;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-import-columns': LsImportColumns;
  }
}
