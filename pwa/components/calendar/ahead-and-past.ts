/** A list of the calendar: what is ahead or counts, and behind a line what is over, the latest first. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { calendarText as c } from '../../locales/calendar.ts';

export function aheadAndPast<R extends { id: string; isPast: boolean }>(
  rows: readonly R[],
  none: string,
  content: (row: R) => TemplateResult,
) {
  const ahead = rows.filter(({ isPast }) => !isPast);
  const past = rows.filter(({ isPast }) => isPast).reverse();
  const list = (some: readonly R[]) =>
    html`<ul>
      ${repeat(
        some,
        ({ id }) => id,
        (row) => html`<li>${content(row)}</li>`,
      )}
    </ul>`;
  return html`${ahead.length > 0 ? list(ahead) : none === '' ? nothing : html`<p class="what">${none}</p>`}
  ${
    past.length === 0
      ? nothing
      : html`<details>
          <summary>${c('past', past.length)}</summary>
          ${list(past)}
        </details>`
  }`;
}
