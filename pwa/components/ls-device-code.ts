import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { stopwatch } from '../locales/format.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import './ls-invitation-qr.ts';
import { isOfThisMachine } from './ls-invitation.ts';
import { addressWithCode } from './ls-invitation-slip.ts';
import './ls-people-copy.ts';
import { codeStyles, formStyles } from '../styles/form.ts';
import { Ticker } from './ticker.ts';

/** A code for a device, while it is good, and that it was used. Emits `another-wanted` and `done`. */
@customElement('ls-device-code')
export class LsDeviceCode extends LitElement {
  @property() code = '';
  /** ms. */
  @property({ type: Number }) until = 0;
  /** Where it is typed, without the code. */
  @property() address = '';
  /** The device that came with it; empty = none yet. */
  @property() enrolled = '';
  @property({ type: Boolean }) reachable = false;
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
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 16px 24px;
        align-items: center;
      }
      .ways > div {
        flex: 1 1 14rem;
        min-width: 0;
      }
      .code {
        font-size: 2.5rem;
      }
      .there {
        font-size: var(--ls-19);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    if (this.enrolled !== '') {
      return html`<p class="there" role="status">✓ ${p('codeEnrolled', this.enrolled)}</p>
        <div class="buttons">
          <button class="main" @click=${() => this.#emit('done')}>${p('done')}</button>
        </div>`;
    }
    const left = this.until - this.now();
    if (left <= 0) {
      return html`<p role="status">▲ ${p('codeOver')}</p>
        <div class="buttons">
          <button class="main" ?disabled=${!this.reachable} @click=${() => this.#emit('another-wanted')}>
            ${p('codeAnother')}
          </button>
        </div>`;
    }
    const { code, address } = this;
    return html`<p>${p('codeDo')}</p>
      ${isOfThisMachine(address) ? html`<p class="note">▲ ${p('onlyThisMachine')}</p>` : nothing}
      <div class="ways">
        <div>
          <p class="code">${code}</p>
          <p class="second" role="timer">${p('codeLeft', stopwatch(left))}</p>
          <p class="address">${address}</p>
        </div>
        <ls-invitation-qr .text=${addressWithCode(this)} .label=${address}></ls-invitation-qr>
      </div>
      <p role="status">${p(this.reachable ? 'codeWaiting' : 'unreachable')}</p>
      <div class="buttons">
        <ls-people-copy .text=${`${address}\n${code}`}></ls-people-copy>
      </div>`;
  }

  #emit(name: string): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-device-code': LsDeviceCode;
  }
}
