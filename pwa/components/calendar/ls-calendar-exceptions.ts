import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { calendarText as c } from '../../locales/calendar.ts';
import { controls, panel } from '../../styles/controls.ts';
import type { ExceptionRow } from './calendar-model.ts';
import { exceptionShape } from './exception-shapes.ts';
import { listStyles } from './list-styles.ts';

/** Holidays and one-off changes. Who may emits `add-wanted`, `change-wanted` and `remove-wanted` with the id. */
@customElement('ls-calendar-exceptions')
export class LsCalendarExceptions extends LitElement {
  /** In order of time. */
  @property({ attribute: false }) rows: readonly ExceptionRow[] = [];
  @property({ type: Boolean }) editable = false;

  static override styles = [controls, panel, listStyles];

  protected override render() {
    const ahead = this.rows.filter(({ isPast }) => !isPast);
    const past = this.rows.filter(({ isPast }) => isPast).reverse();
    return html`<div class="top">
        <h2>${c('exceptions')}</h2>
        ${
          this.editable
            ? html`<button aria-haspopup="dialog" @click=${() => this.#tell('add-wanted')}>
                ${c('addException')}
              </button>`
            : nothing
        }
      </div>
      ${ahead.length === 0 ? html`<p class="what">${c('exceptionsNone')}</p>` : this.#list(ahead)}
      ${
        past.length === 0
          ? nothing
          : html`<details>
              <summary>${c('past', past.length)}</summary>
              ${this.#list(past)}
            </details>`
      }`;
  }

  #list(rows: readonly ExceptionRow[]) {
    return html`<ul>
      ${repeat(
        rows,
        ({ id }) => id,
        (row) => html`<li>${this.#row(row)}</li>`,
      )}
    </ul>`;
  }

  #row({ id, kind, title, when, scope, note }: ExceptionRow) {
    return html`<div class="told">
        <strong>${exceptionShape(kind)} ${title}</strong>
        <p>${when}</p>
        <p>${scope}</p>
        ${note === '' ? nothing : html`<p class="look">▲ ${note}</p>`}
      </div>
      ${
        this.editable
          ? html`<div class="do">
              <button
                class="quiet"
                aria-haspopup="dialog"
                aria-label=${c('changeOf', title)}
                @click=${() => this.#tell('change-wanted', id)}
              >
                ${c('change')}
              </button>
              <button class="quiet" aria-label=${c('removeOf', title)} @click=${() => this.#tell('remove-wanted', id)}>
                ${c('remove')}
              </button>
            </div>`
          : nothing
      }`;
  }

  #tell(name: string, id = ''): void {
    this.dispatchEvent(new CustomEvent<string>(name, { detail: id }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-calendar-exceptions': LsCalendarExceptions;
  }
}
