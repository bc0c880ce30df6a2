import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { duration, number } from '../../locales/format.ts';
import { t } from '../../locales/locale.ts';
import { controls } from '../../styles/controls.ts';
import { stopClasses } from '../../styles/stop-classes.ts';
import { classMap } from 'lit/directives/class-map.js';

/** What the dashes and the strip's colours mean. */
@customElement('ls-timeline-legend')
export class LsTimelineLegend extends LitElement {
  @property({ attribute: false }) bins: readonly number[] = [];
  @property({ type: Number }) standardPerHour = 0;

  static override styles = [
    controls,
    stopClasses,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        padding: 4px 16px 8px 56px;
        color: var(--ls-second);
        font-size: var(--ls-12);
      }
      span {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        white-space: nowrap;
      }
      i {
        width: 12px;
        height: 12px;
        border-radius: 2px;
        -webkit-print-color-adjust: exact;
      }
      .dash {
        width: 20px;
        height: 0;
        border-top: 2px dashed var(--ls-second);
        border-radius: 0;
      }
    `,
  ];

  protected override render() {
    const { bins } = this;
    return html`<span><i class="dash"></i>${t('standardRate', number(this.standardPerHour))}</span>
      <span><i class="running"></i>${t('running')}</span>
      ${bins.map((bin, i) => this.#class(i, t('legendUpTo', duration(bin * 1000))))}
      ${this.#class(bins.length, t('legendLonger'))}
      <span><i class="planned"></i>${t('legendPlanned')}</span>`;
  }

  #class(index: number, words: string) {
    return html`<span><i class=${classMap({ [`stop-${Math.min(3, index)}`]: true })}></i>${words}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-timeline-legend': LsTimelineLegend;
  }
}
