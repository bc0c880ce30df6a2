import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Asked } from '../../../shared/orders/table/asked.ts';
import { readDate, type DateOrder } from '../../../shared/orders/table/dates.ts';
import { readNumber, type Decimal } from '../../../shared/orders/table/numbers.ts';
import type { TableOptions } from '../../../shared/orders/table/report.ts';
import { date, number } from '../../locales/format.ts';
import { importText as i } from '../../locales/plan-import.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

const MOST_DECIMALS = 3;

/** What can be read in two ways, by an example: how it is read until somebody says otherwise. Emits `answered` (TableOptions). */
@customElement('ls-import-asked')
export class LsImportAsked extends LitElement {
  @property({ attribute: false }) asked: Asked = {};
  /** With what is taken where nobody said. */
  @property({ attribute: false }) options: TableOptions = {};

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
      }
      label.field {
        flex: 1 1 16rem;
      }
    `,
  ];

  protected override render() {
    const { decimal, first } = this.asked;
    return html`${decimal === undefined ? nothing : this.#decimal(decimal)}${first === undefined ? nothing : this.#first(first)}`;
  }

  #decimal(cell: string) {
    const told = (style: Decimal) => {
      const read = readNumber(cell, style);
      const decimals = read.ok && !Number.isInteger(read.value) ? MOST_DECIMALS : 0;
      return read.ok ? number(read.value, decimals) : cell;
    };
    return this.#question(cell, this.options.decimal, (decimal) => ({ decimal }), [
      ['.', `${told('.')}: ${i('decimalPoint')}`],
      [',', `${told(',')}: ${i('decimalComma')}`],
    ]);
  }

  #first(cell: string) {
    const told = (order: DateOrder) => {
      const read = readDate(cell, order);
      return read.ok ? date(Date.parse(read.date), 'UTC') : cell;
    };
    return this.#question(cell, this.options.first, (first) => ({ first }), [
      ['month', `${told('month')}: ${i('monthFirst')}`],
      ['day', `${told('day')}: ${i('dayFirst')}`],
    ]);
  }

  #question<V extends string>(
    cell: string,
    value: V | undefined,
    answer: (chosen: V) => TableOptions,
    choices: readonly (readonly [value: V, text: string])[],
  ) {
    const change = ({ target }: Event) => this.#tell(answer((target as HTMLSelectElement).value as V));
    return html`<label class="field">
      <span>${i('isReadAs', cell)}</span>
      <select @change=${change}>
        ${choices.map(([each, text]) => html`<option value=${String(each)} ?selected=${each === value}>${text}</option>`)}
      </select>
    </label>`;
  }

  #tell(detail: TableOptions): void {
    this.dispatchEvent(new CustomEvent<TableOptions>('answered', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-import-asked': LsImportAsked;
  }
}
