import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ReadRow, RowPlace } from '../../shared/sync/sources.ts';
import { clockSeconds } from '../locales/format.ts';
import { sourceText } from '../locales/sources.ts';
import { controls, panel } from '../styles/controls.ts';
import { sourceStyles } from './source-styles.ts';

/**
 * The last rows, as read and as decoded side by side, newest first. Can be halted; a row that was picked stays in sight
 * while others go by. Emits `raw-wanted` with the row.
 */
@customElement('ls-source-rows')
export class LsSourceRows extends LitElement {
  @property({ attribute: false }) rows: readonly ReadRow[] = [];
  @property() zone = 'UTC';

  /** Rows that stand still; null = they follow. */
  @state() private halted: { rows: readonly ReadRow[]; at: number } | null = null;
  @state() private picked: ReadRow | null = null;

  static override styles = [
    controls,
    panel,
    sourceStyles,
    css`
      :host {
        display: block;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 16px;
        padding: 8px 8px 8px 16px;
      }
      td {
        padding-block: 0;
      }
      td button {
        min-width: 48px;
        padding: 4px 0;
        border: 0;
        background: none;
        color: var(--ls-touch);
        white-space: nowrap;
      }
      tr.is-picked td {
        background: var(--ls-ground);
      }
      .picked {
        margin: 0 8px 8px;
        padding: 8px 12px 12px;
        border: 2px solid var(--ls-touch);
        border-radius: var(--ls-radius);
      }
      .picked h3 {
        font-size: var(--ls-13);
        font-weight: 400;
        color: var(--ls-second);
      }
      .picked code {
        display: block;
        margin: 4px 0 8px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 24px;
        margin-bottom: 12px;
      }
      dt {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      dd {
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Another source's rows.
    const before = changed.get('rows');
    if (before?.length === 0) this.halted = null;
  }

  protected override render() {
    const rows = this.halted?.rows ?? this.rows;
    return html`<header>
        <h2 id="title">${sourceText('lastRows')}</h2>
        <div class="buttons">
          ${this.halted ? html`<span class="state" role="status">${sourceText('haltedAt', clockSeconds(this.halted.at, this.zone))}</span>` : nothing}
          <button aria-pressed=${this.halted !== null} ?disabled=${rows.length === 0} @click=${this.#halt}>
            ${this.halted ? html`▶ ${sourceText('goOn')}` : html`❚❚ ${sourceText('halt')}`}
          </button>
        </div>
      </header>
      ${this.picked ? this.#pickedRow(this.picked) : nothing}
      ${rows.length === 0 ? html`<p class="state second" role="status">${sourceText('noRows')}</p>` : this.#table(rows)}`;
  }

  #table(rows: readonly ReadRow[]) {
    const fields = fieldsOf(rows);
    return html`<div class="scrolled" tabindex="0" role="region" aria-labelledby="title">
      <table class="folds">
        <thead>
          <tr>
            <th scope="col">${sourceText('received')}</th>
            <th scope="col">${sourceText('asRead')}</th>
            ${fields.map((field) => html`<th scope="col">${field}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(rows, keyOf, (row) => this.#row(row, fields))}
        </tbody>
      </table>
    </div>`;
  }

  #row(row: ReadRow, fields: readonly string[]) {
    const { decoded, reason } = row;
    const isPicked = this.picked !== null && keyOf(this.picked) === keyOf(row);
    const time = clockSeconds(row.receivedAt, this.zone);
    return html`<tr class=${isPicked ? 'is-picked' : ''}>
      <td>
        <button
          aria-label=${sourceText('keepInSight', time)}
          aria-pressed=${isPicked}
          @click=${() => this.#pick(row, isPicked)}
        >
          ${time}
        </button>
      </td>
      <td><code>${row.raw}</code></td>
      ${
        decoded
          ? fields.map((field) => html`<td class="decoded" data-name=${field}>${decoded[field] ?? '–'}</td>`)
          : html`<td class="wrong-text" colspan=${Math.max(1, fields.length)} lang="en">▲ ${reason}</td>`
      }
    </tr>`;
  }

  #pickedRow(row: ReadRow) {
    return html`<section class="picked" aria-labelledby="picked">
      <h3 id="picked">
        ${sourceText('placeOf', row.file, String(row.offset))} · ${clockSeconds(row.receivedAt, this.zone)}
      </h3>
      <code>${row.raw}</code>
      ${
        row.decoded
          ? html`<dl>
              ${Object.entries(row.decoded).map(
                ([field, value]) =>
                  html`<div>
                    <dt>${field}</dt>
                    <dd>${value}</dd>
                  </div>`,
              )}
            </dl>`
          : html`<p class="wrong-text" lang="en">▲ ${row.reason}</p>`
      }
      <div class="buttons">
        <button class="text-button" aria-haspopup="dialog" @click=${() => this.#rawWanted(row)}>
          ${sourceText('showBytes')}
        </button>
        <button @click=${() => (this.picked = null)}>${sourceText('letGo')}</button>
      </div>
    </section>`;
  }

  #pick(row: ReadRow, isPicked: boolean): void {
    this.picked = isPicked ? null : row;
  }

  readonly #halt = (): void => {
    const at = this.rows[0]?.receivedAt ?? 0;
    this.halted = this.halted ? null : { rows: this.rows, at };
  };

  #rawWanted(row: RowPlace): void {
    this.dispatchEvent(new CustomEvent<RowPlace>('raw-wanted', { detail: row }));
  }
}

function keyOf({ fileKey, generation, offset }: ReadRow): string {
  return `${fileKey}.${generation}:${offset}`;
}

/** In the order in which the newest row has them; others may have more. */
function fieldsOf(rows: readonly ReadRow[]): string[] {
  return [...new Set(rows.flatMap(({ decoded }) => Object.keys(decoded ?? {})))];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-rows': LsSourceRows;
  }
}
