/**
 * When the card of a bar is shown: while a mouse rests on it or keys have come to it, and after a finger's tap; until anything
 * else is done. It stays while the mouse is on the card itself, and Escape takes it away. A bar that comes to lie under a mouse
 * at rest shows none: nobody has pointed at it. For fingers the card says what can be done, too: they have neither a right
 * button nor keys.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BarChoice, CardOf } from './board-model.ts';
import type { LsBarCard } from './ls-bar-card.ts';
import { idOf } from './under-hand.ts';

/** Who only passes over bars sees no card. */
const RESTS_MS = 350;
/** From the bar to its card there is a gap. */
const LEAVES_MS = 150;

export interface CardsHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly cardOf: CardOf | null;
  /** Null where lines are lists: a tap opens there. */
  readonly chart: object | null;
  /** While something is carried, what would be is told instead. */
  readonly carrying: { readonly carried: object | null };
  choices(id: string): readonly BarChoice[];
}

type By = 'mouse' | 'keys' | 'finger';

export class BarCards implements ReactiveController {
  readonly #host: CardsHost;
  #shown: string | null = null;
  /** A mouse that only lies somewhere takes away nothing that keys have brought. */
  #by: By = 'mouse';
  /** What a hand has pressed gets the focus, too: that is no coming by keys. */
  #isPressed = false;
  #next: ReturnType<typeof setTimeout> | undefined;
  /** What is shown next; null = nothing, undefined = it stays as it is. */
  #coming: string | null | undefined;
  /** What the mouse has pointed at. */
  #pointed: string | null = null;
  /** Its card was taken away: it does not come back before the mouse has been elsewhere. */
  #done: string | null = null;
  #listening: AbortController | null = null;

  constructor(host: CardsHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const on = <K extends keyof HTMLElementEventMap>(name: K, listener: (event: HTMLElementEventMap[K]) => void) =>
      this.#host.addEventListener(name, listener as EventListener, { signal, passive: true });
    on('pointermove', (event) => event.pointerType === 'mouse' && event.buttons === 0 && this.#pointsAt(event));
    on('pointerleave', (event) => event.pointerType === 'mouse' && this.#left());
    on('pointerdown', (event) => this.#pressed(event));
    on('pointerup', (event) => event.pointerType !== 'mouse' && !this.#isOn(event) && this.#tapped(event));
    on('click', (event) => this.#isOn(event) && this.#takeAway());
    on('wheel', () => this.#takeAway());
    // What goes from one bar to another is not told outside the board.
    const { renderRoot } = this.#host;
    renderRoot.addEventListener('pointerover', (event) => this.#isUnder(event), { signal, passive: true });
    renderRoot.addEventListener('focusin', (event) => this.#came(event as FocusEvent), { signal });
    renderRoot.addEventListener('focusout', () => this.#by === 'keys' && this.#hide(), { signal });
    // Wherever the focus is: a mouse may rest on a bar meanwhile.
    addEventListener('keydown', (event) => this.#typed(event), { signal, capture: true });
    // What comes to have the focus may have been scrolled to.
    this.#host.addEventListener('scroll', () => this.hostUpdated(), { signal, passive: true, capture: true });
  }

  hostDisconnected(): void {
    this.#listening?.abort();
    this.#hide();
  }

  /** What it tells, or where its bar is, may have changed. */
  hostUpdated(): void {
    if (this.#shown !== null) this.#show(this.#shown);
  }

  /** The mouse has moved. */
  #pointsAt(event: PointerEvent): void {
    if (this.#isOn(event)) return this.#stay();
    const id = idOf(event);
    if (id === null && this.#by !== 'mouse') return;
    this.#by = 'mouse';
    this.#pointed = id;
    if (id !== this.#done) this.#done = null;
    else if (id !== null) return;
    this.#turnTo(id);
  }

  /** The mouse, or what lies under it, has moved. */
  #isUnder(event: Event): void {
    if (this.#by !== 'mouse' || this.#isOn(event)) return;
    const id = idOf(event);
    if (id !== this.#shown && id !== this.#coming) this.#turnTo(null);
  }

  #left(): void {
    if (this.#by !== 'mouse') return;
    this.#pointed = this.#done = null;
    this.#turnTo(null);
  }

  #turnTo(id: string | null): void {
    if (id === this.#shown) this.#stay();
    else if (id !== this.#coming) this.#later(id, id === null || this.#shown !== null ? LEAVES_MS : RESTS_MS);
  }

  #stay(): void {
    clearTimeout(this.#next);
    this.#coming = undefined;
  }

  /** Somebody has done something else. */
  #takeAway(): void {
    this.#done = this.#pointed;
    this.#hide();
  }

  #pressed(event: PointerEvent): void {
    this.#isPressed = true;
    if (!this.#isOn(event)) this.#takeAway();
  }

  #typed({ key }: KeyboardEvent): void {
    this.#isPressed = false;
    if (!key.startsWith('Arrow')) this.#takeAway();
  }

  #came(event: FocusEvent): void {
    if (this.#isPressed) return;
    const id = idOf(event);
    const element = event.composedPath()[0];
    if (id === null || !(element instanceof Element) || !element.matches(':focus-visible')) return;
    this.#by = 'keys';
    this.#later(id, 0);
  }

  #tapped(event: PointerEvent): void {
    this.#by = 'finger';
    this.#later(this.#host.chart && idOf(event), 0);
  }

  #isOn(event: Event): boolean {
    return event.composedPath().includes(this.#card!);
  }

  #later(id: string | null, ms: number): void {
    clearTimeout(this.#next);
    this.#coming = id;
    this.#next = setTimeout(() => {
      this.#coming = undefined;
      if (id === null) this.#hide();
      else this.#show(id);
    }, ms);
  }

  #show(id: string): void {
    const { cardOf, carrying, renderRoot } = this.#host;
    const bar = renderRoot.querySelector(`[data-bar="${CSS.escape(id)}"], [data-card="${CSS.escape(id)}"]`);
    const card = carrying.carried || !bar ? null : (cardOf?.(id) ?? null);
    if (!card || !bar) return this.#hide();
    const element = this.#card!;
    this.#shown = id;
    element.about = { id, card, choices: this.#by === 'finger' ? this.#host.choices(id) : [] };
    element.hidden = false;
    const chart = bar.matches('[data-bar]') ? renderRoot.querySelector('.plot') : null;
    void element.beside(bar.getBoundingClientRect(), (chart ?? this.#host).getBoundingClientRect());
  }

  get #card(): LsBarCard | null {
    return this.#host.renderRoot.querySelector('ls-bar-card');
  }

  #hide(): void {
    this.#stay();
    this.#shown = null;
    const element = this.#card;
    if (element) element.hidden = true;
  }
}
