import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SessionView } from '../../shared/access/protocol.ts';
import { clockOfDay } from '../locales/format.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls, panel } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';

const WAYS = {
  setup: 'waySetup',
  invitation: 'wayInvitation',
  password: 'wayPassword',
  pin: 'wayPin',
  badge: 'wayBadge',
  sso: 'waySso',
  demo: 'wayDemo',
  ticket: 'wayTicket',
} as const;

/** Who is signed on where, by person. Emits `end-wanted` with the sessions that are to end. */
@customElement('ls-sessions-list')
export class LsSessionsList extends LitElement {
  @property({ attribute: false }) sessions: readonly SessionView[] = [];
  @property({ type: Boolean }) disabled = false;
  @property({ attribute: false }) now: () => number = () => 0;
  @property() zone = 'UTC';

  static override styles = [
    controls,
    panel,
    formStyles,
    css`
      :host {
        display: block;
      }
      section {
        padding: 8px 16px;
        border-top: 1px solid var(--ls-line);
        content-visibility: auto;
        contain-intrinsic-size: auto 120px;
      }
      section:first-of-type {
        border-top: 0;
      }
      .head,
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        min-height: 56px;
        padding: 4px 0;
      }
      .head > h2,
      li > div {
        flex: 1 1 14rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      h2 span {
        font-weight: 400;
      }
      li {
        padding-left: 16px;
      }
      .small {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
    `,
  ];

  protected override render() {
    const byPerson = Map.groupBy(this.sessions, ({ user }) => user);
    return html`${repeat(
      [...byPerson].sort(([, [a]], [, [b]]) => (a?.name ?? '').localeCompare(b?.name ?? '')),
      ([user]) => user,
      ([user, sessions]) => this.#person(user, sessions),
    )}`;
  }

  #person(user: string, sessions: readonly SessionView[]) {
    const name = sessions[0]?.name ?? user;
    return html`<section aria-label=${name}>
      <div class="head">
        <h2>${name} <span class="second">${user}</span></h2>
        ${
          sessions.length > 1
            ? html`<button
                aria-label=${p('endAllOf', name)}
                ?disabled=${this.disabled}
                @click=${() => this.#end(sessions)}
              >
                ${p('endAll')}
              </button>`
            : nothing
        }
      </div>
      <ul>
        ${sessions.toSorted((a, b) => b.lastActiveAt - a.lastActiveAt).map((session) => this.#session(session))}
      </ul>
    </section>`;
  }

  #session(session: SessionView) {
    const now = this.now();
    const at = (time: number) => clockOfDay(time, this.zone, now);
    const { name, deviceName, way, address, from, lastActiveAt, until, own } = session;
    const where = deviceName ?? p('ownBrowser');
    return html`<li>
      <div>
        <p>${where}${own ? html` · <strong>${p('thisOne')}</strong>` : nothing}</p>
        <p class="small">${wayText(way)} · ${address}</p>
        <p class="small">${p('since', at(from))} · ${p('lastActive', at(lastActiveAt))} · ${p('until', at(until))}</p>
      </div>
      <button aria-label=${p('endOf', name, where)} ?disabled=${this.disabled} @click=${() => this.#end([session])}>
        ${p('end')}
      </button>
    </li>`;
  }

  #end(detail: readonly SessionView[]): void {
    this.dispatchEvent(new CustomEvent('end-wanted', { detail }));
  }
}

/** A way that this version does not know yet is told as the gateway calls it. */
function wayText(way: string): string {
  const isKnown = (one: string): one is keyof typeof WAYS => Object.hasOwn(WAYS, one);
  return p('by', isKnown(way) ? p(WAYS[way]) : way);
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sessions-list': LsSessionsList;
  }
}
