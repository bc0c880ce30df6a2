/** Where things are carried on the board as it is laid out now. */
import type { ActionsHost } from './board-actions.ts';
import type { DropTarget } from './board-model.ts';
import type { Field } from './carrying.ts';
import type { Held } from './drop-target.ts';
import type { Point } from './hands.ts';
import { listTargetAt } from './list-target.ts';

export interface FieldHost extends ActionsHost {
  readonly shadowRoot: ShadowRoot | null;
  /** Something carried is to be seen in another place. */
  shown(): void;
}

export class BoardField implements Field {
  readonly #host: FieldHost;
  /** Where the parking lot is on the screen; null = to be measured. */
  #parking: DOMRect | null = null;

  constructor(host: FieldHost) {
    this.#host = host;
  }

  /** Something may lie elsewhere on the screen. */
  moved(): void {
    this.#parking = null;
  }

  previewOf() {
    return this.#host.previewOf;
  }

  show(): void {
    this.#host.shown();
  }

  picked(): void {
    this.#host.chart?.picked();
  }

  targetAt(at: Point, held: Held, aim: { exact: boolean; grab: number }): DropTarget | null {
    const { chart, layout, shadowRoot, zone } = this.#host;
    if (this.#isOverParking(at)) return { kind: 'parking' };
    if (chart) return chart.targetAt(at, held, { ...aim, zone });
    return shadowRoot && listTargetAt(shadowRoot, at, held, layout);
  }

  drift(at: Point, seconds: number): boolean {
    return !this.#isOverParking(at) && (this.#host.chart?.drift(at, seconds) ?? false);
  }

  #isOverParking({ x, y }: Point): boolean {
    const box = (this.#parking ??= this.#host.shadowRoot?.querySelector('.parking')?.getBoundingClientRect() ?? null);
    return box !== null && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  }
}
