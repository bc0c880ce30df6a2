import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls, panel } from '../styles/controls.ts';
import './ls-age.ts';

/** One number that matters, alone and large: label above, comparison beside or below, age under it. Fades when stale. */
@customElement('ls-figure')
export class LsFigure extends LitElement {
  @property() label = '';
  /** Already formatted; "–" when unknown. */
  @property() value = '';
  @property() unit = '';
  /** What to compare it with. */
  @property({ attribute: false }) notes: readonly string[] = [];
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
        display: flex;
        flex-direction: column;
        padding: 12px 16px;
        min-width: 0;
      }
      h2 {
        color: var(--ls-second);
        font-size: var(--ls-13);
        font-weight: 400;
      }
      .value {
        font-size: var(--ls-30);
        font-weight: 700;
        line-height: 1.2;
        letter-spacing: -0.01em;
        white-space: nowrap;
      }
      .unit {
        color: var(--ls-second);
        font-size: var(--ls-15);
        font-weight: 400;
        letter-spacing: 0;
      }
      :host([stale]) :is(.value, .notes) {
        color: var(--ls-third);
      }
      .notes {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        font-size: var(--ls-13);
      }
      ls-age {
        margin-top: auto;
        padding-top: 4px;
      }
    `,
  ];

  protected override render() {
    return html`
      <h2>${this.label}</h2>
      <p class="value">${this.value}${this.unit ? html` <span class="unit">${this.unit}</span>` : nothing}</p>
      <p class="notes">${this.notes.map((note) => html`<span>${note}</span>`)}</p>
      <slot></slot>
      <ls-age
        .at=${this.at}
        .now=${this.now}
        .zone=${this.zone}
        ?reachable=${this.reachable}
        ?byHand=${this.byHand}
        @freshness-changed=${(event: CustomEvent<boolean>) => (this.stale = event.detail)}
      ></ls-age>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-figure': LsFigure;
  }
}
