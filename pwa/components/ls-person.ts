import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { accessText as a } from '../locales/access.ts';
import { controls } from '../styles/controls.ts';
import { menuStyles } from '../styles/menu.ts';
import './ls-menu.ts';

/** Who is on, in the head of a page; a tap opens what can be done about it. Emits `sign-on-wanted` and `sign-off-wanted`. */
@customElement('ls-person')
export class LsPerson extends LitElement {
  /** Null = nobody is on. */
  @property() name: string | null = null;
  /** `Operator, Engineer` */
  @property() roles = '';
  /** Name of the station; empty elsewhere. */
  @property() station = '';
  @property({ type: Boolean }) locked = false;
  @property({ type: Boolean }) byTicket = false;
  /** Entries that the gateway has yet to check. */
  @property({ type: Number }) pending = 0;
  @property({ attribute: false }) links: readonly { href: string; text: string }[] = [];

  static override styles = [
    controls,
    menuStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
        font-size: var(--ls-13);
      }
      .station {
        color: var(--ls-second);
        white-space: nowrap;
      }
      .on {
        min-width: 0;
        padding: 4px 12px;
        white-space: nowrap;
      }
      .asks {
        border-color: var(--ls-touch);
        color: var(--ls-touch);
        font-weight: 600;
      }
      ls-menu {
        --menu-row: 64px;
        flex: 0 1 auto;
        min-width: 0;
        font-size: var(--ls-13);
      }
      ls-menu::part(button) {
        padding: 4px 12px;
      }
      .name,
      .role {
        overflow: hidden;
        max-width: 9rem;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .pending {
        color: var(--ls-amber);
        font-weight: 600;
        white-space: nowrap;
      }
      ls-menu p {
        padding: 8px 16px;
        color: var(--ls-second);
        max-width: 20rem;
      }
      .role {
        color: var(--ls-second);
      }
      /* The menu says them, too. */
      @media (max-width: 1439px) {
        .role,
        .station:has(+ ls-menu) {
          display: none;
        }
      }
      @media (max-width: 639px) {
        .station {
          display: none;
        }
      }
    `,
  ];

  protected override render() {
    return html`${this.station ? html`<span class="station">${this.station}</span>` : nothing}
    ${this.name === null ? this.#nobody() : this.locked ? this.#locked(this.name) : this.#menu(this.name)}`;
  }

  #nobody() {
    return html`${this.#pendingNote()}<button class="on asks" @click=${this.#signOn}>${a('signOn')}</button>`;
  }

  #locked(name: string) {
    return html`<button class="on asks" @click=${this.#signOn}>${a('lockedAs', name)}</button>`;
  }

  #menu(name: string) {
    return html`<ls-menu>
      <span slot="label" class="hidden">${a('signedOn')}</span>
      <span slot="label" class="name">${name}</span>
      <span slot="label" class="role">${this.roles}</span>
      ${this.pending > 0 ? html`<span slot="label" class="pending">▲ ${a('pending', this.pending)}</span>` : nothing}
      <p>
        <strong>${name}</strong> · ${this.roles}${this.station ? ` · ${this.station}` : nothing}
        ${this.byTicket ? html`<br />▲ ${a('byTicket')}` : nothing}
        ${this.pending > 0 ? html`<br />▲ ${a('pending', this.pending)}. ${a('pendingLong')}` : nothing}
      </p>
      ${this.links.map(({ href, text }) => html`<a href=${href}>${text}</a>`)}
      <button @click=${this.#signOn}>${a('switchPerson')}</button>
      <button @click=${this.#signOff}>${a('signOff')}</button>
    </ls-menu>`;
  }

  #pendingNote() {
    return this.pending > 0 ? html`<span class="pending">▲ ${a('pending', this.pending)}</span>` : nothing;
  }

  readonly #signOn = (): void => this.#tell('sign-on-wanted');
  readonly #signOff = (): void => this.#tell('sign-off-wanted');

  #tell(event: 'sign-on-wanted' | 'sign-off-wanted'): void {
    this.dispatchEvent(new CustomEvent(event));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-person': LsPerson;
  }
}
