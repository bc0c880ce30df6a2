import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DeviceView } from '../../shared/access/protocol.ts';
import '../components/ls-device-edit.ts';
import '../components/ls-device-list.ts';
import '../components/ls-dialog.ts';
import '../components/ls-reason-set.ts';
import type { LineGroup } from '../components/people/lines.ts';
import { formStyles } from '../styles/form.ts';
import type { AppData } from '../data/line-data.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import { changeDevice, type DeviceSet } from './devices-changing.ts';
import { Revoking } from './devices-revoking.ts';
import './ls-devices-enrolling.ts';
import './ls-devices-gateway.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { Doing } from './people-doing.ts';
import { ageNote, insteadOf, peoplePartStyles } from './people-frame.ts';
import { SaidNote } from './said-note.ts';
import { Polled } from './source-poll.ts';

/** Somebody stands at the device that is to come. */
const ASK_EACH_MS = 2_000;

/** Enrolled devices: to be enrolled, renamed, revoked. */
@customElement('ls-devices-all')
export class LsDevicesAll extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  @property() zone = 'UTC';

  @state() private open: 'enrol' | 'gateway' | null = null;
  /** Id of the device that is looked at. */
  @state() private looked: string | null = null;
  @state() private showsRevoked = false;

  readonly #now = (): number => this.data.now();
  readonly #devices = new Polled<DeviceView[]>(this, ASK_EACH_MS, this.#now);
  readonly #doing = new Doing(this);
  readonly #said = new SaidNote(this);
  readonly #revoking = new Revoking(this, (device) => this.#set(device, { revoked: true }));

  static override styles = [controls, formStyles, pageMessageStyles, peoplePartStyles];

  protected override willUpdate(): void {
    this.#devices.follow('', () => this.data.devices.list());
  }

  protected override render() {
    const { value: devices, failure } = this.#devices;
    if (!devices) return pageMessage(...insteadOf(failure));
    const reachable = failure === null;
    const revoked = devices.filter((device) => device.revoked).length;
    const close = () => (this.open = null);
    return html`${ageNote(this.#devices, this.zone, this.#now())}
      <div class="sum">
        <p role="status">
          ${p('devicesCount', devices.length - revoked)}${revoked > 0 ? ` · ${p('countRevoked', revoked)}` : ''}
        </p>
        <div class="buttons">
          <button @click=${() => (this.open = 'gateway')}>${p('gatewayCode')} …</button>
          <button class="main" @click=${() => (this.open = 'enrol')}>${p('newCode')} …</button>
        </div>
      </div>
      ${this.looked === null ? this.#doing.note() : nothing} ${this.#list(devices, revoked)}
      ${this.#looked(devices, reachable)}
      ${
        this.open === 'enrol'
          ? html`<ls-devices-enrolling
              .data=${this.data}
              .devices=${devices}
              .groups=${this.groups}
              ?reachable=${reachable}
              @closed=${close}
            ></ls-devices-enrolling>`
          : nothing
      }
      ${
        this.open === 'gateway'
          ? html`<ls-devices-gateway .data=${this.data} @closed=${close}></ls-devices-gateway>`
          : nothing
      }
      ${this.#revokingNote()}`;
  }

  #list(devices: readonly DeviceView[], revoked: number) {
    if (devices.length === 0) {
      return html`<section class="empty">
        <h2>${p('devicesNone')}</h2>
        <p>${p('devicesNoneDo')}</p>
      </section>`;
    }
    const shown = devices
      .filter((device) => this.showsRevoked || !device.revoked)
      .toSorted((a, b) => Number(a.revoked) - Number(b.revoked) || a.name.localeCompare(b.name));
    return html`${
        revoked === 0
          ? nothing
          : html`<label class="choice">
              <input
                type="checkbox"
                .checked=${this.showsRevoked}
                @change=${({ target }: Event) => (this.showsRevoked = (target as HTMLInputElement).checked)}
              />
              <span>${p('showRevoked')}</span>
            </label>`
      }
      <ls-device-list
        .devices=${shown}
        .groups=${this.groups}
        .own=${this.data.access.state.device?.id ?? ''}
        .now=${this.#now}
        .zone=${this.zone}
        @device-wanted=${(event: CustomEvent<string>) => {
          this.#doing.forget();
          this.looked = event.detail;
        }}
      ></ls-device-list>`;
  }

  #looked(devices: readonly DeviceView[], reachable: boolean) {
    const device = devices.find(({ id }) => id === this.looked);
    return html`<ls-dialog
      ?open=${device !== undefined}
      .heading=${device?.name ?? ''}
      @closed=${() => (this.looked = null)}
    >
      ${
        device
          ? html`<div class="form">
              ${this.#doing.note()}
              <ls-device-edit
                .device=${device}
                .groups=${this.groups}
                ?busy=${this.#doing.busy}
                ?reachable=${reachable}
                @save-wanted=${(event: CustomEvent<DeviceSet>) => void this.#set(device, event.detail)}
                @revoke-wanted=${() => void this.#revoke(device)}
              ></ls-device-edit>
            </div>`
          : nothing
      }
    </ls-dialog>`;
  }

  async #set(device: DeviceView, set: DeviceSet): Promise<void> {
    const { devices, access } = this.data;
    const change = () => changeDevice(devices, device.id, set);
    const done = await this.#doing.run(access, 'manage-devices', change);
    this.#devices.askNow();
    if (!done) return;
    this.#devices.value = this.#devices.value?.map((one) => (one.id === device.id ? done.value : one));
    this.looked = null;
    if (set.revoked) this.#said.say(p('wasRevoked', device.name));
  }

  async #revoke(device: DeviceView): Promise<void> {
    await this.#revoking.flush();
    this.looked = null;
    this.#revoking.begin(device);
  }

  #revokingNote() {
    const { device } = this.#revoking;
    if (!device) return this.#said.note();
    return html`<ls-reason-set
      .text=${p('revokesSoon', device.name)}
      .entry=${device.id}
      .action=${p('undo')}
      @change-wanted=${() => this.#revoking.undo()}
    ></ls-reason-set>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-devices-all': LsDevicesAll;
  }
}
