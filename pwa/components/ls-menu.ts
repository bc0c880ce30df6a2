import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../styles/controls.ts';
import { menuPlace } from './menu-place.ts';

/**
 * What more can be done, behind one button: links and buttons are slotted, before them what is to be said (whoever slots them brings
 * `menuStyles`). It lies over all else and one only is open; Escape, a tap beside it and a choice close it, and a tap beside it does
 * nothing else. Arrow keys, Home and End go through it. As a `context` menu it has no button: it is shown where somebody asked for it,
 * and what is slotted are menu items.
 */
@customElement('ls-menu')
export class LsMenu extends LitElement {
  /** What the button says, unless more than words is slotted as `label`; what a context menu is called. */
  @property() label = '';
  @property({ type: Boolean }) context = false;

  @state() private open = false;

  @query('button') private readonly button!: HTMLButtonElement | null;
  @query('.over') private readonly over!: HTMLElement;
  @query('.menu') private readonly menu!: HTMLElement;
  /** Of a context menu: where it was asked for, and what had the focus then. */
  #at = new DOMRect();
  #back: HTMLElement | null = null;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        flex: none;
        max-width: 100%;
      }
      button {
        display: flex;
        align-items: center;
        gap: 6px;
        max-width: 100%;
        white-space: nowrap;
      }
      /* As large as the screen: what is pressed beside the menu is not what lies there. */
      .over {
        inset: 0;
        width: 100%;
        height: 100%;
        max-width: none;
        max-height: none;
        margin: 0;
        padding: 0;
        border: 0;
        overflow: hidden;
        background: none;
        color: inherit;
      }
      .menu {
        position: absolute;
        display: flex;
        flex-direction: column;
        width: max-content;
        min-width: 15rem;
        max-width: calc(100vw - 16px);
        padding: 4px;
        border: 1px solid var(--ls-second);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#settle(false);
  }

  /** A context menu, at a point of the screen (px); `back` gets the focus when it closes. */
  async showAt({ x, y }: { x: number; y: number }, back: HTMLElement | null): Promise<void> {
    this.#at = new DOMRect(x, y);
    this.#back = back;
    // The lifting of the finger that asked would close what is open by then.
    await new Promise(requestAnimationFrame);
    this.over.showPopover();
    this.#begin();
  }

  protected override render() {
    return html`${this.context ? nothing : this.#opener()}
      <div
        id="over"
        class="over"
        popover="auto"
        @click=${this.#pressed}
        @contextmenu=${this.#pressed}
        @keydown=${this.#key}
        @focusout=${this.#left}
        @beforetoggle=${this.#giveBack}
        @toggle=${({ newState }: ToggleEvent) => this.#settle(newState === 'open')}
      >
        ${
          this.context
            ? html`<div class="menu" role="menu" aria-label=${this.label}><slot></slot></div>`
            : html`<div class="menu" role="group" aria-labelledby="button"><slot></slot></div>`
        }
      </div>`;
  }

  #opener() {
    return html`<button
      id="button"
      part="button"
      aria-expanded=${this.open}
      aria-controls="over"
      @click=${this.#show}
      @keydown=${this.#keyOfButton}
      @focusout=${this.#left}
    >
      <slot name="label">${this.label}</slot>
    </button>`;
  }

  readonly #show = (): void => {
    // That is what gets the focus back; not every browser gives it to what is pressed.
    this.button?.focus();
    this.over.togglePopover();
    if (this.over.matches(':popover-open')) this.#begin();
  };

  #begin(): void {
    this.#place();
    this.#items()[0]?.focus({ preventScroll: true });
  }

  readonly #hide = (): void => this.over.hidePopover();

  /**
   * The browser does that for what is in the popover itself, not for what is slotted into it. Whoever has pressed beside it has the
   * focus nowhere by then.
   */
  readonly #giveBack = ({ newState }: ToggleEvent): void => {
    const isNowhere = document.activeElement === document.body;
    if (newState === 'closed' && (isNowhere || this.#items().some((item) => item.matches(':focus'))))
      (this.button ?? this.#back)?.focus();
  };

  readonly #place = (): void => {
    const { style } = this.menu;
    style.maxHeight = '';
    const { width, height } = this.menu.getBoundingClientRect();
    const screen = this.over.getBoundingClientRect();
    const { left, top, maxHeight } = menuPlace(
      this.button?.getBoundingClientRect() ?? this.#at,
      { width, height },
      screen,
    );
    Object.assign(style, { left: `${left}px`, top: `${top}px`, maxHeight: `${maxHeight}px` });
  };

  /** It stays at its button while the window changes, and goes when the page is scrolled away from under it. */
  #settle(open: boolean): void {
    this.open = open;
    const change = open ? addEventListener : removeEventListener;
    change('resize', this.#place);
    change('scroll', this.#hide);
  }

  /**
   * Something was chosen, or what lies beside the menu was pressed. It goes before what was chosen acts: what that opens gives the
   * focus back to the button then, not to what is hidden.
   */
  readonly #pressed = {
    capture: true,
    handleEvent: (event: Event): void => {
      const isBeside = event.target === this.over;
      if (isBeside) event.preventDefault();
      const isChosen = event.type === 'click' && event.target instanceof Element && event.target.closest('a, button');
      if (isBeside || isChosen) this.#hide();
    },
  };

  /** The focus went elsewhere: what hangs over the page goes. */
  readonly #left = ({ relatedTarget }: FocusEvent): void => {
    const isHere = relatedTarget instanceof Node && (this.contains(relatedTarget) || relatedTarget === this.button);
    if (relatedTarget && !isHere) this.#hide();
  };

  readonly #keyOfButton = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' || this.open) return;
    event.preventDefault();
    this.#show();
  };

  readonly #key = (event: KeyboardEvent): void => {
    const items = this.#items();
    const at = items.findIndex((item) => item.matches(':focus'));
    const to = { ArrowDown: at + 1, ArrowUp: Math.max(at, 0) - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    items.at(to % items.length)?.focus();
  };

  /** What can be chosen now. */
  #items(): HTMLElement[] {
    const slot = this.renderRoot.querySelector<HTMLSlotElement>('slot:not([name])');
    return (slot?.assignedElements({ flatten: true }) ?? []).filter(
      (item): item is HTMLElement =>
        item instanceof HTMLElement && item.matches('a, button:enabled') && item.checkVisibility(),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-menu': LsMenu;
  }
}
