import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { intersect, type Window } from '../../../shared/calendar/windows.ts';
import type { LineReference } from '../../../shared/sync/rows.ts';
import { duration, number } from '../../locales/format.ts';
import { t } from '../../locales/locale.ts';
import { controls } from '../../styles/controls.ts';
import { stopClasses } from '../../styles/stop-classes.ts';
import { classMap } from 'lit/directives/class-map.js';
import type { Scene } from './scene.ts';

/** What the dashes and the strip's colours mean. */
@customElement('ls-timeline-legend')
export class LsTimelineLegend extends LitElement {
  @property({ attribute: false }) line!: LineReference;
  /** What is drawn, and the part of it that is shown. */
  @property({ attribute: false }) scene!: Pick<Scene, 'unknown' | 'byHand'>;
  @property({ attribute: false }) view!: Window;

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
        forced-color-adjust: none;
      }
      .hatched {
        background: repeating-linear-gradient(135deg, var(--ls-third) 0 1px, transparent 1px 4px);
      }
      .by-hand {
        background: repeating-linear-gradient(135deg, var(--ls-panel) 0 2px, var(--ls-running) 2px 7px);
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
    const { bins } = this.line.stops;
    const isShown = (windows: Window[]) => intersect(windows, [this.view]).length > 0;
    return html`<span><i class="dash"></i>${t('standardRate', number(this.line.standardRatePerHour))}</span>
      <span><i class="running"></i>${t('running')}</span>
      ${bins.map((bin, i) => this.#class(i, t('legendUpTo', duration(bin * 1000))))}
      ${this.#class(bins.length, t('legendLonger'))}
      <span><i class="planned"></i>${t('legendPlanned')}</span>
      ${isShown(this.scene.unknown) ? html`<span><i class="hatched"></i>${t('outageLegend')}</span>` : nothing}
      ${isShown(this.scene.byHand) ? html`<span><i class="by-hand"></i>${t('byHandLegend')}</span>` : nothing}`;
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
