import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { accessText as a } from '../locales/access.ts';
import { controls } from '../styles/controls.ts';

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
      details {
        position: relative;
        min-width: 0;
      }
      /* Nothing is inherited through the slots of a details element. */
      summary,
      .menu,
      .menu * {
        box-sizing: border-box;
      }
      summary {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: 48px;
        padding: 4px 12px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        color: var(--ls-ink);
        cursor: pointer;
        list-style: none;
        touch-action: manipulation;
      }
      summary span:not(.hidden, .pending) {
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
      .menu {
        position: absolute;
        z-index: 4;
        right: 0;
        display: flex;
        flex-direction: column;
        width: max-content;
        min-width: 14rem;
        max-width: calc(100vw - 24px);
        border: 1px solid var(--ls-second);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
      }
      .menu p {
        padding: 8px 16px;
        color: var(--ls-second);
        max-width: 20rem;
      }
      .menu :is(a, button) {
        display: flex;
        align-items: center;
        min-height: 64px;
        padding: 4px 16px;
        border: 0;
        background: none;
        color: var(--ls-touch);
        font-size: var(--ls-15);
        text-decoration: none;
      }
      .role {
        color: var(--ls-second);
      }
      /* The menu says them, too. */
      @media (max-width: 1439px) {
        .role,
        .station:has(+ details) {
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
    return html`<details @focusout=${this.#left}>
      <summary>
        <span class="hidden">${a('signedOn')}</span><span>${name}</span
        ><span class="role">${this.roles}</span>${this.#pendingNote()}
      </summary>
      <div class="menu">
        <p>
          <strong>${name}</strong> · ${this.roles}${this.station ? ` · ${this.station}` : nothing}
          ${this.byTicket ? html`<br />▲ ${a('byTicket')}` : nothing}
          ${this.pending > 0 ? html`<br />▲ ${a('pending', this.pending)}. ${a('pendingLong')}` : nothing}
        </p>
        ${this.links.map(({ href, text }) => html`<a href=${href}>${text}</a>`)}
        <button @click=${this.#signOn}>${a('switchPerson')}</button>
        <button @click=${this.#signOff}>${a('signOff')}</button>
      </div>
    </details>`;
  }

  #pendingNote() {
    return this.pending > 0 ? html`<span class="pending">▲ ${a('pending', this.pending)}</span>` : nothing;
  }

  /** Focus went elsewhere: what hangs over the page goes. */
  readonly #left = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    const details = currentTarget as HTMLDetailsElement;
    if (relatedTarget instanceof Node && !details.contains(relatedTarget)) details.open = false;
  };

  readonly #signOn = (): void => this.#tell('sign-on-wanted');
  readonly #signOff = (): void => this.#tell('sign-off-wanted');

  #tell(event: 'sign-on-wanted' | 'sign-off-wanted'): void {
    this.renderRoot.querySelector('details')?.removeAttribute('open');
    this.dispatchEvent(new CustomEvent(event));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-person': LsPerson;
  }
}
