import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AuditRow } from '../../shared/audit/protocol.ts';
import { auditText as a, saidText, valueText, whatText } from '../locales/audit.ts';
import { clockSeconds, moment } from '../locales/format.ts';
import { controls } from '../styles/controls.ts';
import { aboutOf } from './audit/about.ts';
import { isAlarming } from './audit/kinds.ts';
import { roleText, type AuditNames } from './audit/names.ts';
import { auditTableStyles } from './audit/table-styles.ts';
import './ls-audit-change.ts';

/** Clocks of device and gateway never agree to the second. */
const APART_MS = 60_000;

/** Entries of the audit trail; on narrow screens a card each. Emits `wanted` with what shall be looked for alone. */
@customElement('ls-audit-table')
export class LsAuditTable extends LitElement {
  @property({ attribute: false }) rows: readonly AuditRow[] = [];
  @property({ attribute: false }) names!: AuditNames;
  @property() zone = 'UTC';

  static override styles = [controls, auditTableStyles];

  /** Roles are said once more: as blocks, rows and cells would be none to a screen reader. */
  protected override render() {
    const heads = ['when', 'who', 'happened', 'change', 'why'] as const;
    return html`<table role="table" aria-label=${a('table')}>
      <thead>
        <tr role="row">
          ${heads.map((head) => html`<th role="columnheader" scope="col" class=${head}>${a(head)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          this.rows,
          ({ id }) => id,
          (row) => this.#row(row),
        )}
      </tbody>
    </table>`;
  }

  #row(row: AuditRow) {
    return html`<tr role="row">
      <td role="cell" class="when">${this.#when(row)}</td>
      <td role="cell" class="who">${this.#who(row)}</td>
      <td role="cell" class="happened">${this.#happened(row)}</td>
      <td role="cell" class="change">
        <ls-audit-change .row=${row} .zone=${this.zone} .names=${this.names}></ls-audit-change>
      </td>
      <td role="cell" class="why">${reasonOf(row) ?? nothing}</td>
    </tr>`;
  }

  #when({ at, received, clientAt, seq }: AuditRow) {
    const { zone } = this;
    const other = (time: number) =>
      Math.abs(time - at) < 12 * 3_600_000 ? clockSeconds(time, zone) : moment(time, zone, true);
    return html`<time datetime=${new Date(at).toISOString()}>${moment(at, zone, true)}</time>
      ${clientAt !== null && Math.abs(clientAt - at) > APART_MS ? html`<p class="second">${a('byDevice', other(clientAt))}</p>` : nothing}
      ${Math.abs(received - at) > APART_MS ? html`<p class="second">${a('byGateway', other(received))}</p>` : nothing}
      <p class="second">${a('seq', seq)}</p>`;
  }

  #who({ user, device, roles }: AuditRow) {
    const { people, devices } = this.names;
    const personName = user === null ? '' : (people[user] ?? user);
    const deviceName = device === null ? '' : (devices[device] ?? device);
    return html`${
      user === null
        ? html`<p>${a(device === null ? 'itself' : 'nobody')}</p>`
        : html`<p>
            <a
              href=${`?${new URLSearchParams({ user }).toString()}`}
              title=${a('onlyPerson', personName)}
              @click=${this.#wanted({ user })}
              >${personName}</a
            >${personName === user ? nothing : html` <span class="second">${user}</span>`}
          </p>`
    }
    ${roles.length === 0 ? nothing : html`<p class="second">${a('as', roles.map(roleText).join(', '))}</p>`}
    ${
      device === null
        ? nothing
        : html`<p class="second">
            <a
              href=${`?${new URLSearchParams({ device }).toString()}`}
              title=${a('onlyDevice', deviceName)}
              @click=${this.#wanted({ device })}
              >${deviceName}</a
            >
          </p>`
    }`;
  }

  #happened(row: AuditRow) {
    const about = aboutOf(row);
    const { people, devices, lines } = this.names;
    const name =
      (about.kind === 'person'
        ? people[about.id]
        : about.kind === 'device'
          ? devices[about.id]
          : lines.get(about.id)) ?? about.id;
    const isOwn = about.kind === 'person' && about.id === row.user;
    const said = about.said === null ? nothing : html`${saidText(about.said)} · `;
    return html`<p class="kind ${isAlarming(row.what) ? 'alarming' : ''}">
        ${isAlarming(row.what) ? html`<span aria-hidden="true">▲ </span>` : nothing}${whatText(row.what)}
      </p>
      ${isOwn ? nothing : html`<p class="about">${said}${about.href === null ? name : html`<a href=${about.href}>${name}</a>`}</p>`}`;
  }

  /** The link can be kept and opened elsewhere; pressed, the page itself looks for it. */
  #wanted(only: { user?: string; device?: string }) {
    return (event: MouseEvent): void => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.dispatchEvent(new CustomEvent('wanted', { detail: only }));
    };
  }
}

/** What a person wrote stands as it was written. */
function reasonOf({ what, reason }: AuditRow): string | null {
  return what === 'sign-on-failed' && reason !== null ? (valueText(reason) ?? reason) : reason;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-audit-table': LsAuditTable;
  }
}
