/** Which bar or card the keyboard is at: one of each is reached by the tab key, arrows go on from there. */
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
}

export class BoardFocus implements ReactiveController {
  readonly #host: FocusHost;
  #at: string | null = null;
  #hasBegun = false;

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

  /** The bar that had the focus last, else the first that is seen. */
  get bar(): string | null {
    const { layout, chart } = this.#host;
    if (this.#at !== null && layout.bars.has(this.#at)) return this.#at;
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

  elementOf(id: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector(`[data-bar="${CSS.escape(id)}"], [data-card="${CSS.escape(id)}"]`);
  }

  readonly #came = (event: Event): void => {
    const id = idOf(event);
    if (id === null || id === this.#at) return;
    this.#at = id;
    this.#host.requestUpdate();
  };
}
