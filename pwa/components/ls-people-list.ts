import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PersonView } from '../../shared/access/protocol.ts';
import { clockOfDay, date } from '../locales/format.ts';
import { peopleText as p } from '../locales/people.ts';
import { roleName } from '../locales/people-roles.ts';
import { controls, panel } from '../styles/controls.ts';
import { isInvited, isLocked } from './people/filter.ts';
import { linesText, type LineGroup } from './people/lines.ts';
import { listStyles } from './people/list-styles.ts';

/** Longer ago than this it is told by its day, ms. */
const RECENT_MS = 6 * 24 * 3_600_000;

/** People, a row each. Emits `person-wanted` with the user id. */
@customElement('ls-people-list')
export class LsPeopleList extends LitElement {
  @property({ attribute: false }) people: readonly PersonView[] = [];
  @property({ attribute: false }) groups: readonly LineGroup[] = [];
  /** Who is looking. */
  @property() own = '';
  @property({ attribute: false }) now: () => number = () => 0;
  @property() zone = 'UTC';

  static override styles = [
    controls,
    panel,
    listStyles,
    css`
      :host {
        --columns: minmax(0, 1.4fr) minmax(0, 1fr) minmax(0, 1fr) minmax(0, 0.9fr) minmax(0, 0.9fr) minmax(0, 1fr);
      }
    `,
  ];

  protected override render() {
    const now = this.now();
    return html`<div class="heads columns" aria-hidden="true">
        <span>${p('name')}</span><span>${p('roles')}</span><span>${p('lines')}</span><span>${p('has')}</span
        ><span>${p('lastSignOn')}</span><span></span>
      </div>
      <ul>
        ${repeat(
          this.people,
          ({ user }) => user,
          (person) => this.#row(person, now),
        )}
      </ul>`;
  }

  #row(person: PersonView, now: number) {
    const { user, name, roles, lines, disabled, demo, lastSignOnAt } = person;
    return html`<li class="columns ${disabled ? 'off' : ''}">
      <div class="first">
        <button class="open" aria-haspopup="dialog" @click=${() => this.#wanted(user)}>
          ${name} ${user === this.own ? html`<span class="tag">${p('you')}</span>` : nothing}
          ${demo ? html`<span class="tag">${p('demo')}</span>` : nothing}
          <span class="id">${user}</span>
        </button>
      </div>
      <p><span class="name-of">${p('roles')}: </span>${roles.map(roleName).join(', ')}</p>
      <p><span class="name-of">${p('lines')}: </span>${linesText(lines, this.groups)}</p>
      <p class="small"><span class="name-of">${p('has')}: </span>${hasText(person)}</p>
      <p class="small">
        <span class="name-of">${p('lastSignOn')}: </span
        >${lastSignOnAt === null ? p('never') : this.#when(lastSignOnAt, now)}
      </p>
      <p class="small state">${this.#state(person, now)}</p>
    </li>`;
  }

  #state(person: PersonView, now: number) {
    if (person.disabled) return html`○ ${p('disabled')}`;
    const { lockedUntil, invitedUntil } = person;
    if (lockedUntil !== null && isLocked(person, now))
      return html`<span class="look">▲ ${p('lockedUntil', clockOfDay(lockedUntil, this.zone, now))}</span>`;
    if (invitedUntil !== null && isInvited(person, now)) return p('invitedUntil', this.#when(invitedUntil, now));
    return nothing;
  }

  #when(at: number, now: number): string {
    return Math.abs(now - at) < RECENT_MS ? clockOfDay(at, this.zone, now) : date(at, this.zone);
  }

  #wanted(detail: string): void {
    this.dispatchEvent(new CustomEvent<string>('person-wanted', { detail }));
  }
}

function hasText({ has, sso }: PersonView): string {
  const ways = [
    ...(sso ? [p('sso')] : []),
    ...(has.password ? [p('password')] : []),
    ...(has.pin ? [p('pin')] : []),
    ...(has.badge ? [p('badge')] : []),
  ];
  return ways.length === 0 ? p('hasNothing') : ways.join(', ');
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-list': LsPeopleList;
  }
}
