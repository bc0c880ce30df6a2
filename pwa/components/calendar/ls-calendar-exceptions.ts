import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { calendarText as c } from '../../locales/calendar.ts';
import { controls, panel } from '../../styles/controls.ts';
import { aheadAndPast } from './ahead-and-past.ts';
import type { ExceptionRow } from './calendar-model.ts';
import { exceptionShape } from './exception-shapes.ts';
import { listStyles } from './list-styles.ts';

/**
 * Holidays and one-off changes. Emits `show-wanted` with the id, and of what is editable
 * `change-wanted` and `remove-wanted`; who may also `add-wanted`.
 */
@customElement('ls-calendar-exceptions')
export class LsCalendarExceptions extends LitElement {
  /** In order of time. */
  @property({ attribute: false }) rows: readonly ExceptionRow[] = [];
  /** Whoever is here may add one. */
  @property({ type: Boolean }) editable = false;

  static override styles = [controls, panel, listStyles];

  protected override render() {
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
      ${aheadAndPast(this.rows, c('exceptionsNone'), (row) => this.#row(row))}`;
  }

  #row({ id, kind, title, when, scope, note, editable }: ExceptionRow) {
    return html`<div class="told">
        <strong>${exceptionShape(kind)} ${title}</strong>
        <p>${when} · ${scope}</p>
        ${note === '' ? nothing : html`<p class="look">▲ ${note}</p>`}
      </div>
      <div class="do">
        ${this.#do('showIt', c('showWeek', title), 'show-wanted', id)}
        ${
          editable
            ? html`${this.#do('change', c('changeOf', title), 'change-wanted', id)}
              ${this.#do('remove', c('removeOf', title), 'remove-wanted', id)}`
            : nothing
        }
      </div>`;
  }

  #do(text: 'showIt' | 'change' | 'remove', label: string, event: string, id: string) {
    return html`<button
      class="quiet"
      aria-haspopup=${text === 'change' ? 'dialog' : 'false'}
      aria-label=${label}
      @click=${() => this.#tell(event, id)}
    >
      ${c(text)}
    </button>`;
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
