import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TableOptions } from '../../../shared/orders/table/report.ts';
import { fieldName, importText as i } from '../../locales/plan-import.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { reportStyles } from '../people/report-styles.ts';

const SHOWN_VALUES = 3;
const HEADER_ROWS = 10;

/** Which column is what, and how figures and dates in them are meant. Emits `options-chosen` with the new options. */
@customElement('ls-import-columns')
export class LsImportColumns extends LitElement {
  @property({ attribute: false }) rows: readonly (readonly string[])[] = [];
  /** Fields that a column can be. */
  @property({ attribute: false }) fields: readonly string[] = [];
  /** As found, or as chosen. */
  @property({ attribute: false }) columns: Readonly<Record<string, number>> = {};
  @property({ attribute: false }) header: number | null = null;
  @property({ attribute: false }) options: TableOptions = {};
  @property({ type: Boolean }) numbersUnclear = false;
  @property({ type: Boolean }) datesUnclear = false;

  static override styles = [
    controls,
    formStyles,
    reportStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .scrolled {
        max-height: 18rem;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
      }
      .choices label {
        flex: 1 1 12rem;
      }
      td:first-child {
        font-weight: 600;
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
    return html`${this.#choices()}
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
            ${Array.from({ length: width }, (_, column) => this.#column(column))}
          </tbody>
        </table>
      </div>`;
  }

  #choices() {
    const { decimal, first } = this.options;
    const rows = this.rows.slice(0, HEADER_ROWS).map((_, row) => [String(row), String(row + 1)] as const);
    return html`<div class="choices">
      ${this.#select(
        i('headings'),
        this.header === null ? '' : String(this.header),
        [['', i('noHeadings')], ...rows],
        (value) => {
          const { columns: _found, ...others } = this.options;
          this.#choose({ ...others, header: value === '' ? null : Number(value) });
        },
      )}
      ${
        this.numbersUnclear || decimal
          ? this.#select(
              i('decimals'),
              decimal ?? '',
              [
                ['', i('asWritten')],
                ['.', i('decimalPoint')],
                [',', i('decimalComma')],
              ],
              (value) => {
                const { decimal: _before, ...others } = this.options;
                this.#choose(value === '.' || value === ',' ? { ...others, decimal: value } : others);
              },
            )
          : nothing
      }
      ${
        this.datesUnclear || first
          ? this.#select(
              i('dates'),
              first ?? '',
              [
                ['', i('asWritten')],
                ['day', i('dayFirst')],
                ['month', i('monthFirst')],
              ],
              (value) => {
                const { first: _before, ...others } = this.options;
                this.#choose(value === 'day' || value === 'month' ? { ...others, first: value } : others);
              },
            )
          : nothing
      }
    </div>`;
  }

  #select(
    label: string,
    value: string,
    choices: readonly (readonly [value: string, text: string])[],
    chosen: (value: string) => void,
  ) {
    return html`<label class="field">
      <span>${label}</span>
      <select @change=${({ target }: Event) => chosen((target as HTMLSelectElement).value)}>
        ${choices.map(([each, text]) => html`<option value=${each} ?selected=${each === value}>${text}</option>`)}
      </select>
    </label>`;
  }

  #column(column: number) {
    const heading = this.header === null ? '' : (this.rows[this.header]?.[column] ?? '').trim();
    const name = heading === '' ? i('columnNumber', column + 1) : heading;
    const values = firstValues(this.rows, column, (this.header ?? -1) + 1);
    const field = Object.keys(this.columns).find((each) => this.columns[each] === column) ?? '';
    return html`<tr>
      <td>${name}</td>
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
    const cell = (rows[row]![column] ?? '').trim();
    if (cell !== '') values.push(cell);
  }
  return values;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-import-columns': LsImportColumns;
  }
}
