import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { JoinCode } from '../../shared/access/gateway-protocol.ts';
import '../components/ls-device-gateway-code.ts';
import '../components/ls-dialog.ts';
import { formStyles } from '../styles/form.ts';
import type { AppData } from '../data/line-data.ts';
import { gatewaysText as g } from '../locales/gateways.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import { Doing } from './people-doing.ts';

/** Makes a code with which another gateway joins the plant. Emits `closed`. */
@customElement('ls-devices-gateway')
export class LsDevicesGateway extends LitElement {
  @property({ attribute: false }) data!: AppData;

  @state() private given: JoinCode | null = null;
  readonly #doing = new Doing(this);

  static override styles = [
    controls,
    formStyles,
    css`
      .way {
        display: inline-flex;
        align-items: center;
        min-height: 48px;
      }
    `,
  ];

  protected override render() {
    const { given } = this;
    return html`<ls-dialog
      open
      .heading=${p('gatewayCode')}
      @closed=${() => this.dispatchEvent(new CustomEvent('closed'))}
    >
      ${
        given
          ? html`<ls-device-gateway-code
              .code=${given.code}
              .until=${given.until}
              .fingerprint=${given.fingerprint}
              .origin=${given.origin}
              .now=${() => this.data.now()}
              @another-wanted=${this.#make}
            ></ls-device-gateway-code>`
          : html`<div class="form">
              <p>${p('gatewayCodeWhat')}</p>
              ${this.#doing.note()}
              <div class="buttons">
                <button class="main" ?disabled=${this.#doing.busy} @click=${this.#make}>${p('makeCode')}</button>
              </div>
            </div>`
      }
      ${given ? this.#doing.note() : nothing}
      <p><a class="way" href="/gateways">${g('joinedOnes')}</a></p>
    </ls-dialog>`;
  }

  readonly #make = async (): Promise<void> => {
    const { devices, access } = this.data;
    const done = await this.#doing.run(access, 'manage-devices', () => devices.joinCode());
    if (done) this.given = done.value;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-devices-gateway': LsDevicesGateway;
  }
}
