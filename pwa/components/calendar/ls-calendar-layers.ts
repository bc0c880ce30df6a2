import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { calendarText as c } from '../../locales/calendar.ts';
import { controls } from '../../styles/controls.ts';
import type { LayerRow } from './calendar-model.ts';

/** What counts before what in the week that is shown, and what each layer decides there. */
@customElement('ls-calendar-layers')
export class LsCalendarLayers extends LitElement {
  /** The strongest first. */
  @property({ attribute: false }) rows: readonly LayerRow[] = [];

  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        font-size: var(--ls-13);
      }
      ol {
        display: contents;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 0 6px;
      }
      li + li::before {
        color: var(--ls-second);
        content: '›';
      }
      strong {
        font-weight: 600;
      }
      .over {
        color: var(--ls-second);
      }
    `,
  ];

  protected override render() {
    return html`<span class="second" id="head">${c('layers')}</span>
      <ol aria-labelledby="head">
        ${this.rows.map(({ name, decides }) =>
          decides === ''
            ? html`<li class="over">${name}</li>`
            : html`<li><strong>${name}</strong> <span class="second">${decides}</span></li>`,
        )}
      </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-calendar-layers': LsCalendarLayers;
  }
}
