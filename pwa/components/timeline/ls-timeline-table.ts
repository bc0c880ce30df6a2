import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Window } from '../../../shared/calendar/windows.ts';
import type { PlannedLine } from '../../../shared/calendar/working-time.ts';
import type { LineReference } from '../../../shared/sync/rows.ts';
import { clockOfDay, number, stopwatch } from '../../locales/format.ts';
import { t } from '../../locales/locale.ts';
import { controls } from '../../styles/controls.ts';
import type { Scene } from './scene.ts';
import { tableRows } from './table.ts';

/** The shown part of the timeline as a table, newest first. */
@customElement('ls-timeline-table')
export class LsTimelineTable extends LitElement {
  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) view: Window = { from: 0, to: 0 };
  @property({ attribute: false }) line!: LineReference & PlannedLine;
  @property() zone = 'UTC';

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        overflow: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--ls-13);
      }
      th,
      td {
        padding: 8px 16px;
        border-bottom: 1px solid var(--ls-line);
        text-align: right;
        white-space: nowrap;
      }
      :is(th, td):first-child {
        text-align: left;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--ls-panel);
        color: var(--ls-second);
        font-weight: 400;
      }
      tbody th {
        font-weight: 600;
      }
    `,
  ];

  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  protected override render() {
    return html`<table tabindex="0">
      <caption class="hidden">
        ${t('timelineTitle')}
      </caption>
      <thead>
        <tr>
          ${(
            ['columnTime', 'columnProduced', 'columnStandard', 'columnRate', 'columnStops', 'columnDown'] as const
          ).map((column) => html`<th scope="col">${t(column)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${tableRows(this.scene, this.view, this.line, this.zone).map(
          (row) =>
            html`<tr>
              <th scope="row">${clockOfDay(row.from, this.zone, this.scene.until)}</th>
              <td>${number(row.produced)}</td>
              <td>${number(row.standard)}</td>
              <td>${number(row.perMinute, 1)}</td>
              <td>${row.stops}</td>
              <td>${stopwatch(row.standingMs)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-timeline-table': LsTimelineTable;
  }
}
