import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DeviceView } from '../../shared/access/protocol.ts';
import { clockOfDay, date } from '../locales/format.ts';
import { peopleText as p } from '../locales/people.ts';
import { deviceRoleName } from '../locales/people-roles.ts';
import { controls, panel } from '../styles/controls.ts';
import { linesText, type LineGroup } from './people/lines.ts';
import { listStyles } from './people/list-styles.ts';

/** Longer ago than this it is told by its day, ms. */
const RECENT_MS = 6 * 24 * 3_600_000;

/** Enrolled devices, a row each. Emits `device-wanted` with the id. */
@customElement('ls-device-list')
export class LsDeviceList extends LitElement {
  @property({ attribute: false }) devices: readonly DeviceView[] = [];
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  /** The device that one looks at. */
  @property() own = '';
  @property({ attribute: false }) now: () => number = () => 0;
  @property() zone = 'UTC';

  static override styles = [
    controls,
    panel,
    listStyles,
    css`
      :host {
        --columns: minmax(0, 1.4fr) minmax(0, 0.8fr) minmax(0, 1.4fr) minmax(0, 0.8fr) minmax(0, 0.8fr) minmax(0, 0.6fr);
      }
    `,
  ];

  protected override render() {
    const now = this.now();
    return html`<div class="heads columns" aria-hidden="true">
        <span>${p('name')}</span><span>${p('deviceRole')}</span><span>${p('lines')}</span><span>${p('enrolledAt')}</span
        ><span>${p('lastSeen')}</span><span></span>
      </div>
      <ul>
        ${repeat(
          this.devices,
          ({ id }) => id,
          (device) => this.#row(device, now),
        )}
      </ul>`;
  }

  #row({ id, name, role, lines, enrolledAt, lastSeenAt, revoked }: DeviceView, now: number) {
    return html`<li class="columns ${revoked ? 'off' : ''}">
      <div class="first">
        <button
          class="open"
          aria-haspopup="dialog"
          @click=${() => this.dispatchEvent(new CustomEvent<string>('device-wanted', { detail: id }))}
        >
          ${name} ${id === this.own ? html`<span class="tag">${p('thisDevice')}</span>` : nothing}
        </button>
      </div>
      <p><span class="name-of">${p('deviceRole')}: </span>${deviceRoleName(role)}</p>
      <p>
        <span class="name-of">${p('lines')}: </span
        >${role === 'personal' ? p('linesOfPerson') : linesText(lines, this.groups)}
      </p>
      <p class="small"><span class="name-of">${p('enrolledAt')}: </span>${date(enrolledAt, this.zone)}</p>
      <p class="small">
        <span class="name-of">${p('lastSeen')}: </span
        >${lastSeenAt === null ? p('notSeen') : this.#when(lastSeenAt, now)}
      </p>
      <p class="small state">${revoked ? html`○ ${p('revoked')}` : nothing}</p>
    </li>`;
  }

  #when(at: number, now: number): string {
    return now - at < RECENT_MS ? clockOfDay(at, this.zone, now) : date(at, this.zone);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-device-list': LsDeviceList;
  }
}
