import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Lines } from '../../shared/access/may.ts';
import { DEVICE_ROLES, type DeviceRole } from '../../shared/access/roles.ts';
import { peopleText as p } from '../locales/people.ts';
import { deviceRoleName, deviceRoleSentence } from '../locales/people-roles.ts';
import { controls } from '../styles/controls.ts';
import './ls-lines-choice.ts';
import type { LineGroup } from './people/lines.ts';
import { formStyles } from '../styles/form.ts';

export interface DeviceWanted {
  name: string;
  role: DeviceRole;
  lines: Lines;
}

/** A device that is to be enrolled. Emits `code-wanted`. */
@customElement('ls-device-form')
export class LsDeviceForm extends LitElement {
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) reachable = false;

  @state() private name = '';
  @state() private deviceRole: DeviceRole = 'station';
  @state() private lines: Lines = [];
  @state() private tried = false;

  static override styles = [
    controls,
    formStyles,
    css`
      .what {
        display: grid;
      }
      strong {
        font-weight: 600;
      }
    `,
  ];

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render() {
    const nameless = this.tried && this.name.trim() === '';
    return html`<form class="form" novalidate @submit=${this.#submit}>
      <label class="field">
        <span id="name">${p('deviceName')}</span>
        <input
          aria-labelledby="name"
          aria-describedby="about-name"
          autocomplete="off"
          maxlength="80"
          .value=${this.name}
          aria-invalid=${nameless}
          @input=${({ target }: Event) => (this.name = (target as HTMLInputElement).value)}
        />
        <span class="about" id="about-name">
          <span class="hint">${p('deviceNameHint')}</span>
          ${nameless ? html`<span class="wrong" role="alert">■ ${p('nameMissing')}</span>` : nothing}
        </span>
      </label>
      <fieldset>
        <legend>${p('deviceRole')}</legend>
        ${DEVICE_ROLES.map(
          (role) =>
            html`<label class="choice">
              <input
                type="radio"
                name="role"
                .checked=${role === this.deviceRole}
                @change=${() => (this.deviceRole = role)}
              />
              <span class="what">
                <strong>${deviceRoleName(role)}</strong>
                <span class="hint">${deviceRoleSentence(role)}</span>
              </span>
            </label>`,
        )}
      </fieldset>
      ${
        this.deviceRole === 'personal'
          ? nothing
          : html`<ls-lines-choice
              .lines=${this.lines}
              .groups=${this.groups}
              .problem=${this.tried && this.lines.length === 0 ? p('linesMissing') : ''}
              @lines-chosen=${(event: CustomEvent<Lines>) => (this.lines = event.detail)}
            ></ls-lines-choice>`
      }
      <div class="buttons">
        <button class="main" type="submit" ?disabled=${this.busy || !this.reachable}>
          ${this.busy ? p('saving') : p('makeCode')}
        </button>
      </div>
    </form>`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.tried = true;
    const role = this.deviceRole;
    const name = this.name.trim();
    // A personal device has no lines of its own: it shows those of whoever signs on.
    const lines = role === 'personal' ? [] : this.lines;
    if (name === '' || (role !== 'personal' && lines.length === 0) || this.busy || !this.reachable) return;
    this.dispatchEvent(new CustomEvent<DeviceWanted>('code-wanted', { detail: { name, role, lines } }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-device-form': LsDeviceForm;
  }
}
