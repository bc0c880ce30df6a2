import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { moment } from '../locales/format.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import './ls-invitation-qr.ts';
import { addressWithCode, printSlips, type Slip } from './ls-invitation-slip.ts';
import './ls-people-copy.ts';
import { codeStyles, formStyles } from '../styles/form.ts';

/** An invitation, the one time that it is shown: to be read out, copied, scanned or printed. Emits `done`. */
@customElement('ls-invitation')
export class LsInvitation extends LitElement {
  @property({ attribute: false }) slip!: Slip;

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
        align-items: start;
      }
      dl {
        flex: 1 1 14rem;
        min-width: 0;
      }
      dt {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      dd {
        margin-bottom: 8px;
      }
    `,
  ];

  protected override render() {
    const { name, user, code, address, until, zone } = this.slip;
    const good = moment(until, zone);
    return html`<p>${p('invitationOnce')}</p>
      ${isOfThisMachine(address) ? html`<p class="note">▲ ${p('onlyThisMachine')}</p>` : nothing}
      <div>
        <p class="label">${p('code')}</p>
        <p class="code">${code}</p>
      </div>
      <div class="ways">
        <dl>
          <dt>${p('userId')}</dt>
          <dd class="address">${user}</dd>
          <dt>${p('address')}</dt>
          <dd class="address">${address}</dd>
          <dd class="second">${p('goodUntil', good)}</dd>
        </dl>
        <ls-invitation-qr .text=${addressWithCode(this.slip)} .label=${address}></ls-invitation-qr>
      </div>
      <div class="buttons">
        <button class="text-button" @click=${() => printSlips([this.slip])}>${p('print')}</button>
        <ls-people-copy .text=${p('invitationText', name, address, user, code, good)}></ls-people-copy>
        <button class="main" @click=${() => this.dispatchEvent(new CustomEvent('done'))}>${p('done')}</button>
      </div>`;
  }
}

/** Whoever follows it elsewhere finds nothing. */
export function isOfThisMachine(address: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-invitation': LsInvitation;
  }
}
