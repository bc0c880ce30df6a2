import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from '../components/style-map.ts';
import type { AppData } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { lineOrdersText as l } from '../locales/line-orders.ts';
import { planText as p } from '../locales/plan.ts';
import { controls } from '../styles/controls.ts';
import { lineOrders } from './line-orders.ts';
import { changeToTell } from './line-orders-told.ts';
import { LiveValue } from './live-value.ts';

/** On the card of a line: which order runs, how many are left and until when, or what comes next. Nothing without a plan. */
@customElement('ls-line-plan')
export class LsLinePlan extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property() lineId = '';

  readonly #view = new LiveValue<PlanView | null>(this);

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        font-size: var(--ls-13);
      }
      .order {
        margin-top: 8px;
        padding-left: 8px;
        border-left: 4px solid var(--colour);
        overflow-wrap: anywhere;
      }
      .first {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        justify-content: space-between;
      }
      .late,
      .news {
        color: var(--ls-amber);
        font-weight: 600;
      }
      .progress {
        height: 4px;
        margin: 4px 0;
        border-radius: 2px;
        background: var(--ls-line);
        overflow: hidden;
      }
      .progress > div {
        height: 100%;
        background: var(--ls-second);
      }
      @media (forced-colors: active) {
        .progress > div {
          background: CanvasText;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  protected override willUpdate(): void {
    const { data } = this;
    this.#view.follow([data], () => data.planning.plan);
  }

  protected override render() {
    const view = this.#view.value;
    const change = view ? changeToTell(this.data.kept, view, this.lineId) : null;
    const orders = view ? lineOrders(view, this.lineId, change) : null;
    if (!orders) return nothing;
    const { running, next, changed, mismatch } = orders;
    const [first] = next;
    const news = mismatch?.text ?? changed;
    return html`${
      running
        ? html`<div class="order" style=${styleMap({ '--colour': running.colour })}>
            <div class="first">
              <strong>${running.title}</strong>
              <span>${running.ends === '' ? nothing : p('ends', running.ends)}</span>
            </div>
            ${this.#progress(running.progress, running.made)}
            <div class="first second">
              <span>${running.full ? '' : running.left} ${running.leftOf}</span>
              ${running.late === '' ? nothing : html`<span class="late">▲ ${running.late}</span>`}
            </div>
          </div>`
        : first
          ? html`<div class="order" style=${styleMap({ '--colour': first.colour })}>
              <div class="first">
                <span
                  ><span class="second">${l(first.paused ? 'paused' : 'next')}</span>
                  <strong>${first.title}</strong></span
                >
                <span>${first.starts}</span>
              </div>
              ${first.late === '' ? nothing : html`<span class="late">▲ ${first.late}</span>`}
            </div>`
          : nothing
    }
    ${news === '' ? nothing : html`<p class="news">▲ ${news}</p>`}`;
  }

  #progress(progress: number | null, made: string) {
    if (progress === null) return nothing;
    return html`<div class="progress" role="img" aria-label=${made}>
      <div style=${styleMap({ width: `${Math.min(100, progress * 100)}%` })}></div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-line-plan': LsLinePlan;
  }
}
