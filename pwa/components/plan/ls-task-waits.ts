import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { tasksText as k } from '../../locales/tasks.ts';
import { controls, panel } from '../../styles/controls.ts';
import { styleMap } from '../style-map.ts';

/** How long was and will be waited for what: a bar each, the longest first. */
@customElement('ls-task-waits')
export class LsTaskWaits extends LitElement {
  @property({ attribute: false }) rows: readonly { why: string; time: string; ms: number }[] = [];

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: block;
        padding: 12px 16px;
      }
      p {
        margin-bottom: 8px;
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 12px;
        padding: 6px 0;
        overflow-wrap: anywhere;
      }
      .bar {
        grid-column: 1 / -1;
        height: 8px;
        border-radius: 2px;
        background: var(--ls-running);
      }
      @media (forced-colors: active) {
        .bar {
          background: CanvasText;
          forced-color-adjust: none;
        }
      }
      @media print {
        .bar {
          print-color-adjust: exact;
        }
      }
    `,
  ];

  protected override render() {
    const longest = Math.max(1, ...this.rows.map(({ ms }) => ms));
    return html`<h2>${k('waited')}</h2>
      <p>${k('waitedNote')}</p>
      <ul>
        ${this.rows.map(
          ({ why, time, ms }) =>
            html`<li>
              <span>${why}</span> <strong>${time}</strong>
              <div class="bar" style=${styleMap({ width: `${(ms / longest) * 100}%` })}></div>
            </li>`,
        )}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-waits': LsTaskWaits;
  }
}
