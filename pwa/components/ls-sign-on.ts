import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Role } from '../../shared/access/roles.ts';
import { accessText as a } from '../locales/access.ts';
import { roleName } from '../locales/people-roles.ts';
import { controls } from '../styles/controls.ts';
import './ls-sign-on-form.ts';
import type { SignOnField, SignOnValues } from './ls-sign-on-form.ts';
import './ls-sign-on-pad.ts';
import { formStyles } from '../styles/form.ts';
import { signOnStyles } from './sign-on-styles.ts';

export type SignOnWish =
  | { way: 'password'; user: string; password: string }
  | { way: 'pin'; user: string; pin: string }
  | { way: 'badge'; badge: string; pin: string }
  | { way: 'demo'; user: string };

type Step = { kind: 'people' | 'name' | 'password' } | { kind: 'pin'; user: string; name: string };

/**
 * Who are you? At a station by name and PIN (a badge comes from outside), elsewhere by password or the plant's sign-on
 * server. Emits `sign-on-wanted`.
 */
@customElement('ls-sign-on')
export class LsSignOn extends LitElement {
  @property({ type: Boolean }) station = false;
  /** Names that signed on here lately. */
  @property({ attribute: false }) recent: readonly { user: string; name: string }[] = [];
  @property({ attribute: false }) demo: readonly { user: string; name: string; roles: readonly Role[] }[] | null = null;
  /** Name of the plant's sign-on server, and where it begins. */
  @property({ attribute: false }) sso: { name: string; href: string } | null = null;
  /** A badge that was read and still needs its PIN. */
  @property() badge: string | null = null;
  @property({ type: Boolean }) busy = false;
  /** What was wrong with the last try. */
  @property() message = '';

  @state() private step: Step | null = null;
  @query('ls-sign-on-pad') private readonly pad!: HTMLElement | null;
  @query('ls-sign-on-form') private readonly form!: HTMLElement | null;
  @query('input[name="user"]') private readonly nameField!: HTMLInputElement | null;

  static override styles = [controls, formStyles, signOnStyles];

  get #step(): Step {
    if (!this.station) return { kind: 'password' };
    return this.step ?? { kind: this.recent.length > 0 ? 'people' : 'name' };
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('badge') && this.badge !== null) this.pad?.focus();
  }

  protected override render() {
    return html`<p class="message" role="alert">${this.message ? `■ ${this.message}` : nothing}</p>
      ${this.badge === null && this.demo ? this.#demo(this.demo) : nothing}
      ${this.badge === null ? this.#byName() : this.#badgePin(this.badge)}`;
  }

  #badgePin(badge: string) {
    return html`<ls-sign-on-pad
      .label=${a('badgeRead')}
      ?busy=${this.busy}
      @pin-entered=${({ detail: pin }: CustomEvent<string>) => this.#wish({ way: 'badge', badge, pin })}
    ></ls-sign-on-pad>`;
  }

  #byName() {
    const step = this.#step;
    switch (step.kind) {
      case 'people':
        return html`<p class="second">${a('scanBadge')}</p>
          <h3>${a('lastHere')}</h3>
          <ul class="people">
            ${this.recent.map(
              ({ user, name }) =>
                html`<li><button @click=${() => this.#go({ kind: 'pin', user, name })}>${name}</button></li>`,
            )}
          </ul>
          <div class="ways">${this.#way('name', a('otherName'))}${this.#way('password', a('withPassword'))}</div>`;
      case 'pin':
        return html`<ls-sign-on-pad
            .label=${a('pinOf', step.name)}
            ?busy=${this.busy}
            @pin-entered=${({ detail: pin }: CustomEvent<string>) => this.#wish({ way: 'pin', user: step.user, pin })}
          ></ls-sign-on-pad>
          <div class="ways">${this.#way('people', a('back'))}</div>`;
      case 'name':
        return html`<p class="second">${a('scanOrName')}</p>
          <label class="field">
            <span>${a('user')}</span>
            <input name="user" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="40" />
          </label>
          <ls-sign-on-pad .label=${a('pin')} ?busy=${this.busy} @pin-entered=${this.#nameAndPin}></ls-sign-on-pad>
          <div class="ways">
            ${this.recent.length > 0 ? this.#way('people', a('lastHere')) : nothing}
            ${this.#way('password', a('withPassword'))}
          </div>`;
      case 'password':
        return html`<ls-sign-on-form
            .fields=${passwordFields()}
            .action=${a('signOn')}
            ?busy=${this.busy}
            @filled=${({ detail: { user = '', password = '' } }: CustomEvent<SignOnValues>) =>
              this.#wish({ way: 'password', user, password })}
          ></ls-sign-on-form>
          <div class="ways">
            ${this.sso ? html`<a class="way" href=${this.sso.href}>${a('ssoWith', this.sso.name)}</a>` : nothing}
            ${this.station ? this.#way('name', a('withPin')) : nothing}
          </div>`;
    }
  }

  #way(kind: 'people' | 'name' | 'password', text: string) {
    return html`<button class="text-button" @click=${() => this.#go({ kind })}>${text}</button>`;
  }

  #demo(people: NonNullable<LsSignOn['demo']>) {
    return html`<section class="demo" aria-labelledby="demo">
      <h3 id="demo">${a('demoPeople')}</h3>
      <p class="hint">${a('demoNote')}</p>
      <ul class="people">
        ${people.map(
          ({ user, name, roles }) =>
            html`<li>
              <button ?disabled=${this.busy} @click=${() => this.#wish({ way: 'demo', user })}>
                ${name}<span class="second">${roles.map(roleName).join(', ')}</span>
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #go(step: Step): void {
    this.step = step;
    void this.updateComplete.then(() => (this.nameField ?? this.form ?? this.pad)?.focus());
  }

  readonly #nameAndPin = ({ detail: pin }: CustomEvent<string>): void => {
    const user = this.nameField?.value.trim().toLowerCase() ?? '';
    if (user === '') this.nameField?.focus();
    else this.#wish({ way: 'pin', user, pin });
  };

  #wish(detail: SignOnWish): void {
    this.dispatchEvent(new CustomEvent<SignOnWish>('sign-on-wanted', { detail }));
  }
}

function passwordFields(): SignOnField[] {
  return [
    { name: 'user', label: a('user'), kind: 'user' },
    { name: 'password', label: a('password'), kind: 'password' },
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sign-on': LsSignOn;
  }
}
