import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DeviceView, Invitation } from '../../shared/access/protocol.ts';
import '../components/ls-device-code.ts';
import '../components/ls-device-form.ts';
import type { DeviceWanted } from '../components/ls-device-form.ts';
import '../components/ls-dialog.ts';
import type { LineGroup } from '../components/people/lines.ts';
import { formStyles } from '../styles/form.ts';
import type { AppData } from '../data/line-data.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import { Doing } from './people-doing.ts';

/** Makes a code for a device and notices when the device has come. Emits `closed`. */
@customElement('ls-devices-enrolling')
export class LsDevicesEnrolling extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) devices: readonly DeviceView[] = [];
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  @property({ type: Boolean }) reachable = false;

  @state() private given: (Invitation & { wanted: DeviceWanted; before: ReadonlySet<string> }) | null = null;
  readonly #doing = new Doing(this);

  static override styles = [controls, formStyles];

  protected override render() {
    const { given } = this;
    const close = () => this.dispatchEvent(new CustomEvent('closed'));
    return html`<ls-dialog
      open
      .heading=${given ? p('codeFor', given.wanted.name) : p('newCodeTitle')}
      @closed=${close}
    >
      <div class="form">
        ${this.#doing.note()}
        ${
          given
            ? html`<ls-device-code
                .code=${given.code}
                .until=${given.until}
                .address=${`${window.location.origin}/enrol`}
                .enrolled=${this.#came(given)?.name ?? ''}
                ?reachable=${this.reachable}
                .now=${() => this.data.now()}
                @another-wanted=${() => void this.#make(given.wanted)}
                @done=${close}
              ></ls-device-code>`
            : html`<ls-device-form
                .groups=${this.groups}
                ?busy=${this.#doing.busy}
                ?reachable=${this.reachable}
                @code-wanted=${(event: CustomEvent<DeviceWanted>) => void this.#make(event.detail)}
              ></ls-device-form>`
        }
      </div>
    </ls-dialog>`;
  }

  /** A code is good for one device, which comes with the name and role that were asked for. */
  #came({ wanted, before }: { wanted: DeviceWanted; before: ReadonlySet<string> }): DeviceView | undefined {
    return this.devices.find(({ id, name, role }) => !before.has(id) && name === wanted.name && role === wanted.role);
  }

  async #make(wanted: DeviceWanted): Promise<void> {
    const { devices, access } = this.data;
    const { name, role, lines } = wanted;
    const question = { name, role, lines: lines === '*' ? lines : [...lines] };
    const before = new Set(this.devices.map(({ id }) => id));
    const done = await this.#doing.run(access, 'manage-devices', () => devices.code(question));
    if (done) this.given = { ...done.value, wanted, before };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-devices-enrolling': LsDevicesEnrolling;
  }
}
