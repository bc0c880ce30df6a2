import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { calendarText as c } from '../../locales/calendar.ts';
import { controls, panel } from '../../styles/controls.ts';
import { aheadAndPast } from './ahead-and-past.ts';
import type { WeekRow } from './calendar-model.ts';
import { listStyles } from './list-styles.ts';

/** From when on which week counts. Emits `show-wanted` with the id, and of what is editable `remove-wanted`. */
@customElement('ls-calendar-weeks')
export class LsCalendarWeeks extends LitElement {
  /** In order of time. */
  @property({ attribute: false }) rows: readonly WeekRow[] = [];

  static override styles = [controls, panel, listStyles];

  protected override render() {
    return html`<div class="top"><h2>${c('weeks')}</h2></div>
      ${aheadAndPast(this.rows, this.rows.length === 0 ? c('weeksNone') : '', (row) => this.#row(row))}`;
  }

  #row({ id, title, scope, counts, note, editable }: WeekRow) {
    return html`<div class="told">
        <strong>${title}</strong> ${counts ? html`<span class="tag">${c('counts')}</span>` : nothing}
        <p>${scope}</p>
        ${note === '' ? nothing : html`<p class="look">▲ ${note}</p>`}
      </div>
      <div class="do">
        <button class="quiet" aria-label=${c('showWeek', title)} @click=${() => this.#tell('show-wanted', id)}>
          ${c('showIt')}
        </button>
        ${
          editable
            ? html`<button
                class="quiet"
                aria-label=${c('removeOf', title)}
                @click=${() => this.#tell('remove-wanted', id)}
              >
                ${c('remove')}
              </button>`
            : nothing
        }
      </div>`;
  }

  #tell(name: string, id: string): void {
    this.dispatchEvent(new CustomEvent<string>(name, { detail: id }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-calendar-weeks': LsCalendarWeeks;
  }
}
