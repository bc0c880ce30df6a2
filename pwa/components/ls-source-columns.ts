import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { changeText as c } from '../locales/sources-change.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import { metricsOf, namesOf, sampleColumns, usesOf, withUse, type ColumnUse } from './source/columns.ts';
import { withField, type Definition } from './source/definition.ts';

const NEW_METRIC = 'new';
const CYCLE_USES = [
  ['itemNumber', 'useItem'],
  ['lotNumber', 'useLot'],
  ['serialNumber', 'useSerial'],
  ['partPresent', 'usePart'],
] as const;

/** The columns of the sample, each with what it is. Emits `edited` with another definition. */
@customElement('ls-source-columns')
export class LsSourceColumns extends LitElement {
  @property({ attribute: false }) definition: Definition = {};
  /** Start of the sample, as text. */
  @property() sample = '';

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
        min-width: 0;
      }
      .scrolled {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
      }
      th {
        min-width: 9rem;
        padding: 0 8px 8px 0;
        font-weight: 400;
        text-align: left;
      }
      th label {
        display: block;
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      td {
        max-width: 16rem;
        padding: 4px 8px 4px 0;
        border-top: 1px solid var(--ls-line);
        overflow: hidden;
        font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace;
        font-size: var(--ls-13);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .unread {
        color: var(--ls-second);
      }
    `,
  ];

  protected override render() {
    const columns = sampleColumns(this.sample, this.definition);
    const names = namesOf(this.definition, columns);
    const uses = usesOf(this.definition, names);
    return html`<p class="hint">${c(columns.count === 0 ? 'noSampleYet' : 'columnsHint')}</p>
      ${columns.count === 0 ? nothing : this.#table(columns.rows, names, uses)}
      ${this.definition.columns === undefined ? nothing : this.#names()}`;
  }

  #table(rows: readonly string[][], names: readonly string[], uses: readonly ColumnUse[]) {
    return html`<div class="scrolled" role="region" tabindex="0" aria-label=${c('columns')}>
      <table>
        <thead>
          <tr>
            ${names.map(
              (name, i) =>
                html`<th scope="col">
                  <label for=${`use-${i}`}>${name || c('column', i + 1)}</label>
                  <select id=${`use-${i}`} @change=${(event: Event) => this.#use(names, i, event)}>
                    ${this.#choices().map(
                      ([use, text]) => html`<option value=${use} ?selected=${use === uses[i]}>${text}</option>`,
                    )}
                  </select>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                ${names.map((_, i) => html`<td class=${uses[i] === '' ? 'unread' : ''}>${row[i] ?? ''}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #names() {
    const columns = (this.definition.columns ?? []) as unknown[];
    return html`<label class="field">
      <span>${c('columnNames')}</span>
      <input
        name="columns"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        .value=${columns.join(', ')}
        @change=${this.#named}
      />
    </label>`;
  }

  #choices(): [string, string][] {
    const { kind, meaning } = this.definition;
    const time: [string, string][] =
      kind === 'csv'
        ? [
            ['time', c('useTime')],
            ['date', c('useDate')],
          ]
        : [];
    if (meaning === 'cycles')
      return [['', c('notRead')], ...CYCLE_USES.map(([use, word]): [string, string] => [use, c(word)]), ...time];
    if (meaning === 'states') return [['', c('notRead')], ['state', c('useState')], ...time];
    const metrics = metricsOf(this.definition) as { id: string; name?: string }[];
    const values = metrics.map(({ id, name }, i): [string, string] => [`metric:${i}`, c('useMetric', name || id)]);
    return [['', c('notRead')], ...values, [NEW_METRIC, c('useNewMetric')], ...time];
  }

  #use(names: readonly string[], index: number, event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    if (value !== NEW_METRIC) return this.#edited(withUse(this.definition, names, index, value as ColumnUse));
    const metrics = metricsOf(this.definition);
    const isFree = (id: string) => /^[a-z][a-z0-9-]*$/.test(id) && metrics.every((metric) => metric.id !== id);
    const called = names[index]!.toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    const id = isFree(called) ? called : `value-${metrics.length + 1}`;
    const added = withField(this.definition, 'metrics', [
      ...metrics,
      { id, name: names[index], unit: '', resolution: 0.1 },
    ]);
    this.#edited(withUse(added, names, index, `metric:${metrics.length}`));
  }

  readonly #named = (event: Event): void => {
    const names = (event.target as HTMLInputElement).value.split(',').map((name) => name.trim());
    this.#edited(withField(this.definition, 'columns', names.length === 1 && names[0] === '' ? [] : names));
  };

  #edited(definition: Definition): void {
    this.dispatchEvent(new CustomEvent<Definition>('edited', { detail: definition }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-columns': LsSourceColumns;
  }
}
