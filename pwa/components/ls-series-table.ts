import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Window } from '../../shared/calendar/windows.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { lengthText } from './series/length-text.ts';
import { controls } from '../styles/controls.ts';
import { figureTable } from '../styles/figure-table.ts';
import { markClass, markColours, markLetter } from './series/marks.ts';
import { momentText } from './series/reading-words.ts';
import { seriesRows, tableStepMs } from './series/series-table.ts';
import type { ShownSeries } from './series/shown.ts';
import { meanText, rangeText } from './series/value-words.ts';

/** The shown curves as a table, newest first: mean and range of each row's time. */
@customElement('ls-series-table')
export class LsSeriesTable extends LitElement {
  @property({ attribute: false }) series: readonly ShownSeries[] = [];
  @property({ attribute: false }) view: Window = { from: 0, to: 1 };
  @property() zone = 'UTC';

  static override styles = [
    controls,
    markColours,
    figureTable,
    css`
      thead strong {
        display: block;
      }
      .second {
        display: block;
        font-size: var(--ls-12);
      }
    `,
  ];

  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  protected override render() {
    const { series, view, zone } = this;
    const stepMs = tableStepMs(view, Math.max(0, ...series.map(({ reply }) => reply?.stepMs ?? 0)));
    const rows = seriesRows(series, view, stepMs);
    return html`<table tabindex="0">
      <caption>
        <span class="hidden">${x('tableTitle')}.</span>
        ${rows.length === 0 ? x('noneInView') : x('rowsOf', lengthText(stepMs))}
      </caption>
      <thead>
        <tr>
          <th scope="col">${x('columnTime')}</th>
          ${series.map(
            ({ metric }, place) =>
              html`<th scope="col">
                <strong class=${markClass(place)}>${markLetter(place)} · ${metric.name}</strong>
                ${[metric.lineName, metric.unit].filter(Boolean).join(' · ')}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${momentText(row.from, zone, view)}</th>
              ${row.values.map(
                (values, place) =>
                  html`<td>
                    ${meanText(series[place]!.metric, values)}
                    <span class="second">${rangeText(series[place]!.metric, values)}</span>
                  </td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-series-table': LsSeriesTable;
  }
}
