import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MetricValue } from '../../shared/sync/rows.ts';
import { decimalsOf, number } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { controls, panel } from '../styles/controls.ts';
import './ls-age.ts';
import type { LsAge } from './ls-age.ts';

/** What stands above an age fades with it. */
function fade(event: CustomEvent<boolean>): void {
  (event.currentTarget as LsAge).closest('.aged')?.toggleAttribute('stale', event.detail);
}

/** What runs (lot, item) and what the sensors say, each value with its own age. */
@customElement('ls-running')
export class LsRunning extends LitElement {
  @property() lot: string | null = null;
  @property() item: string | null = null;
  /** When lot and item were observed, ms. */
  @property({ attribute: false }) at: number | null = null;
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
      .metrics {
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
      [stale] dd {
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
    return html`<div class="aged">
        <dl>
          <div>
            <dt>${t('lot')}</dt>
            <dd>${this.lot ?? t('unknown')}</dd>
          </div>
          <div>
            <dt>${t('item')}</dt>
            <dd>${this.item ?? t('unknown')}</dd>
          </div>
        </dl>
        ${this.#age(this.at)}
      </div>
      <dl class="metrics">
        ${this.metrics.map(
          (metric) =>
            html`<div class="aged">
              <dt>${metric.name}</dt>
              <dd class="metric">
                ${number(metric.value, decimalsOf(metric.resolution))} <span class="unit">${metric.unit}</span>
              </dd>
              <dd>${this.#age(metric.at)}</dd>
            </div>`,
        )}
      </dl>`;
  }

  #age(at: number | null) {
    return html`<ls-age
      .at=${at}
      .now=${this.now}
      .zone=${this.zone}
      ?reachable=${this.reachable}
      @freshness-changed=${fade}
    ></ls-age>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-running': LsRunning;
  }
}
