import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { calendarText as c } from '../../locales/calendar.ts';
import { controls } from '../../styles/controls.ts';
import { TONE_SHAPES, toneStyles } from '../../styles/tone.ts';
import type { CalendarPreview, MoveRow } from './calendar-model.ts';

const MOST_ROWS = 8;

/** What a change of the calendar would move, the loudest first; or why it cannot be. */
@customElement('ls-calendar-moves')
export class LsCalendarMoves extends LitElement {
  @property({ attribute: false }) preview: CalendarPreview = { rows: [], refused: null };

  static override styles = [
    controls,
    toneStyles,
    css`
      :host {
        display: block;
      }
      h3 {
        font-size: var(--ls-15);
      }
      ul {
        margin-top: 4px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        padding: 6px 0;
        border-top: 1px solid var(--ls-line);
      }
      li > * {
        overflow-wrap: anywhere;
      }
      .title {
        flex: 1 1 8rem;
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const { rows, refused } = this.preview;
    if (refused !== null) return html`<p class="act" role="alert">■ ${refused}</p>`;
    const late = rows.filter(({ tone }) => tone === 'act').length;
    const sum = rows.length === 0 ? c('movesNone') : c('movesCount', rows.length);
    return html`<h3>${c('moves')}</h3>
      <p role="status">${sum}${late > 0 ? html`, <strong class="act">${c('movesLate', late)}</strong>` : nothing}</p>
      <ul>
        ${rows.slice(0, MOST_ROWS).map((row) => html`<li>${this.#row(row)}</li>`)}
      </ul>
      ${
        rows.length > MOST_ROWS
          ? html`<details>
              <summary>${c('movesMore', rows.length - MOST_ROWS)}</summary>
              <ul>
                ${rows.slice(MOST_ROWS).map((row) => html`<li>${this.#row(row)}</li>`)}
              </ul>
            </details>`
          : nothing
      }`;
  }

  #row({ title, was, is, note, tone }: MoveRow) {
    return html`<span class="title">${title}</span> <span>${c('wasIs', was, is)}</span>
      <span class=${tone}>${TONE_SHAPES[tone]}${note}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-calendar-moves': LsCalendarMoves;
  }
}
