import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clockOfDay, duration } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { Ticker } from './ticker.ts';

/** What a person sees of a PackML state: `break` and `notScheduled` are both Idle, told apart by the calendar. */
export type ShownState = 'running' | 'shortStop' | 'stopped' | 'break' | 'notScheduled' | 'stateUnknown';

const SHAPES: Record<ShownState, string> = {
  running: '●',
  shortStop: '◆',
  stopped: '■',
  break: '❚❚',
  notScheduled: '❚❚',
  stateUnknown: '–',
};

/** Shape, word and duration of the line's state. Only "stopped" is loud. */
@customElement('ls-now-state')
export class LsNowState extends LitElement {
  @property({ reflect: true }) state: ShownState = 'stateUnknown';
  @property({ attribute: false }) since: number | null = null;
  /** Last heard from the gateway, ms. Out of reach the duration stands still: nobody knows whether the state lasts. */
  @property({ attribute: false }) asOf: number | null = null;
  @property({ attribute: false }) now: () => number = () => 0;
  @property({ type: Boolean, reflect: true }) reachable = false;
  @property() zone = 'UTC';
  /** Not the machine says so, a person does. */
  @property({ type: Boolean }) byHand = false;

  readonly #ticker = new Ticker(this);

  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        min-height: 36px;
        padding: 4px 0;
        border-radius: var(--ls-radius);
        color: var(--ls-second);
        font-weight: 600;
        white-space: nowrap;
      }
      .shape {
        margin-right: 8px;
      }
      :host(:is([state='stopped'], [state='break'], [state='notScheduled'])) {
        padding: 4px 12px;
      }
      :host([state='stopped']) {
        background: var(--ls-red-ground);
        color: var(--ls-red);
        font-weight: 700;
      }
      :host([state='break']),
      :host([state='notScheduled']) {
        background: var(--ls-ground);
      }
      :host([state='stopped']:not([reachable])) {
        background: none;
        box-shadow: inset 0 0 0 1px currentColor;
      }
    `,
  ];

  protected override render() {
    const word = this.byHand ? `${t(this.state)} · ${t('byHand')}` : t(this.state);
    return html`<span class="shape" aria-hidden="true">${SHAPES[this.state]}</span>
      <span aria-hidden="true">${this.#text(word)}</span>
      <span class="hidden" role="status">${word}</span>`;
  }

  #text(word: string): string {
    if (this.state === 'stateUnknown') return word;
    const now = this.now();
    if (!this.reachable) return this.asOf === null ? word : t('stateAsOf', word, clockOfDay(this.asOf, this.zone, now));
    return this.since === null ? word : t('stateFor', word, duration(Math.max(1000, now - this.since)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-now-state': LsNowState;
  }
}
