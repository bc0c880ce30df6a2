import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { sheetText as s } from '../../locales/sheet.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import '../ls-dialog.ts';
import { withChoices } from './sheet-choices.ts';
import type { SheetCell, SheetColumn, SheetEdit, SheetRow } from './sheet-model.ts';

/**
 * One row of a sheet, field by field: where there is no room for columns. What is typed stays whatever becomes of the row
 * meanwhile. Emits `row-typed` (SheetEdit[]: what differs) and `closed`; what is slotted is done with the row.
 */
@customElement('ls-sheet-form')
export class LsSheetForm extends LitElement {
  @property() heading = '';
  @property({ attribute: false }) columns: readonly SheetColumn[] = [];
  @property({ attribute: false }) row!: SheetRow;

  /** By column. */
  @state() private typed: Readonly<Record<string, string>> = {};

  static override styles = [
    controls,
    formStyles,
    css`
      form {
        display: grid;
        gap: 12px;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 4px 12px;
      }
      dt {
        color: var(--ls-second);
      }
      .invalid {
        border-color: var(--ls-red);
      }
      .why {
        color: var(--ls-red);
      }
      input[type='color'] {
        width: 64px;
        padding: 4px;
      }
    `,
  ];

  constructor() {
    super();
    // What is slotted is done with the whole row: the form has nothing more to say then.
    this.addEventListener('click', ({ target }) => {
      if (target !== this) this.#close();
    });
  }

  readonly #close = (): void => {
    this.dispatchEvent(new CustomEvent('closed'));
  };

  protected override render() {
    const [fields, shown] = this.#parted();
    return html`<ls-dialog .heading=${this.heading} open @closed=${this.#close}>
      <form novalidate @submit=${this.#save}>
        ${
          shown.length === 0
            ? nothing
            : html`<dl>
                ${shown.map(
                  ({ title, key }) =>
                    html`<dt>${title}</dt>
                      <dd>${this.row.cells[key]?.text ?? ''}</dd>`,
                )}
              </dl>`
        }
        ${fields.map((column) => this.#field(column))}
        <div class="buttons">
          ${fields.length === 0 ? nothing : html`<button class="main" type="submit">${s('keepRow')}</button>`}
          <slot></slot>
        </div>
      </form>
    </ls-dialog>`;
  }

  #parted(): [fields: SheetColumn[], shown: SheetColumn[]] {
    const { columns, row } = this;
    const isField = ({ key, editable }: SheetColumn) => editable && row.cells[key]?.fixed !== true;
    const isSaid = ({ key }: SheetColumn) => ![undefined, '', row.title].includes(row.cells[key]?.text);
    return [columns.filter(isField), columns.filter((column) => !isField(column) && isSaid(column))];
  }

  #field(column: SheetColumn) {
    const { key, title } = column;
    const cell = this.row.cells[key];
    const wrong = this.typed[key] === undefined ? cell?.wrong : undefined;
    return html`<label class="field"
      ><span>${title}</span>${this.#input(column, cell, wrong !== undefined)}
      ${wrong === undefined ? nothing : html`<span class="why" id=${`why-${key}`}>■ ${wrong}</span>`}
      ${cell?.faint && column.kind === 'choice' ? html`<span class="hint">${cell.text}</span>` : nothing}</label
    >`;
  }

  #input(column: SheetColumn, cell: SheetCell | undefined, isWrong: boolean) {
    const { key, kind, days, choices = [] } = withChoices(column, cell);
    const value = this.typed[key] ?? typedIn(cell);
    const hear = ({ target }: Event) => (this.typed = { ...this.typed, [key]: (target as HTMLInputElement).value });
    const why = ifDefined(isWrong ? `why-${key}` : undefined);
    if (kind === 'choice')
      return html`<select
        aria-invalid=${isWrong}
        aria-describedby=${why}
        class=${isWrong ? 'invalid' : ''}
        @change=${hear}
      >
        ${choices.some((choice) => choice.value === value) ? nothing : html`<option value=${value} selected>${value || '–'}</option>`}
        ${choices.map((choice) => html`<option value=${choice.value} ?selected=${choice.value === value}>${choice.text || '–'}</option>`)}
      </select>`;
    const isDate = kind === 'date' && /^$|^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2})?$/.test(value);
    const type = kind === 'colour' ? 'color' : isDate ? (days ? 'date' : 'datetime-local') : 'text';
    return html`<input
      type=${type}
      autocomplete="off"
      inputmode=${kind === 'number' || kind === 'duration' ? 'decimal' : 'text'}
      placeholder=${ifDefined(cell?.faint ? cell.text : undefined)}
      aria-invalid=${isWrong}
      aria-describedby=${why}
      class=${isWrong ? 'invalid' : ''}
      .value=${kind === 'colour' && value === '' ? '#c9ced2' : isDate ? value.replace(' ', 'T') : value}
      @input=${hear}
    />`;
  }

  readonly #save = (event: Event): void => {
    event.preventDefault();
    const { id, cells } = this.row;
    const differs = ([column, value]: [string, string]) =>
      value.trim() !== typedIn(cells[column]) || cells[column]?.wrong !== undefined;
    const detail = Object.entries(this.typed)
      .filter(differs)
      .map(([column, value]): SheetEdit => ({ row: id, column, value: value.trim() }));
    this.dispatchEvent(new CustomEvent<SheetEdit[]>('row-typed', { detail }));
  };
}

function typedIn(cell: SheetCell | undefined): string {
  return cell === undefined || cell.faint ? '' : (cell.typed ?? cell.text);
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sheet-form': LsSheetForm;
  }
}
