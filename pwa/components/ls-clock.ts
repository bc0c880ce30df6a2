import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clock } from '../locales/format.ts';
import { Ticker } from './ticker.ts';

/** The plant's wall clock. */
@customElement('ls-clock')
export class LsClock extends LitElement {
  @property({ attribute: false }) now: () => number = () => 0;
  @property() zone = 'UTC';

  readonly #ticker = new Ticker(this);

  protected override render() {
    return html`${clock(this.now(), this.zone)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-clock': LsClock;
  }
}
