import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { stopwatch } from '../locales/format.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import './ls-people-copy.ts';
import { codeStyles, formStyles } from '../styles/form.ts';
import { Ticker } from './ticker.ts';

/** A code with which another gateway joins, and the fingerprint by which it knows that it joined the right plant. Emits `another-wanted`. */
@customElement('ls-device-gateway-code')
export class LsDeviceGatewayCode extends LitElement {
  @property() code = '';
  /** ms. */
  @property({ type: Number }) until = 0;
  @property() fingerprint = '';
  /** Address of the gateway that gave it. */
  @property() origin = '';
  @property({ attribute: false }) now: () => number = () => 0;

  readonly #ticker = new Ticker(this);

  static override styles = [
    controls,
    formStyles,
    codeStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
    `,
  ];

  protected override render() {
    const left = this.until - this.now();
    if (left <= 0) {
      return html`<p role="status">▲ ${p('codeOver')}</p>
        <div class="buttons">
          <button class="main" @click=${() => this.dispatchEvent(new CustomEvent('another-wanted'))}>
            ${p('codeAnother')}
          </button>
        </div>`;
    }
    const command = `npx lineside join ${this.origin} --code ${this.code} --fingerprint ${this.fingerprint}`;
    return html`<p>${p('gatewayCodeWhat')}</p>
      <div>
        <p class="code">${this.code}</p>
        <p class="second" role="timer">${p('codeLeft', stopwatch(left))}</p>
      </div>
      <div>
        <p class="label">${p('fingerprint')}</p>
        <p class="address">${this.fingerprint}</p>
      </div>
      <div>
        <p class="label">${p('joinCommand')}</p>
        <p class="address">${command}</p>
      </div>
      <div class="buttons">
        <ls-people-copy .text=${command} .label=${p('copyCommand')}></ls-people-copy>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-device-gateway-code': LsDeviceGatewayCode;
  }
}
