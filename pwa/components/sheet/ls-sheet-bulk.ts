import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sheetText as s } from '../../locales/sheet.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { Foot } from '../foot.ts';
import { withChoices } from './sheet-choices.ts';
import type { SheetColumn } from './sheet-model.ts';

export interface BulkSet {
  column: string;
  value: string;
}

/** What can be done with the rows that are ticked: one value for all of them, and what is slotted. Emits `bulk-set`, `bulk-ended`. */
@customElement('ls-sheet-bulk')
export class LsSheetBulk extends LitElement {
  /** Those that can be set. */
  @property({ attribute: false }) columns: readonly SheetColumn[] = [];
  @property({ type: Number }) count = 0;

  @state() private column = '';
  @state() private value = '';

  static override styles = [
    controls,
    formStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        padding: 4px 12px;
        border-top: 1px solid var(--ls-line);
        background: color-mix(in srgb, var(--ls-touch) 12%, var(--ls-panel));
      }
      form :is(input, select):not([type='color']) {
        width: auto;
        max-width: 14rem;
        font-size: var(--ls-15);
      }
      /* All that can be done stays on one line of a tablet. */
      @media (600px < width <= 1400px) {
        form :is(input, select):not([type='color']) {
          max-width: 9rem;
        }
      }
      input[type='color'] {
        width: 64px;
        padding: 4px;
      }
      @media (pointer: coarse) {
        form :is(input, select) {
          font-size: 1rem;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Foot(this);
  }

  protected override render() {
    const column = this.columns.find(({ key }) => key === this.column) ?? this.columns[0];
    return html`<form novalidate @submit=${(event: Event) => this.#submit(event, column)}>
      <strong role="status">${s('rowsTicked', this.count)}</strong>
      ${column ? this.#setting(column) : nothing}
      <slot></slot>
      <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('bulk-ended'))}>${s('untick')}</button>
    </form>`;
  }

  #setting(column: SheetColumn) {
    return html`<select
        aria-label=${s('setColumn')}
        @change=${({ target }: Event) => {
          this.column = (target as HTMLSelectElement).value;
          this.value = '';
        }}
      >
        ${this.columns.map(
          ({ key, title }) => html`<option value=${key} ?selected=${key === column.key}>${s('setTo', title)}</option>`,
        )}
      </select>
      ${this.#field(column)}
      <button class="main" type="submit">${s('setNow')}</button>`;
  }

  #field(column: SheetColumn) {
    const typed = ({ target }: Event) => (this.value = (target as HTMLInputElement).value);
    const label = s('setTo', column.title);
    if (column.kind === 'choice')
      return html`<select aria-label=${label} @change=${typed}>
        <option value="" ?selected=${this.value === ''}>–</option>
        ${(withChoices(column).choices ?? [])
          .filter(({ value }) => value !== '')
          .map(({ value, text }) => html`<option value=${value} ?selected=${value === this.value}>${text}</option>`)}
      </select>`;
    const type =
      column.kind === 'colour' ? 'color' : column.kind === 'date' ? (column.days ? 'date' : 'datetime-local') : 'text';
    return html`<input type=${type} autocomplete="off" aria-label=${label} .value=${this.value} @input=${typed} />`;
  }

  #submit(event: Event, column: SheetColumn | undefined): void {
    event.preventDefault();
    if (!column) return;
    const detail: BulkSet = { column: column.key, value: this.value };
    this.dispatchEvent(new CustomEvent('bulk-set', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sheet-bulk': LsSheetBulk;
  }
}
