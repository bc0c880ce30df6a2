import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { decimalsOf, number, percent } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { controls, panel } from '../styles/controls.ts';
import './ls-age.ts';

export interface OeeRatios {
  availability: number | null;
  effectiveness: number | null;
  qualityRatio: number | null;
  oeeIndex: number | null;
}

export interface OeeTargets {
  availability?: number;
  effectiveness?: number;
  quality?: number;
  oee?: number;
}

/** OEE and its three factors as bars; targets are ticks. Above 100 % the scale grows instead of hiding it. */
@customElement('ls-oee')
export class LsOee extends LitElement {
  @property() label = '';
  @property({ attribute: false }) ratios: OeeRatios | null = null;
  @property({ attribute: false }) targets: OeeTargets = {};
  @property({ attribute: false }) at: number | null = null;
  @property({ attribute: false }) now: () => number = () => 0;
  @property({ type: Boolean }) reachable = false;
  @property() zone = 'UTC';
  @property({ type: Boolean, reflect: true }) stale = false;
  /** Part of it is what people entered by hand. */
  @property({ type: Boolean }) byHand = false;

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 4px 16px;
        padding: 12px 16px;
        min-width: 0;
      }
      .whole {
        display: flex;
        flex-direction: column;
      }
      h2 {
        color: var(--ls-second);
        font-size: var(--ls-13);
        font-weight: 400;
        white-space: nowrap;
      }
      .value {
        font-size: var(--ls-30);
        font-weight: 700;
        line-height: 1.2;
        white-space: nowrap;
      }
      .note {
        font-size: var(--ls-13);
      }
      ls-age {
        margin-top: auto;
        padding-top: 4px;
      }
      :host([stale]) :is(.value, .note, dd) {
        color: var(--ls-third);
      }
      dl {
        display: flex;
        flex-direction: column;
        justify-content: center;
        gap: 6px;
        min-width: 0;
        font-size: var(--ls-13);
      }
      .factor {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 2px 8px;
      }
      dt {
        overflow: hidden;
        color: var(--ls-second);
        text-overflow: ellipsis;
      }
      dd {
        font-weight: 600;
        text-align: right;
      }
      .bar {
        grid-column: 1 / -1;
      }
      svg {
        display: block;
        width: 100%;
        height: 12px;
        overflow: visible;
      }
      .track {
        fill: var(--ls-line);
      }
      .fill {
        fill: var(--ls-second);
      }
      .tick {
        fill: var(--ls-ink);
      }
    `,
  ];

  protected override render() {
    const { availability = null, effectiveness = null, qualityRatio = null, oeeIndex = null } = this.ratios ?? {};
    const scale = Math.max(1, availability ?? 0, effectiveness ?? 0, qualityRatio ?? 0);
    const goal = this.targets.oee;
    return html`<div class="whole">
        <h2>${this.label}</h2>
        <p class="value">${percent(oeeIndex)}</p>
        ${goal === undefined ? nothing : html`<p class="note second">${targetText(goal)}</p>`}
        <ls-age
          .at=${this.at}
          .now=${this.now}
          .zone=${this.zone}
          ?reachable=${this.reachable}
          ?byHand=${this.byHand}
          @freshness-changed=${(event: CustomEvent<boolean>) => (this.stale = event.detail)}
        ></ls-age>
      </div>
      <dl>
        ${this.#factor(t('availability'), availability, this.targets.availability, scale)}
        ${this.#factor(t('effectiveness'), effectiveness, this.targets.effectiveness, scale)}
        ${this.#factor(t('quality'), qualityRatio, this.targets.quality, scale)}
      </dl>`;
  }

  /** Drawn by attributes: the content security policy lets no inline style in. */
  #factor(name: string, ratio: number | null, target: number | undefined, scale: number) {
    const at = (part: number) => `${(part / scale) * 100}%`;
    return html`<div class="factor">
      <dt>${name}</dt>
      <dd>
        ${ratio === null ? t('unknown') : number(ratio * 100, 1)}${
          target === undefined ? nothing : html`<span class="hidden">, ${targetText(target)}</span>`
        }
      </dd>
      <dd class="bar" aria-hidden="true">
        <svg>
          <rect class="track" y="3" width="100%" height="6" rx="3"></rect>
          <rect class="fill" y="3" width=${at(ratio ?? 0)} height="6" rx="3"></rect>
          ${target === undefined ? nothing : svg`<rect class="tick" x=${at(target)} width="2" height="12" transform="translate(-2)"></rect>`}
        </svg>
      </dd>
    </div>`;
  }
}

/** 99.5 % must not be read as 100 %. */
function targetText(ratio: number): string {
  return t('targetOf', percent(ratio, Math.min(1, decimalsOf(ratio * 100))));
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-oee': LsOee;
  }
}
