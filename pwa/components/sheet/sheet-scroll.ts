/** What of a sheet is seen now: by its own scrolling, by the page's where it lies in it, all of it on paper. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { rowsSeen, scrolledTo, type RowWindow } from './sheet-window.ts';

const POINTER_ROW_PX = 36;
const TOUCH_ROW_PX = 48;
export const CARD_PX = 104;

interface Host extends ReactiveControllerHost {
  /** Cards instead of a grid, where there is no room for one. */
  readonly cards: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
  /** Renders before it returns: a browser prints what is there when it has told so. */
  renderNow(): void;
}

export class SheetScroll implements ReactiveController {
  readonly #host: Host;
  readonly #coarse = matchMedia('(pointer: coarse)');
  readonly #narrow = matchMedia('(max-width: 600px)');
  readonly #resized = new ResizeObserver(() => this.#look());
  #seen: RowWindow = { from: 0, to: 0 };
  #count = 0;
  #printing = false;
  /** Less than a px that is still to be scrolled. */
  #owed = 0;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  get isTouch(): boolean {
    return this.#coarse.matches;
  }

  get isCards(): boolean {
    return this.#host.cards && this.#narrow.matches && !this.#printing;
  }

  get rowPx(): number {
    return this.isCards ? CARD_PX : this.isTouch ? TOUCH_ROW_PX : POINTER_ROW_PX;
  }

  /** Rows to be made, of so many. */
  seen(count: number): RowWindow {
    this.#count = count;
    if (this.#printing) return { from: 0, to: count };
    return { from: Math.min(this.#seen.from, count), to: Math.min(Math.max(this.#seen.to, 40), count) };
  }

  /** Whole rows that are seen at once. */
  get page(): number {
    return Math.max(1, Math.floor(this.#room() / this.rowPx) - 1);
  }

  /** Scrolls no more than it has to. `left` and `width` of the column in the grid; `stuck` = what always covers the left. */
  show(row: number, column: { left: number; width: number; stuck: number }): void {
    const scroller = this.#scroller;
    if (!scroller || this.isCards) return;
    scroller.scrollTop = scrolledTo(row, scroller.scrollTop, this.#room(), this.rowPx);
    const { left, width, stuck } = column;
    if (left < stuck) return;
    if (left - stuck < scroller.scrollLeft) scroller.scrollLeft = left - stuck;
    else if (left + width > scroller.scrollLeft + scroller.clientWidth)
      scroller.scrollLeft = left + width - scroller.clientWidth;
  }

  /** Where in what is seen below the head a height of the window is, px. */
  within(y: number): { at: number; length: number } {
    const { top = 0 } = this.#scroller?.getBoundingClientRect() ?? {};
    return { at: y - top - this.rowPx, length: this.#room() };
  }

  /** The row that is seen at a height of the window, or the one nearest to it. */
  rowAt(y: number): number {
    const { at, length } = this.within(y);
    const seen = Math.max(0, Math.min(at, length - 1)) + (this.#scroller?.scrollTop ?? 0);
    return Math.min(this.#count - 1, Math.floor(seen / this.rowPx));
  }

  /** Whether it moved by so many px. */
  by(px: number): boolean {
    const scroller = this.#scroller;
    if (!scroller) return false;
    const before = scroller.scrollTop;
    this.#owed += px;
    const whole = Math.trunc(this.#owed);
    this.#owed -= whole;
    scroller.scrollTop = before + whole;
    return scroller.scrollTop !== before;
  }

  hostConnected(): void {
    addEventListener('scroll', this.#look, { passive: true });
    addEventListener('beforeprint', this.#print);
    addEventListener('afterprint', this.#printed);
    this.#coarse.addEventListener('change', this.#again);
    this.#narrow.addEventListener('change', this.#again);
  }

  hostDisconnected(): void {
    removeEventListener('scroll', this.#look);
    removeEventListener('beforeprint', this.#print);
    removeEventListener('afterprint', this.#printed);
    this.#coarse.removeEventListener('change', this.#again);
    this.#narrow.removeEventListener('change', this.#again);
    this.#resized.disconnect();
  }

  hostUpdated(): void {
    if (this.#scroller) this.#resized.observe(this.#scroller);
    this.#look();
  }

  readonly scrolled = (): void => this.#look();

  readonly #look = (): void => {
    const scroller = this.#scroller;
    if (!scroller || this.#printing) return;
    const top = this.isCards ? -scroller.getBoundingClientRect().top : scroller.scrollTop;
    const height = this.isCards ? innerHeight : scroller.clientHeight;
    const seen = rowsSeen(Math.max(0, top), height, this.rowPx, this.#count);
    if (seen.from === this.#seen.from && seen.to === this.#seen.to) return;
    this.#seen = seen;
    this.#host.requestUpdate();
  };

  get #scroller(): HTMLElement | null {
    return this.#host.renderRoot?.querySelector<HTMLElement>('.scroller') ?? null;
  }

  /** Below the head, px. */
  #room(): number {
    return Math.max(0, (this.#scroller?.clientHeight ?? 0) - this.rowPx);
  }

  readonly #again = (): void => this.#host.requestUpdate();

  readonly #print = (): void => {
    this.#printing = true;
    this.#host.renderNow();
  };

  readonly #printed = (): void => {
    this.#printing = false;
    this.#host.requestUpdate();
  };
}
