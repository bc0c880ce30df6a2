/** Which time is seen, and the larger stretch that is drawn, within which panning only moves what is there. */
import type { BoardWindow } from './board-model.ts';
import { panned, scaleOf, xOf, zoomed, type Scale } from './scale.ts';

/** So much is drawn on either side, as a share of the view. */
const BESIDE = 0.5;
const TOLD_EVERY_MS = 160;

export interface ViewHost {
  /** Of the time axis, px. */
  width(): number;
  /** Another stretch or scale has to be drawn. */
  redraw(): void;
  /** What is drawn has to be moved. */
  slide(): void;
  tell(view: BoardWindow): void;
}

export class BoardView {
  readonly #host: ViewHost;
  #view: BoardWindow = { from: 0, to: 1 };
  #told: BoardWindow | null = null;
  #telling: ReturnType<typeof setTimeout> | undefined;
  /** What is drawn. Its places are px from `scale.from`. */
  drawn: { window: BoardWindow; scale: Scale } = { window: this.#view, scale: { from: 0, msPerPx: 1 } };

  constructor(host: ViewHost) {
    this.#host = host;
  }

  get now(): BoardWindow {
    return this.#view;
  }

  get scale(): Scale {
    return scaleOf(this.#view, this.#host.width());
  }

  /** Where the view begins in what is drawn, px. */
  get left(): number {
    return xOf(this.drawn.scale, this.#view.from);
  }

  /** The window that the page wants; not the one it was just told, for hands may be further already. */
  follow(wanted: BoardWindow): void {
    if (wanted.from === this.#told?.from && wanted.to === this.#told.to) return;
    this.#view = wanted;
  }

  /** To be drawn now. */
  redrawn(): void {
    const beside = (this.#view.to - this.#view.from) * BESIDE;
    this.drawn = { window: { from: this.#view.from - beside, to: this.#view.to + beside }, scale: this.scale };
  }

  pan(px: number): void {
    this.go(panned(this.#view, px * this.scale.msPerPx));
  }

  /** `x` stays where it is, px from the left of the view. */
  zoom(factor: number, x: number): void {
    this.go(zoomed(this.#view, factor, this.#view.from + x * this.scale.msPerPx));
  }

  go(view: BoardWindow): void {
    if (view.from === this.#view.from && view.to === this.#view.to) return;
    const isSameScale = view.to - view.from === this.#view.to - this.#view.from;
    this.#view = view;
    const { window } = this.drawn;
    if (isSameScale && view.from >= window.from && view.to <= window.to) this.#host.slide();
    else this.#host.redraw();
    this.#telling ??= setTimeout(this.#tell, TOLD_EVERY_MS);
  }

  stop(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
  }

  readonly #tell = (): void => {
    this.#telling = undefined;
    this.#told = this.#view;
    this.#host.tell(this.#view);
  };
}
