import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { boardText } from '../../locales/board.ts';
import { controls } from '../../styles/controls.ts';
import type { BarChoice } from './board-model.ts';
import type { Point } from './hands.ts';

export interface MenuAsked {
  /** Of the bar or card. */
  id: string;
  title: string;
  choices: readonly BarChoice[];
  at: Point;
}

export interface MenuChosen {
  id: string;
  key: string;
}

/** What can be done with one bar or card, where it was asked for. Emits `menu-chosen`; gives the focus back when it closes. */
@customElement('ls-board-menu')
export class LsBoardMenu extends LitElement {
  @state() private asked: MenuAsked | null = null;
  @query('[popover]') private readonly popup!: HTMLElement;
  #back: HTMLElement | null = null;

  static override styles = [
    controls,
    css`
      [popover] {
        inset: auto;
        min-width: 180px;
        margin: 0;
        padding: 4px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
        color: var(--ls-ink);
      }
      button {
        display: block;
        width: 100%;
        border: 0;
        text-align: start;
      }
      button:hover {
        background: var(--ls-ground);
      }
    `,
  ];

  /** `back` gets the focus when it closes. */
  async ask(asked: MenuAsked, back: HTMLElement | null): Promise<void> {
    this.asked = asked;
    this.#back = back;
    await this.updateComplete;
    // The lifting of the finger that asked would close what is open by then.
    await new Promise(requestAnimationFrame);
    this.popup.showPopover();
    const { width, height } = this.popup.getBoundingClientRect();
    this.popup.style.left = `${Math.max(4, Math.min(asked.at.x, innerWidth - width - 4))}px`;
    this.popup.style.top = `${Math.max(4, Math.min(asked.at.y, innerHeight - height - 4))}px`;
    this.#buttons()[0]?.focus();
  }

  protected override render() {
    return html`<div
      popover="auto"
      role="menu"
      aria-label=${this.asked ? boardText('menuOf', this.asked.title) : nothing}
      @toggle=${this.#toggled}
      @keydown=${this.#key}
    >
      ${this.asked?.choices.map(
        ({ key, text }) => html`<button role="menuitem" @click=${() => this.#choose(key)}>${text}</button>`,
      )}
    </div>`;
  }

  #choose(key: string): void {
    this.popup.hidePopover();
    if (this.asked)
      this.dispatchEvent(new CustomEvent<MenuChosen>('menu-chosen', { detail: { id: this.asked.id, key } }));
  }

  #buttons(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll('button')];
  }

  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState !== 'closed') return;
    // Whoever has pressed somewhere else has the focus there.
    if (this.shadowRoot?.activeElement || document.activeElement === document.body) this.#back?.focus();
  };

  readonly #key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const direction = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    const buttons = this.#buttons();
    const at = buttons.indexOf(this.shadowRoot?.activeElement as HTMLButtonElement);
    buttons[(at + direction + buttons.length) % buttons.length]?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-board-menu': LsBoardMenu;
  }
}
