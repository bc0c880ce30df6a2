import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PersonView } from '../../shared/access/protocol.ts';
import { moment } from '../locales/format.ts';
import { peopleText as p } from '../locales/people.ts';
import { controls } from '../styles/controls.ts';
import './ls-people-badge.ts';
import { isInvited } from './people/filter.ts';
import { formStyles } from '../styles/form.ts';

/**
 * How somebody signs on, where they are signed on, and whether they may. Emits `invite-anew`, `end-all-wanted`, `disable-wanted` (false = to enable), and what `ls-people-badge` emits.
 */
@customElement('ls-people-ways')
export class LsPeopleWays extends LitElement {
  @property({ attribute: false }) person!: PersonView;
  /** How many places they are signed on at; null = not known yet. */
  @property({ attribute: false }) sessions: number | null = null;
  @property({ type: Boolean }) lastAdmin = false;
  /** It is who looks: they would void their own way in. */
  @property({ type: Boolean }) own = false;
  @property({ type: Boolean }) disabled = false;
  @property({ attribute: false }) now: () => number = () => 0;
  @property() zone = 'UTC';

  @state() private asksAnew = false;
  @state() private explains = false;

  static override styles = [
    controls,
    formStyles,
    css`
      :host,
      section {
        display: grid;
        gap: 8px;
      }
      :host {
        gap: 0;
      }
      section {
        margin-top: 16px;
        padding-top: 16px;
        border-top: 1px solid var(--ls-line);
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 4px 16px;
      }
      dt {
        color: var(--ls-second);
      }
      .way {
        display: inline-flex;
        align-items: center;
        min-height: 48px;
      }
    `,
  ];

  protected override render() {
    const { person, disabled } = this;
    const { has, sso } = person;
    return html`<section>
        <h3>${p('signsOnWith')}</h3>
        <dl>
          ${
            sso
              ? html`<dt>${p('sso')}</dt>
                  <dd>✓</dd>`
              : nothing
          }
          <dt>${p('password')}</dt>
          <dd>${p(has.password ? 'passwordSet' : 'notSet')}</dd>
          <dt>${p('pin')}</dt>
          <dd>${p(has.pin ? 'passwordSet' : 'notSet')}</dd>
          <dt>${p('badge')}</dt>
          <dd>${p(has.badge ? 'badgeGiven' : 'badgeNone')}</dd>
          ${this.#invited()}
        </dl>
        ${person.disabled ? nothing : html`<ls-people-badge ?has=${has.badge} ?disabled=${disabled}></ls-people-badge> ${this.#anew()}`}
      </section>
      <section>
        <p>
          ${this.sessions === null ? nothing : this.sessions === 0 ? p('notSignedOn') : p('sessionsOf', this.sessions)}
        </p>
        ${
          this.sessions
            ? html`<div class="buttons">
                <button ?disabled=${disabled} @click=${() => this.#emit('end-all-wanted')}>${p('endAll')}</button>
              </div>`
            : nothing
        }
      </section>
      ${this.#mayAtAll()}`;
  }

  #invited() {
    const { person } = this;
    if (person.invitedUntil === null || !isInvited(person, this.now())) return nothing;
    return html`<dt>${p('invite')}</dt>
      <dd>${p('invitedUntil', moment(person.invitedUntil, this.zone))}</dd>`;
  }

  #anew() {
    const { person, disabled } = this;
    if (this.own) return html`<p><a class="way" href="/account">${p('ownSecrets')}</a></p>`;
    const ask = () => (this.asksAnew = !this.asksAnew);
    if (!this.asksAnew) {
      return html`<div class="buttons">
        <button class="text-button" ?disabled=${disabled} @click=${ask}>${p('newInvitation')}</button>
      </div>`;
    }
    return html`<div class="note form">
      <p role="status">${p('newInvitationWhat', person.name)}</p>
      <div class="buttons">
        <button ?disabled=${disabled} @click=${() => this.#emit('invite-anew')}>${p('newInvitationDo')}</button>
        <button @click=${ask}>${p('cancel')}</button>
      </div>
    </div>`;
  }

  #mayAtAll() {
    const { person, disabled } = this;
    if (this.own && !this.lastAdmin) return html`<section><p class="hint">${p('ownStays')}</p></section>`;
    const explained = this.explains && this.lastAdmin && !person.disabled;
    const press = () => {
      if (this.lastAdmin && !person.disabled) this.explains = true;
      else this.#emit('disable-wanted', !person.disabled);
    };
    return html`<section>
      <p class="hint">${p(person.disabled ? 'disabledWhat' : 'disableWhat')}</p>
      ${explained ? html`<p class="note" role="alert">▲ ${p('lastAdmin')}</p>` : nothing}
      <div class="buttons">
        <button ?disabled=${disabled} @click=${press}>${p(person.disabled ? 'enable' : 'disable')}</button>
      </div>
    </section>`;
  }

  #emit(name: string, detail?: boolean): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-people-ways': LsPeopleWays;
  }
}
