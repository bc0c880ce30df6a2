import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Window } from '../../../shared/calendar/windows.ts';
import type { PlannedLine } from '../../../shared/calendar/working-time.ts';
import type { LineReference } from '../../../shared/sync/rows.ts';
import { clockOfDay, number, stopwatch } from '../../locales/format.ts';
import { t } from '../../locales/locale.ts';
import { controls } from '../../styles/controls.ts';
import { figureTable } from '../../styles/figure-table.ts';
import type { Scene } from './scene.ts';
import { tableRows } from './table.ts';

/** The shown part of the timeline as a table, newest first. */
@customElement('ls-timeline-table')
export class LsTimelineTable extends LitElement {
  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) view: Window = { from: 0, to: 0 };
  @property({ attribute: false }) line!: LineReference & PlannedLine;
  @property() zone = 'UTC';

  static override styles = [controls, figureTable];

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
