/** The chart in the DOM: where things are on the screen, and drawing what changes while hands move, without a new render. */
import { render } from 'lit';
import { BarLayer, type BarLook } from './bar-layer.ts';
import type { BoardBar, BoardLink, DropTarget } from './board-model.ts';
import type { BoardView } from './board-view.ts';
import type { Carried } from './carrying.ts';
import { targetAt, type Held } from './drop-target.ts';
import { EdgeDrift } from './edge-speed.ts';
import type { Point } from './hands.ts';
import { linkPaths } from './link-paths.ts';
import { placedBars } from './placed-bars.ts';
import { barsWithin, rowsWithin, type RowLayout } from './row-layout.ts';
import { revealing, snapped, stepOf, timeAt, xOf } from './scale.ts';
import { targetMark, targetRow } from './target-mark.ts';
import { titleWidth } from './title-width.ts';

export const AXIS_PX = 56;
/** Rows that are drawn above and below those that are seen. */
const ROWS_BESIDE = 2;

export interface ChartSeen extends Omit<BarLook, 'left'> {
  previewed: ReadonlyMap<string, BoardBar>;
  links: readonly BoardLink[];
  carried: Carried | null;
  zone: string;
  now: number;
}

export class BoardChart {
  readonly bars: BarLayer;
  readonly #scroller: HTMLElement;
  readonly #plot: HTMLElement;
  readonly #view: BoardView;
  #slid = NaN;
  #scrollTop = 0;
  /** Where the chart is on the screen, measured once per layout: asking the browser makes it lay out anew. */
  #box: { left: number; top: number; right: number; bottom: number } | null = null;
  #drift = { across: new EdgeDrift(), down: new EdgeDrift() };
  readonly #panning: HTMLElement[];
  layout: RowLayout;
  rows: [number, number] = [0, 0];

  constructor(root: ParentNode, view: BoardView, layout: RowLayout) {
    const part = (name: string) => root.querySelector<HTMLElement>(name)!;
    this.#scroller = part('.scroller');
    this.#plot = part('.plot');
    this.#panning = [...root.querySelectorAll<HTMLElement>('.pan')];
    this.bars = new BarLayer(part('.bars'));
    this.#view = view;
    this.layout = layout;
  }

  /** There are other rows or bars, or another part of them is seen. */
  laid(layout: RowLayout, isAll: boolean): void {
    this.layout = layout;
    this.rows = isAll ? [0, layout.rows.length] : this.#rowsSeen();
  }

  #rowsInView(): [number, number] {
    const { top, bottom } = this.#measured();
    return rowsWithin(this.layout, this.#scrollTop, this.#scrollTop + bottom - top);
  }

  #measured(): { left: number; top: number; right: number; bottom: number } {
    if (!this.#box) {
      this.#scrollTop = this.#scroller.scrollTop;
      const { top, right, bottom } = this.#scroller.getBoundingClientRect();
      this.#box = { left: this.#plot.getBoundingClientRect().left, top: top + AXIS_PX, right, bottom };
    }
    return this.#box;
  }

  #rowsSeen(): [number, number] {
    const [first, after] = this.#rowsInView();
    return [Math.max(0, first - ROWS_BESIDE), Math.min(this.layout.rows.length, after + ROWS_BESIDE)];
  }

  /** Bars, links and what marks the target. */
  paint(seen: ChartSeen): void {
    const { window, scale } = this.#view.drawn;
    const { layout, rows } = this;
    const { previewed, held, focusable } = seen;
    const kept = new Set(focusable === null ? held : [...held, focusable]);
    const placed = placedBars({ layout, scale, window, rows, previewed, kept, titleWidth });
    this.bars.show(placed, { ...seen, left: this.#view.left });
    this.#plot.classList.toggle('previewing', seen.carried !== null || previewed.size > 0);
    const { zone, now, carried } = seen;
    const marked = carried && { carried, layout, scale, zone, now };
    render(marked ? targetRow(marked) : null, this.#layer('.beneath'));
    render(marked ? targetMark(marked) : null, this.#layer('.overlay'));
    render(linkPaths({ layout, scale, ...seen }), this.#layer('.links'));
    this.slide();
  }

  /** What is drawn, to where the view is now. */
  slide(): void {
    const { left } = this.#view;
    if (left !== this.#slid)
      for (const layer of this.#panning) layer.style.transform = `translateX(${-left.toFixed(2)}px)`;
    this.#slid = left;
    this.bars.labelFrom(left);
    // What a stretch is called stands where it can be read, at the view's edge if it begins before.
    for (const label of this.#scroller.querySelectorAll<HTMLElement>('.band > span, .shade > span')) {
      const { style } = label.parentElement!;
      const begun = Math.max(0, left - parseFloat(style.left));
      label.style.marginLeft = begun > 0 && begun < parseFloat(style.width) ? `${begun.toFixed(0)}px` : '';
    }
  }

  /** Order of the bars of each row and their places in it, for screen readers: they lie in another layer, and not all of them. */
  own(root: ParentNode): void {
    const owned = this.bars.byRow();
    for (const row of root.querySelectorAll<HTMLElement>('.row')) {
      const bars = owned.get(row.dataset.row!) ?? [];
      const all = this.layout.byId.get(row.dataset.row!)?.bars ?? [];
      for (const bar of bars) {
        const column = all.findIndex(({ id }) => id === bar.dataset.bar);
        // After the head.
        if (column >= 0) setAttribute(bar, 'aria-colindex', String(column + 2));
      }
      const ids = bars.map(({ id }) => id).join(' ');
      if ((row.getAttribute('aria-owns') ?? '') === ids) continue;
      if (ids) row.setAttribute('aria-owns', ids);
      else row.removeAttribute('aria-owns');
    }
  }

  /** px from the left of the view and from the top of the rows. */
  within(at: Point): Point {
    const { left, top } = this.#measured();
    return { x: at.x - left, y: at.y - top + this.#scrollTop };
  }

  timeAt(at: Point): number {
    return timeAt(this.#view.scale, this.within(at).x);
  }

  targetAt(at: Point, held: Held, { exact, grab, zone }: { exact: boolean; grab: number; zone: string }) {
    const { y } = this.within(at);
    const time = this.timeAt(at);
    const begin = snapped(time - grab, stepOf(this.#view.scale.msPerPx), zone);
    return targetAt(this.layout, held, { y, at: time, begin, exact });
  }

  /** A hand has picked something up. */
  picked(): void {
    this.#drift = { across: new EdgeDrift(), down: new EdgeDrift() };
  }

  drift(at: Point, seconds: number): boolean {
    const { left, top, right, bottom } = this.#measured();
    const across = this.#drift.across.step(at.x - left, right - left, seconds);
    const down = this.#drift.down.step(at.y - top, bottom - top, seconds);
    const before = this.#scrollTop;
    if (down !== 0) this.scroll(down);
    if (across !== 0) this.#view.pan(across);
    return across !== 0 || this.#scrollTop !== before;
  }

  /** The rubber band between two points of the screen; null = none. */
  band(ends: readonly [Point, Point] | null): void {
    const rubber = this.#layer('.rubber');
    rubber.hidden = ends === null;
    if (!ends) return;
    const [a, b] = [this.within(ends[0]), this.within(ends[1])];
    rubber.style.left = `${Math.min(a.x, b.x)}px`;
    rubber.style.top = `${Math.min(a.y, b.y)}px`;
    rubber.style.width = `${Math.abs(a.x - b.x)}px`;
    rubber.style.height = `${Math.abs(a.y - b.y)}px`;
  }

  /** The bar that is nearest to the upper left corner of the view. */
  firstSeen(): string | null {
    const { rows } = this.layout;
    for (let i = this.rows[0]; i < this.rows[1]; i++) {
      const row = rows[i]!;
      const [first, after] = barsWithin(row, this.#view.now);
      if (first < after) return row.bars[first]!.id;
    }
    return null;
  }

  scroll(px: number): void {
    this.#scroller.scrollTop += px;
    this.scrolled();
  }

  /** Whether scrolling has come to rows that are not drawn. */
  scrolled(): boolean {
    this.#scrollTop = this.#scroller.scrollTop;
    const [first, after] = this.#rowsInView();
    return first < this.rows[0] || after > this.rows[1];
  }

  /** Something may lie elsewhere on the screen. */
  moved(): void {
    this.#box = null;
  }

  /** Brings a bar into view, no further than needed. */
  reveal(bar: BoardBar): void {
    this.#view.go(revealing(this.#view.now, bar.setupFrom, bar.end));
    this.revealRow(bar.row);
  }

  /** Brings what keys carry into view. */
  revealTarget(target: DropTarget, bar: BoardBar | undefined): void {
    if (target.kind === 'parking') return;
    this.revealRow(target.row);
    if (bar) this.#view.go(revealing(this.#view.now, bar.setupFrom, bar.end));
  }

  revealRow(id: string): void {
    const row = this.layout.byId.get(id);
    if (!row) return;
    const { top, bottom } = this.#measured();
    const height = bottom - top;
    const { scrollTop } = this.#scroller;
    if (row.top < scrollTop) this.#scroller.scrollTop = row.top;
    else if (row.top + row.height > scrollTop + height) this.#scroller.scrollTop = row.top + row.height - height;
  }

  /** Bars that a rectangle of the screen touches. */
  barsIn(from: Point, to: Point): string[] {
    const [a, b] = [this.within(from), this.within(to)];
    const { left } = this.#view;
    const [x1, x2] = [Math.min(a.x, b.x) + left, Math.max(a.x, b.x) + left];
    const [y1, y2] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
    const { scale } = this.#view.drawn;
    return this.layout.rows
      .filter(({ top, height }) => top < y2 && top + height > y1)
      .flatMap(({ bars }) => bars.filter(({ start, end }) => xOf(scale, start) < x2 && xOf(scale, end) > x1))
      .map(({ id }) => id);
  }

  #layer(name: string): HTMLElement {
    return this.#plot.querySelector<HTMLElement>(name)!;
  }
}

/** What is set anew is read anew. */
function setAttribute(element: HTMLElement, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
