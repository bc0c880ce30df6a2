import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { moment } from '../../locales/format.ts';
import { printedAt } from '../../locales/plan-paper.ts';
import { controls } from '../../styles/controls.ts';

/** On paper only: what this is, of which plant, about what time, and how old it is. */
@customElement('ls-plan-paper')
export class LsPlanPaper extends LitElement {
  /** `Plan` */
  @property() what = '';
  @property() plant = '';
  /** Which part of it: process group, period, filter; empty ones are left out. */
  @property({ attribute: false }) about: readonly string[] = [];
  @property() zone = 'UTC';
  /** ms. */
  @property({ attribute: false }) now: () => number = () => 0;

  static override styles = [
    controls,
    css`
      :host {
        display: none;
      }
      @media print {
        :host {
          display: flex;
          flex-wrap: wrap;
          gap: 2px 24px;
          align-items: baseline;
          padding: 0 0 8px;
        }
        h1 {
          font-size: var(--ls-19);
        }
        .printed {
          margin-left: auto;
          color: var(--ls-second);
          font-size: var(--ls-13);
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeprint', this.#print);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeprint', this.#print);
  }

  protected override render() {
    return html`<h1>${[this.what, this.plant].filter(Boolean).join(' · ')}</h1>
      <p>${this.about.filter(Boolean).join(' · ')}</p>
      <p class="printed">${printedAt(moment(this.now(), this.zone))}</p>`;
  }

  /** What is printed is what is there when the event has been handled. */
  readonly #print = (): void => {
    this.requestUpdate();
    this.performUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-paper': LsPlanPaper;
  }
}
