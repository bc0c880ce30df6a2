/** Bars in the DOM: one element each as long as it is drawn, moved by transforms, filled anew only when it has changed. */
import { render } from 'lit';
import { barContent } from './bar-content.ts';
import { toneOf } from './mark-shapes.ts';
import type { PlacedBar } from './placed-bars.ts';

/** What else a bar looks like. */
export interface BarLook {
  selected: ReadonlySet<string>;
  /** Held by hand or keys. */
  held: ReadonlySet<string>;
  /** Of a bar that others would move. */
  previewed: ReadonlyMap<string, unknown>;
  refused: boolean;
  /** Null = all are. */
  found: ((id: string) => boolean) | null;
  /** The one that the tab key reaches. */
  focusable: string | null;
  /** Left edge of the view in the layer, px: labels do not go beyond it. */
  left: number;
  canSelect: boolean;
}

interface Shown {
  element: HTMLElement;
  placed: PlacedBar | null;
  look: string;
  label: number;
}

const LABEL_MARGIN_PX = 60;

export class BarLayer {
  readonly #layer: HTMLElement;
  readonly #shown = new Map<string, Shown>();

  constructor(layer: HTMLElement) {
    this.#layer = layer;
  }

  elementOf(id: string): HTMLElement | null {
    return this.#shown.get(id)?.element ?? null;
  }

  placedOf(id: string): PlacedBar | null {
    return this.#shown.get(id)?.placed ?? null;
  }

  /** Of the rows, in order of time. */
  byRow(): Map<string, HTMLElement[]> {
    const placed = [...this.#shown.values()].filter((shown) => shown.placed !== null);
    const rows = Map.groupBy(
      placed.sort((a, b) => a.placed!.x - b.placed!.x),
      (shown) => shown.placed!.bar.row,
    );
    return new Map([...rows].map(([row, bars]) => [row, bars.map(({ element }) => element)]));
  }

  show(all: readonly PlacedBar[], look: BarLook): void {
    const kept = new Set<string>();
    for (const placed of all) {
      const { id } = placed.bar;
      kept.add(id);
      const shown = this.#shown.get(id) ?? this.#add(id);
      this.#place(shown, placed);
      this.#dress(shown, placed, look);
      this.#label(shown, placed, look.left);
    }
    for (const [id, { element }] of this.#shown) {
      if (kept.has(id)) continue;
      element.remove();
      this.#shown.delete(id);
    }
  }

  /** After a pan within what is drawn. */
  labelFrom(left: number): void {
    for (const shown of this.#shown.values()) if (shown.placed) this.#label(shown, shown.placed, left);
  }

  #add(id: string): Shown {
    const element = document.createElement('div');
    element.id = elementId(id);
    element.dataset.bar = id;
    element.setAttribute('role', 'gridcell');
    this.#layer.append(element);
    const shown: Shown = { element, placed: null, look: '', label: 0 };
    this.#shown.set(id, shown);
    return shown;
  }

  #place(shown: Shown, placed: PlacedBar): void {
    const { element, placed: before } = shown;
    const { bar, x, y, width, detail, from, to, bare, together } = placed;
    const { style } = element;
    if (x !== before?.x || y !== before.y) style.transform = `translate(${x.toFixed(2)}px, ${y}px)`;
    if (width !== before?.width) style.width = `${width.toFixed(2)}px`;
    shown.placed = placed;
    const isSame = bar === before?.bar && detail === before.detail && from === before.from && to === before.to;
    if (isSame && bare === before.bare && together === before.together) return;
    style.setProperty('--product', bar.colour);
    render(barContent(placed), element);
    // What is filled anew may keep where it stood.
    shown.label = NaN;
    shown.look = '';
  }

  #dress(shown: Shown, { bar, detail }: PlacedBar, look: BarLook): void {
    const { selected, held, previewed, refused, found, focusable, canSelect } = look;
    const { element } = shown;
    const isHeld = held.has(bar.id);
    const classes = [
      'bar',
      bar.state,
      detail,
      toneOf(bar.marks),
      bar.endKnown ? '' : 'open',
      bar.movable ? '' : 'fixed',
      bar.marks.includes('draft') ? 'drafted' : '',
      selected.has(bar.id) ? 'selected' : '',
      isHeld ? 'held' : previewed.has(bar.id) ? 'moved' : '',
      isHeld && refused ? 'refused' : '',
      found?.(bar.id) === false ? 'faint' : '',
    ].join(' ');
    const tab = focusable === bar.id ? '0' : '-1';
    if (element.getAttribute('tabindex') !== tab) element.setAttribute('tabindex', tab);
    if (classes === shown.look) return;
    shown.look = classes;
    element.className = classes;
    if (canSelect) element.setAttribute('aria-selected', String(selected.has(bar.id)));
  }

  /** The label of a bar that begins before the view stands at the view's edge. */
  #label(shown: Shown, { x, width, detail }: PlacedBar, left: number): void {
    const isCut = x < left && x + width > left && detail !== 'beside' && detail !== 'block';
    const label = isCut ? Math.max(0, Math.min(left - x, width - LABEL_MARGIN_PX)) : 0;
    if (label === shown.label) return;
    shown.label = label;
    const text = shown.element.querySelector<HTMLElement>('.text');
    if (text) text.style.left = label > 0 ? `${label}px` : '';
  }
}

export function elementId(bar: string): string {
  return `bar-${bar.replace(/\s/g, '_')}`;
}
