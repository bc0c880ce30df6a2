import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { AboveFeet } from './foot.ts';

/** Long enough to see a slip of the finger. */
const SHOWN_MS = 10_000;

/** Says for 10 s what was just set, and lets it be changed; waits while a hand or the focus is on it. Emits `change-wanted`, `over`. */
@customElement('ls-reason-set')
export class LsReasonSet extends LitElement {
  /** `Film jam set for 14:50` */
  @property() text = '';
  /** Identity of the entry: another one begins the time anew. */
  @property() entry = '';
  /** What the button says; empty = it lets the reason be changed. */
  @property() action = '';

  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    controls,
    css`
      :host {
        position: fixed;
        z-index: 2;
        bottom: calc(12px + var(--foot, 0px));
        left: 50%;
        display: flex;
        align-items: center;
        gap: 16px;
        width: max-content;
        max-width: calc(100vw - 24px);
        padding: 4px 4px 4px 16px;
        transform: translateX(-50%);
        border: 1px solid var(--ls-second);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
      }
      p {
        overflow-wrap: anywhere;
      }
      button {
        border: 0;
        background: none;
        color: var(--ls-touch);
        font-weight: 600;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    new AboveFeet(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const holds of ['pointerenter', 'focusin']) this.addEventListener(holds, this.#hold);
    for (const ends of ['pointerleave', 'focusout']) this.addEventListener(ends, this.#wait);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hold();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('entry')) this.#wait();
  }

  protected override render() {
    return html`<p role="status">${this.text}</p>
      <button @click=${() => this.dispatchEvent(new CustomEvent('change-wanted'))}>
        ${this.action || t('change')}
      </button>`;
  }

  readonly #hold = (): void => clearTimeout(this.#timer);

  readonly #wait = (): void => {
    this.#hold();
    this.#timer = setTimeout(() => this.dispatchEvent(new CustomEvent('over')), SHOWN_MS);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-reason-set': LsReasonSet;
  }
}
