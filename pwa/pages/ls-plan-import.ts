import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ls-dialog.ts';
import '../components/plan-import/ls-import-give.ts';
import { begunIn } from '../components/plan-import/ls-import-report.ts';
import { MOST_READ_ROWS } from '../../shared/orders/table/sheet.ts';
import { finished } from '../../shared/orders/table/steps.ts';
import { TABLE_KINDS, type TableKind, type TableReport } from '../../shared/orders/table/report.ts';
import type { AppData } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { importText as i, words } from '../locales/plan-import.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import type { PlanActing } from './plan-acting.ts';
import { doneOf } from './order-product-note.ts';
import { enterPieces, piecesOf } from './plan-import-entering.ts';
import { importColumns } from './plan-import-columns.ts';
import { planImportStyles } from './plan-import-styles.ts';
import { PlanImportReport } from './plan-import-report.ts';
import { valueText } from './board-versions.ts';
import { pastedTable, reportOf, rowCount, rowsOf, tableOf, type ImportTable } from './plan-import-table.ts';

/**
 * A file or pasted rows become orders or master data: first it is shown what each row would do, then somebody enters it.
 * Emits `closed`.
 */
@customElement('ls-plan-import')
export class LsPlanImport extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) view!: PlanView;
  @property({ attribute: false }) acting!: PlanActing;
  @property() kind: TableKind = 'orders';

  @state() private table: ImportTable | null = null;
  /** Name of the file that is being read. */
  @state() private reading: string | null = null;
  @state() private wrong = '';
  /** Rows that are entered, of all that are to be; null = nothing is being entered. */
  @state() private entered: { done: number; of: number } | null = null;

  /** How much of the table is compared with the plan, 0 to 1; null = all of it. */
  @state() private compared: number | null = null;

  #stop = new AbortController();
  readonly #reporting = new PlanImportReport((share) => {
    this.compared = share;
    this.requestUpdate();
  });

  static override styles = [controls, formStyles, planImportStyles];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop.abort();
    this.#reporting.stop();
  }

  protected override willUpdate(): void {
    // What is entered is not compared anew with each piece of it.
    if (this.entered) return;
    const world = this.table ? this.acting.world() : null;
    this.#reporting.follow(this.kind, this.table, world);
  }

  protected override render() {
    return html`<ls-dialog .heading=${i('heading')} open wide @closed=${this.#close}>
      <div class="content">
        <div class="head">
          <label class="field">
            <span>${i('what')}</span>
            <select @change=${({ target }: Event) => this.#become((target as HTMLSelectElement).value as TableKind)}>
              ${TABLE_KINDS.map(
                (kind) => html`<option value=${kind} ?selected=${kind === this.kind}>${words().kinds[kind]}</option>`,
              )}
            </select>
          </label>
          ${this.table ? this.#sheets(this.table) : nothing}
        </div>
        ${this.table === null ? this.#give() : this.#compared(this.table)}
      </div>
    </ls-dialog>`;
  }

  #give() {
    if (this.reading !== null)
      return html`<p role="status">${i('reading', this.reading)}</p>
        <progress aria-label=${i('reading', this.reading)}></progress>
        <div class="buttons"><button @click=${this.#cancel}>${i('cancel')}</button></div>`;
    return html`<ls-import-give
      ?matrix=${this.kind === 'changeovers'}
      .wrong=${this.wrong}
      @file-given=${({ detail }: CustomEvent<File>) => void this.#read(detail)}
      @text-given=${({ detail }: CustomEvent<string>) => this.#paste(detail)}
    ></ls-import-give>`;
  }

  #compared(table: ImportTable) {
    const { report } = this.#reporting;
    if (report) return this.#found(table, report);
    return html`<p role="status">${i('comparing')}</p>
      <progress aria-label=${i('comparing')} max="1" .value=${this.compared ?? 0}></progress>
      <div class="buttons"><button @click=${() => (this.table = null)}>${i('cancel')}</button></div>`;
  }

  #sheets(table: ImportTable) {
    const { report } = this.#reporting;
    const choose = (sheet: number) => (this.table = { ...table, sheet, options: {} });
    return html`${
        table.sheets.length < 2
          ? nothing
          : html`<label class="field">
              <span>${i('sheet')}</span>
              <select @change=${({ target }: Event) => choose((target as HTMLSelectElement).selectedIndex)}>
                ${table.sheets.map(
                  ({ name }, index) => html`<option ?selected=${index === table.sheet}>${name}</option>`,
                )}
              </select>
            </label>`
      }
      <p>${report ? i('rowsIn', rowCount(table, report.header), table.name) : table.name}</p>
      <button @click=${() => (this.table = null)}>${i('otherTable')}</button>`;
  }

  #found(table: ImportTable, report: TableReport) {
    const { wanted, counts } = report;
    const accepted = counts.created + counts.changed;
    const begun = begunIn(report);
    if (this.entered) return this.#entering(this.entered);
    const { kind } = this;
    return html`${importColumns({ kind, table, report, chosen: (options) => (this.table = { ...table, options }) })}
      ${
        wanted.length === 0
          ? html`<ls-import-report
              .report=${report}
              .valueText=${(field: string, value: unknown) => valueText(this.view, field, value)}
            ></ls-import-report>`
          : nothing
      }
      <div class="buttons">
        <button class="main" ?disabled=${accepted === 0} @click=${() => void this.#enter(accepted)}>
          ${accepted === 0 ? i('nothing') : i('enter', accepted, this.kind)}
        </button>
        ${begun > 0 ? html`<span class="begun">▲ ${i('begunChange', begun)}</span>` : nothing}
        ${
          counts.refused > 0 && accepted > 0
            ? html`<span class="hint">${i('refusedStay', counts.refused)}</span>`
            : nothing
        }
      </div>`;
  }

  #entering({ done, of }: { done: number; of: number }) {
    return html`<p role="status">${i('enteredOf', done, of)}</p>
      <progress aria-label=${i('entering')} .max=${of} .value=${done}></progress>
      <div class="buttons">
        <button ?disabled=${this.#stop.signal.aborted} @click=${this.#stopEntering}>${i('cancel')}</button>
        <span class="hint">${i('enteredStays')}</span>
      </div>`;
  }

  readonly #stopEntering = (): void => {
    this.#stop.abort();
    this.requestUpdate();
  };

  #become(kind: TableKind): void {
    this.kind = kind;
    if (this.table) this.table = { ...this.table, options: {} };
  }

  #paste(text: string): void {
    const table = pastedTable(i('pasted'), text);
    if (rowsOf(table).length > MOST_READ_ROWS) this.wrong = i('tooManyRows', MOST_READ_ROWS - 1);
    else this.table = table;
  }

  async #read(file: File): Promise<void> {
    this.#stop.abort();
    const { signal } = (this.#stop = new AbortController());
    this.reading = file.name;
    this.wrong = '';
    const told = await this.data.planTables.read(file, signal);
    if (signal.aborted) return;
    this.reading = null;
    if (told.ok) {
      if (told.value.some(({ rows }) => rows.length > 0)) this.table = tableOf(file.name, told.value);
      else this.wrong = i('noSheets');
    } else if (told.why === 'too-large') this.wrong = i('tooLarge');
    else if (told.why === 'too-many-rows') this.wrong = i('tooManyRows', MOST_READ_ROWS - 1);
    else if (told.why === 'no-text') this.wrong = i('noText');
    else if (told.why === 'unreachable') this.wrong = i('unreachable');
    else this.wrong = told.detail ?? i('failed');
  }

  readonly #cancel = (): void => {
    this.#stop.abort();
    this.reading = null;
  };

  /** Of the plan as it is at that moment: somebody else may have entered the same. */
  async #enter(count: number): Promise<void> {
    const { table, kind } = this;
    if (!table) return;
    const { signal } = (this.#stop = new AbortController());
    this.entered = { done: 0, of: count };
    try {
      await this.#reporting.settled();
      const world = this.acting.world();
      if (!world) return;
      const saying = this.#reporting.sayingIn(world) ?? finished(reportOf(kind, table, world)).saying;
      const said = saying.ok ? saying.said : [];
      const all = await enterPieces(this.acting, piecesOf(said, count), {
        told: (done) => (this.entered = { done, of: count }),
        stop: signal,
        words: (rows) => doneOf(world, said, i('entered', rows)),
      });
      if (all) this.#close();
    } finally {
      this.entered = null;
    }
  }

  readonly #close = (): void => {
    this.dispatchEvent(new CustomEvent('closed'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-import': LsPlanImport;
  }
}
