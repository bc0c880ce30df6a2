import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MetricValue } from '../../shared/sync/rows.ts';
import { decimalsOf, number } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { controls, panel } from '../styles/controls.ts';
import './ls-age.ts';
import type { LsAge } from './ls-age.ts';

/** The value fades with its age. */
function fade(event: CustomEvent<boolean>): void {
  (event.currentTarget as LsAge).closest('div')?.toggleAttribute('stale', event.detail);
}

/** What runs (lot, item) and what the sensors say, each value with its own age. */
@customElement('ls-running')
export class LsRunning extends LitElement {
  @property() lot: string | null = null;
  @property() item: string | null = null;
  @property({ attribute: false }) metrics: readonly MetricValue[] = [];
  @property({ attribute: false }) now: () => number = () => 0;
  @property({ type: Boolean }) reachable = false;
  @property() zone = 'UTC';

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 4px;
        padding: 12px 16px;
        min-width: 0;
        overflow: auto;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
      }
      dl + dl {
        margin-top: auto;
      }
      dt {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      dd {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .metric {
        font-size: var(--ls-19);
        line-height: 1.25;
      }
      [stale] .metric {
        color: var(--ls-third);
      }
      ls-age {
        padding-top: 4px;
        font-weight: 400;
      }
      .unit {
        color: var(--ls-second);
        font-size: var(--ls-13);
        font-weight: 400;
      }
    `,
  ];

  protected override render() {
    return html`<dl>
        <div>
          <dt>${t('lot')}</dt>
          <dd>${this.lot ?? t('unknown')}</dd>
        </div>
        <div>
          <dt>${t('item')}</dt>
          <dd>${this.item ?? t('unknown')}</dd>
        </div>
      </dl>
      <dl>
        ${this.metrics.map(
          (metric) =>
            html`<div>
              <dt>${metric.name}</dt>
              <dd class="metric">
                ${number(metric.value, decimalsOf(metric.resolution))} <span class="unit">${metric.unit}</span>
              </dd>
              <dd>
                <ls-age
                  .at=${metric.at}
                  .now=${this.now}
                  .zone=${this.zone}
                  ?reachable=${this.reachable}
                  @freshness-changed=${fade}
                ></ls-age>
              </dd>
            </div>`,
        )}
      </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-running': LsRunning;
  }
}
