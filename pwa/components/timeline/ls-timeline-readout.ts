import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { stopClass, stopMs } from '../../../shared/production/stops.ts';
import { clock, clockOfDay, duration, number } from '../../locales/format.ts';
import { t } from '../../locales/locale.ts';
import { controls } from '../../styles/controls.ts';
import { stopClasses } from '../../styles/stop-classes.ts';
import { AXIS_HEIGHT, AXIS_WIDTH, PADDING_TOP } from './chart.ts';
import type { Reading } from './reader.ts';

/** A line at the moment that is read and what is true there. Lies over the chart, takes no pointer, moves nothing. */
@customElement('ls-timeline-readout')
export class LsTimelineReadout extends LitElement {
  @property({ attribute: false }) reading: Reading | null = null;
  @property({ attribute: false }) bins: readonly number[] = [];
  @property() zone = 'UTC';
  /** Last known moment, ms. */
  @property({ attribute: false }) until = 0;

  @query('.cursor') private readonly cursor!: HTMLElement | null;

  static override styles = [
    controls,
    stopClasses,
    css`
      :host {
        position: absolute;
        inset: 0;
        overflow: hidden;
        pointer-events: none;
      }
      .cursor {
        position: absolute;
        top: ${PADDING_TOP}px;
        bottom: ${AXIS_HEIGHT}px;
        left: ${AXIS_WIDTH}px;
        border-left: 1px dashed var(--ls-ink);
      }
      .box {
        position: absolute;
        top: ${PADDING_TOP + 4}px;
        left: ${AXIS_WIDTH + 8}px;
        max-width: calc(100% - ${AXIS_WIDTH + 24}px);
        padding: 4px 10px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
        font-size: var(--ls-13);
      }
      .box p {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
      }
      .stop {
        align-items: baseline;
      }
      @media (max-width: 639px) {
        .box {
          padding: 2px 8px;
          font-size: var(--ls-12);
        }
        .box p {
          gap: 0 8px;
        }
      }
      i {
        flex: none;
        width: 10px;
        height: 10px;
        border-radius: 2px;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  protected override render() {
    const { reading } = this;
    const values = reading ? this.#values(reading) : [];
    const stop = reading ? this.#stop(reading) : [];
    return html`${
        reading
          ? html`<div class="cursor"></div>
              <div class="box" aria-hidden="true">
                <p>
                  ${values.map((text, i) => (i === 0 ? html`<strong>${text}</strong>` : html`<span>${text}</span>`))}
                </p>
                ${
                  stop.length === 0
                    ? nothing
                    : html`<p class="stop">
                        <i class=${classMap(this.#colour(reading))}></i
                        >${stop.map((text) => html`<span>${text}</span>`)}
                      </p>`
                }
              </div>`
          : nothing
      }
      <p class="hidden" role="status">${reading?.spoken ? [...values, ...stop].join(', ') : nothing}</p>`;
  }

  /** By the object model: the content security policy lets no inline style in. */
  protected override updated(): void {
    if (this.reading && this.cursor) this.cursor.style.transform = `translateX(${this.reading.x.toFixed(1)}px)`;
  }

  #values({ at, produced, standard, perMinute }: Reading): string[] {
    return [
      clockOfDay(at, this.zone, this.until),
      t('yieldOf', number(produced)),
      t('standardSoFar', number(standard)),
      `${number(perMinute)}\u00a0${t('perMinute')}`,
    ];
  }

  #stop({ stop, row, opens }: Reading): string[] {
    if (!stop) return [];
    const what = t('stopRead', clock(stop.from, this.zone), duration(stopMs(stop, this.until)));
    if (!row) return [what];
    if (row.planned) return [what, t(row.planned)];
    return [what, row.reason?.name ?? t(opens ? 'setReason' : 'noReasonYet')];
  }

  #colour({ stop, row }: Reading): Record<string, boolean> {
    if (row?.planned) return { planned: true };
    return { [`stop-${Math.min(3, stop ? stopClass(stopMs(stop, this.until), this.bins) : 0)}`]: true };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-timeline-readout': LsTimelineReadout;
  }
}
