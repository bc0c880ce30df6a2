/**
 * When the card of a bar is shown: while a mouse rests on it or keys have come to it, and after a finger's tap; until anything
 * else is done. It stays while the mouse is on the card itself, and Escape takes it away.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CardOf } from './board-model.ts';
import type { LsBarCard } from './ls-bar-card.ts';
import { idOf } from './under-hand.ts';

/** Who only passes over bars sees no card. */
const RESTS_MS = 350;
/** From the bar to its card there is a gap. */
const LEAVES_MS = 150;

export interface CardsHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly cardOf: CardOf | null;
  /** While something is carried, what would be is told instead. */
  readonly carrying: { readonly carried: object | null };
}

export class BarCards implements ReactiveController {
  readonly #host: CardsHost;
  #shown: string | null = null;
  /** A mouse that only lies somewhere takes away nothing that keys have brought. */
  #isByMouse = false;
  #next: ReturnType<typeof setTimeout> | undefined;
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
    on('pointerover', (event) => event.pointerType === 'mouse' && event.buttons === 0 && this.#over(event));
    on('pointerleave', (event) => event.pointerType === 'mouse' && this.#isByMouse && this.#later(null, LEAVES_MS));
    on('pointerdown', this.#hide);
    on('pointerup', (event) => event.pointerType !== 'mouse' && this.#later(idOf(event), 0));
    on('wheel', this.#hide);
    on('focusin', (event) => this.#came(event));
    on('focusout', this.#hide);
    // Wherever the focus is: a mouse may rest on a bar meanwhile.
    addEventListener('keydown', (event) => !event.key.startsWith('Arrow') && this.#hide(), { signal, capture: true });
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

  #over(event: PointerEvent): void {
    if (event.composedPath().includes(this.#card!)) return clearTimeout(this.#next);
    const id = idOf(event);
    if (id === this.#shown && id !== null) return clearTimeout(this.#next);
    if (id === null && !this.#isByMouse) return;
    this.#isByMouse = true;
    this.#later(id, id === null ? LEAVES_MS : this.#shown === null ? RESTS_MS : LEAVES_MS);
  }

  #came(event: FocusEvent): void {
    const id = idOf(event);
    const element = event.composedPath()[0];
    if (id === null || !(element instanceof Element) || !element.matches(':focus-visible')) return;
    this.#isByMouse = false;
    this.#later(id, 0);
  }

  #later(id: string | null, ms: number): void {
    clearTimeout(this.#next);
    this.#next = setTimeout(() => (id === null ? this.#hide() : this.#show(id)), ms);
  }

  #show(id: string): void {
    const { cardOf, carrying, renderRoot } = this.#host;
    const bar = renderRoot.querySelector(`[data-bar="${CSS.escape(id)}"], [data-card="${CSS.escape(id)}"]`);
    const card = carrying.carried || !bar ? null : (cardOf?.(id) ?? null);
    if (!card || !bar) return this.#hide();
    const element = this.#card!;
    this.#shown = id;
    element.card = card;
    element.hidden = false;
    const chart = bar.matches('[data-bar]') ? renderRoot.querySelector('.plot') : null;
    void element.beside(bar.getBoundingClientRect(), (chart ?? this.#host).getBoundingClientRect());
  }

  get #card(): LsBarCard | null {
    return this.#host.renderRoot.querySelector('ls-bar-card');
  }

  readonly #hide = (): void => {
    clearTimeout(this.#next);
    this.#shown = null;
    const element = this.#card;
    if (element) element.hidden = true;
  };
}
