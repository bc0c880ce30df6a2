import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { moment } from '../../locales/format.ts';
import { paperText as w } from '../../locales/plan-paper.ts';
import { controls } from '../../styles/controls.ts';
import { clearPageMargins, setPageMargins } from './page-margins.ts';

/** How far what is printed can be trusted, and who printed it. */
export interface PaperFacts {
  plant: string;
  zone: string;
  /** ms. */
  now: () => number;
  /** Name; '' = nobody is signed on. */
  by: string;
  /** Name of the draft that is shown; null = it is the plan. */
  draft: string | null;
  /** Out of reach; `since` = when the gateway was heard last, ms; null = never. */
  lost: { since: number | null } | null;
  /** Entries that only this device has. */
  notSent: number;
}

/** On paper only: what this is, of which plant, about what time, how old it is and who made it. */
@customElement('ls-plan-paper')
export class LsPlanPaper extends LitElement {
  /** `Plan` */
  @property() what = '';
  /** Which part of it: process group, period, page; empty ones are left out. */
  @property({ attribute: false }) about: readonly string[] = [];
  /** What was sought or filtered, as a sentence; '' = it is all of it. */
  @property() narrowed = '';
  @property({ attribute: false }) facts!: PaperFacts;

  static override styles = [
    controls,
    css`
      :host {
        display: none;
      }
      @media print {
        :host {
          display: block;
          padding: 0 0 6px;
          font-size: var(--ls-13);
          break-inside: avoid;
          break-after: avoid;
        }
        .title {
          display: flex;
          flex-wrap: wrap;
          gap: 0 24px;
          align-items: baseline;
        }
        h1 {
          font-size: var(--ls-19);
          line-height: 1.2;
        }
        .printed {
          margin-left: auto;
          color: var(--ls-second);
        }
        .notes {
          display: flex;
          flex-wrap: wrap;
          gap: 0 8px;
        }
        .notes p {
          margin-top: 4px;
          padding: 1px 8px;
          font-weight: 700;
        }
        .loud {
          border: 3px double #000;
        }
        .narrowed {
          border: 1px solid #000;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeprint', this.begin);
    addEventListener('afterprint', clearPageMargins);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeprint', this.begin);
    removeEventListener('afterprint', clearPageMargins);
    clearPageMargins();
  }

  protected override render() {
    const { draft, notSent } = this.facts;
    return html`<div class="title">
        <h1>${[this.what, this.facts.plant].filter(Boolean).join(' · ')}</h1>
        <p>${this.about.filter(Boolean).join(' · ')}</p>
        <p class="printed">${this.#printed()}</p>
      </div>
      <div class="notes">
        ${draft === null ? nothing : html`<p class="loud">${w('draft', draft)}</p>`}
        ${this.#lost() === '' ? nothing : html`<p class="loud">▲ ${this.#lost()}</p>`}
        ${notSent === 0 ? nothing : html`<p class="narrowed">▲ ${w('notSent', notSent)}</p>`}
        ${this.narrowed === '' ? nothing : html`<p class="narrowed">${this.narrowed}</p>`}
      </div>`;
  }

  #printed(): string {
    const { now, zone, by } = this.facts;
    return w('printed', moment(now(), zone), by);
  }

  #lost(): string {
    const { lost, zone } = this.facts;
    if (lost === null) return '';
    return lost.since === null ? w('neverHeard') : w('outOfReach', moment(lost.since, zone));
  }

  /** What is printed is what is there when the event has been handled; one that was made meanwhile did not hear of it. */
  readonly begin = (): void => {
    const { plant, draft } = this.facts;
    setPageMargins({
      foot: [plant, this.what, this.#printed()].filter(Boolean).join(' · '),
      loud: [draft === null ? '' : w('draft', draft), this.#lost()].filter(Boolean).join(' · '),
    });
    this.requestUpdate();
    this.performUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-paper': LsPlanPaper;
  }
}
