import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Lines } from '../../shared/access/may.ts';
import type { DeviceView } from '../../shared/access/protocol.ts';
import { peopleText as p } from '../locales/people.ts';
import { deviceRoleName, deviceRoleSentence } from '../locales/people-roles.ts';
import { controls } from '../styles/controls.ts';
import './ls-lines-choice.ts';
import type { LineGroup } from './people/lines.ts';
import { formStyles } from '../styles/form.ts';

/** Name and lines of a device, and whether it may come at all; a revoked one stays so. Emits `save-wanted` and `revoke-wanted`. */
@customElement('ls-device-edit')
export class LsDeviceEdit extends LitElement {
  @property({ attribute: false }) device!: DeviceView;
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) reachable = false;

  @state() private edits: { name?: string; lines?: Lines } = {};

  static override styles = [
    controls,
    formStyles,
    css`
      section {
        display: grid;
        gap: 8px;
        margin-top: 16px;
        padding-top: 16px;
        border-top: 1px solid var(--ls-line);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('device');
    if (before !== undefined && before.id !== this.device.id) this.edits = {};
  }

  protected override render() {
    const { device } = this;
    if (device.revoked) return html`<p>○ ${p('revoked')}. ${p('revokedWhat')}</p>`;
    const { name, lines } = { ...device, ...this.edits };
    const isSame = name.trim() === device.name && JSON.stringify(lines) === JSON.stringify(device.lines);
    const needsLines = device.role !== 'personal';
    return html`<form class="form" novalidate @submit=${this.#submit}>
        <p>
          <strong>${deviceRoleName(device.role)}</strong> <span class="hint">${deviceRoleSentence(device.role)}</span>
        </p>
        <label class="field">
          <span>${p('deviceName')}</span>
          <input
            autocomplete="off"
            maxlength="80"
            .value=${name}
            aria-invalid=${name.trim() === ''}
            @input=${({ target }: Event) => (this.edits = { ...this.edits, name: (target as HTMLInputElement).value })}
          />
        </label>
        ${
          needsLines
            ? html`<ls-lines-choice
                .lines=${lines}
                .groups=${this.groups}
                .problem=${lines.length === 0 ? p('linesMissing') : ''}
                @lines-chosen=${(event: CustomEvent<Lines>) => (this.edits = { ...this.edits, lines: event.detail })}
              ></ls-lines-choice>`
            : nothing
        }
        <div class="buttons">
          <button
            class="main"
            type="submit"
            ?disabled=${isSame || name.trim() === '' || (needsLines && lines.length === 0) || this.#still}
          >
            ${this.busy ? p('saving') : p('save')}
          </button>
        </div>
      </form>
      <section>
        <p class="hint">${p('revokeWhat')}</p>
        <div class="buttons">
          <button ?disabled=${this.#still} @click=${() => this.dispatchEvent(new CustomEvent('revoke-wanted'))}>
            ${p('revoke')}
          </button>
        </div>
      </section>`;
  }

  get #still(): boolean {
    return this.busy || !this.reachable;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (this.#still) return;
    const { name, lines } = { ...this.device, ...this.edits };
    const detail = { name: name.trim(), lines };
    this.dispatchEvent(new CustomEvent<typeof detail>('save-wanted', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-device-edit': LsDeviceEdit;
  }
}
