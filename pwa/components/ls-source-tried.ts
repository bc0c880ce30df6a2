import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TriedMapping, TriedRow } from '../../shared/sync/sources.ts';
import { moment, number } from '../locales/format.ts';
import { sourceText } from '../locales/sources.ts';
import { controls, panel } from '../styles/controls.ts';
import { sourceStyles } from './source-styles.ts';

type Rows = TriedMapping & { kind: 'rows' };

/** What a sample reads as: how many rows could be read, from when to when, what the columns are, and the rows themselves. */
@customElement('ls-source-tried')
export class LsSourceTried extends LitElement {
  @property({ attribute: false }) tried!: Rows;
  /** What is shown is of before the last change. */
  @property({ type: Boolean, reflect: true }) stale = false;
  @property() zone = 'UTC';

  static override styles = [
    controls,
    panel,
    sourceStyles,
    css`
      :host {
        display: block;
      }
      header {
        padding: 12px 16px 8px;
      }
      :host([stale]) {
        color: var(--ls-third);
      }
      .columns {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin-top: 8px;
        font-size: var(--ls-13);
      }
      .columns dt,
      .columns dd {
        display: inline;
      }
      .columns dt {
        color: var(--ls-second);
      }
      .columns .unused dd {
        color: var(--ls-third);
      }
    `,
  ];

  protected override render() {
    const { ok, rejected, firstAt, lastAt, rows, columns } = this.tried;
    const fields = [...new Set(rows.flatMap(({ decoded }) => Object.keys(decoded ?? {})))];
    return html`<header>
        <h2 role="status" class=${rejected > 0 ? 'wrong-text' : ''}>
          ${rejected > 0 ? '▲ ' : ''}${sourceText('triedRows', ok, rejected)}
        </h2>
        <p class="second">
          ${firstAt !== null && lastAt !== null ? sourceText('triedTimes', moment(firstAt, this.zone, true), moment(lastAt, this.zone, true)) : nothing}
        </p>
        ${columns.length === 0 ? nothing : this.#columns(columns)}
      </header>
      ${rows.length === 0 ? nothing : this.#table(rows, fields)}
      ${ok + rejected > rows.length ? html`<p class="state second">${sourceText('triedFirst', number(rows.length))}</p>` : nothing}`;
  }

  #columns(columns: Rows['columns']) {
    return html`<dl class="columns">
      ${columns.map(
        ({ name, use }) =>
          html`<div class=${use === null ? 'unused' : ''}>
            <dt>${name}</dt>
            <dd>→ ${use ?? sourceText('notUsed')}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #table(rows: readonly TriedRow[], fields: readonly string[]) {
    return html`<div class="scrolled" tabindex="0" role="region" aria-label=${sourceText('triedTable')}>
      <table class="folds">
        <thead>
          <tr>
            <th scope="col">${sourceText('asRead')}</th>
            ${fields.map((field) => html`<th scope="col">${field}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ raw, decoded, reason }) =>
              html`<tr>
                <td><code>${raw}</code></td>
                ${
                  decoded
                    ? fields.map((field) => html`<td class="decoded" data-name=${field}>${decoded[field] ?? '–'}</td>`)
                    : html`<td class="wrong-text" colspan=${Math.max(1, fields.length)} lang="en">▲ ${reason}</td>`
                }
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-tried': LsSourceTried;
  }
}
