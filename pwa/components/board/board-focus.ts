/**
 * Which bar or card the keyboard is at: one of each is reached by the tab key, arrows go on from there. What has the focus keeps
 * it wherever it goes, and hands it to its neighbour when it goes for good: who cannot see would else be nowhere.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BoardChart } from './board-chart.ts';
import type { ParkedCard } from './board-model.ts';
import type { RowLayout } from './row-layout.ts';
import { idOf } from './under-hand.ts';

export interface FocusHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly layout: RowLayout;
  readonly chart: BoardChart | null;
  readonly parked: readonly ParkedCard[];
  readonly selected: ReadonlySet<string>;
  /** Null = nothing is sought. */
  readonly found: ((id: string) => boolean) | null;
}

export class BoardFocus implements ReactiveController {
  readonly #host: FocusHost;
  #at: string | null = null;
  #hasBegun = false;
  /** What had the focus before all was drawn anew; null = nothing on the board. */
  #had: string | null = null;
  /** Where it was: its row (null = the parking lot), and its place there. */
  #place: { row: string | null; index: number } = { row: null, index: 0 };
  /** The first that is found among those bars. */
  #first: { layout: RowLayout; found: FocusHost['found']; id: string | null } | null = null;

  constructor(host: FocusHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Within the board: what goes from one thing in it to another is not told outside. */
  hostConnected(): void {
    this.#host.renderRoot.addEventListener('focusin', this.#came);
  }

  /** Whoever comes with something selected has come to see it. */
  hostUpdated(): void {
    const { chart, layout, selected } = this.#host;
    if (this.#hasBegun || !chart || layout.rows.length === 0) return;
    this.#hasBegun = true;
    const [first] = selected;
    const bar = layout.bars.get(first ?? '');
    if (!bar) return;
    this.#at = bar.id;
    chart.revealRow(bar.row);
  }

  hostUpdate(): void {
    const element = this.#root?.activeElement;
    this.#had = element instanceof HTMLElement ? (element.dataset.bar ?? element.dataset.card ?? null) : null;
  }

  /** Once all is drawn. */
  keep(): void {
    if (this.#had !== null && !this.#root?.activeElement) {
      const isParked = this.#host.parked.some(({ id }) => id === this.#had);
      // A parking lot that is closed has no cards.
      const next = this.elementOf(this.#had) ?? (isParked ? this.#part('.toggle') : this.elementOf(this.#neighbour));
      (next ?? this.#part('.scroller, .toggle'))?.focus({ preventScroll: true });
    }
    this.#note();
  }

  /** The bar that had the focus last, else the first that is found or seen. */
  get bar(): string | null {
    const { layout, chart, found } = this.#host;
    if (this.#at !== null && layout.bars.has(this.#at) && (found?.(this.#at) ?? true)) return this.#at;
    if (found && this.#found !== null) return this.#found;
    return chart ? chart.firstSeen() : (layout.rows.find(({ bars }) => bars.length > 0)?.bars[0]?.id ?? null);
  }

  get card(): string | null {
    const { parked } = this.#host;
    return parked.some(({ id }) => id === this.#at) ? this.#at : (parked[0]?.id ?? null);
  }

  async go(id: string): Promise<void> {
    const { layout, chart } = this.#host;
    this.#at = id;
    const bar = layout.bars.get(id);
    if (bar) chart?.reveal(bar);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.elementOf(id)?.focus({ preventScroll: chart !== null && bar !== undefined });
  }

  elementOf(id: string | null): HTMLElement | null {
    const name = CSS.escape(id ?? '');
    return id === null ? null : this.#part(`[data-bar="${name}"], [data-card="${name}"]`);
  }

  get #root(): ShadowRoot | null {
    const { renderRoot } = this.#host;
    return renderRoot instanceof ShadowRoot ? renderRoot : null;
  }

  #part(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector(selector);
  }

  /** What follows where the focus was. */
  get #neighbour(): string | null {
    const { layout, parked } = this.#host;
    const { row, index } = this.#place;
    const those = row === null ? parked : (layout.byId.get(row)?.bars ?? []);
    return (those[index] ?? those.at(-1))?.id ?? null;
  }

  get #found(): string | null {
    const { layout, found } = this.#host;
    if (this.#first?.layout !== layout || this.#first.found !== found) {
      const all = layout.rows.flatMap(({ bars }) => bars);
      this.#first = { layout, found, id: all.find(({ id }) => found?.(id))?.id ?? null };
    }
    return this.#first.id;
  }

  #note(): void {
    const { layout, parked } = this.#host;
    const bar = layout.bars.get(this.#at ?? '');
    const those = bar ? (layout.byId.get(bar.row)?.bars ?? []) : parked;
    const index = those.findIndex(({ id }) => id === this.#at);
    if (index >= 0) this.#place = { row: bar?.row ?? null, index };
  }

  readonly #came = (event: Event): void => {
    const id = idOf(event);
    if (id === null || id === this.#at) return;
    this.#at = id;
    this.#host.requestUpdate();
  };
}
