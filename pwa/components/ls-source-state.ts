import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SourceState } from '../../shared/sync/sources.ts';
import { duration } from '../locales/format.ts';
import { sourceText } from '../locales/sources.ts';
import { controls } from '../styles/controls.ts';
import { Ticker } from './ticker.ts';

const SHAPES: Record<SourceState, string> = {
  live: '●',
  starting: '○',
  waiting: '▲',
  silent: '▲',
  lagging: '▲',
  reconnecting: '■',
};

/** Shape and word of a source's state, and how long it has lasted when it is not as it should be. */
@customElement('ls-source-state')
export class LsSourceState extends LitElement {
  @property({ reflect: true }) state: SourceState = 'starting';
  @property({ attribute: false }) since: number | null = null;
  @property({ attribute: false }) now: () => number = () => 0;
  /** Out of reach the duration stands still: nobody knows whether the state lasts. */
  @property({ type: Boolean }) reachable = false;

  readonly #ticker = new Ticker(this);

  static override styles = [
    controls,
    css`
      :host {
        display: inline-block;
        color: var(--ls-second);
        font-weight: 600;
      }
      :host(:is([state='silent'], [state='lagging'], [state='waiting'])) {
        padding: 2px 8px;
        border-radius: var(--ls-radius);
        background: var(--ls-amber-ground);
        color: var(--ls-amber);
      }
      :host([state='reconnecting']) {
        padding: 2px 8px;
        border-radius: var(--ls-radius);
        background: var(--ls-red-ground);
        color: var(--ls-red);
      }
    `,
  ];

  protected override render() {
    const word = sourceText(this.state);
    const { since } = this;
    const isTold = this.state !== 'live' && since !== null && this.reachable;
    const text = isTold ? `${word} · ${duration(Math.max(1000, this.now() - since))}` : word;
    return html`<span aria-hidden="true">${SHAPES[this.state] ?? '–'}</span> ${text}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-state': LsSourceState;
  }
}
