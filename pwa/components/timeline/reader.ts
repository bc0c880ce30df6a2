/**
 * Somebody reads the timeline: by pointing (mouse), by a tap (touch, pen) or by keys. Knows where they read and which
 * stop they mean; costs nothing while nobody reads.
 */
import type { Window } from '../../../shared/calendar/windows.ts';
import { MINUTE_MS } from '../../../shared/documents/document.ts';
import type { Stop } from '../../../shared/production/stops.ts';
import type { StopRow } from '../ls-stop-list.ts';
import type { Place } from '../plot/gestures.ts';
import { bandsOf } from './bands.ts';
import { stopNear, valuesAt, type Values } from './read-out.ts';
import type { Scene } from './scene.ts';

export interface Reading extends Values {
  /** Distance from the left edge of the plotting area, px. */
  x: number;
  stop: Stop | null;
  /** What people said about the stop; null for a short one. */
  row: StopRow | null;
  /** By keys: it must be said, not only shown. */
  spoken: boolean;
  /** The place would open the stop's reasons. */
  opens: boolean;
}

export interface ReaderParts {
  /** What is shown now, or null. `width`, `height`: of the plotting area, px. */
  shown: () => { scene: Scene; view: Window; width: number; height: number; downFromMs: number } | null;
  rowOf: (stop: Stop) => StopRow | null;
  show: (reading: Reading | null) => void;
  pick: (row: StopRow) => void;
}

/** How far beside a stop one may point, px; a finger hides more than a mouse. */
const REACH_PX = { hover: 3, tap: 14, keys: 3 };
/** So much around the strip belongs to it: 36 px are too little for a glove. */
const STRIP_SLOP_PX = 12;
const STEP_PX = 4;

export class Reader {
  readonly #parts: ReaderParts;
  #reads: { at: number; by: keyof typeof REACH_PX; onStrip: boolean } | null = null;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  /** The mouse points at `place`, or has left. */
  hover(place: Place | null): void {
    const at = place && this.#at(place);
    if (place && at !== null) this.#read(at, 'hover', this.#onStrip(place));
    else if (this.#reads?.by === 'hover') this.stop();
  }

  /** A tap on a long stop of the strip opens its reasons; elsewhere a finger reads, and ends that by a second tap. */
  tap(place: Place, finger: boolean): void {
    const at = this.#at(place);
    if (at === null) return;
    const row = this.#onStrip(place) ? this.#longStop(at, finger ? 'tap' : 'hover') : null;
    if (row) this.#parts.pick(row);
    const again = this.#reads?.by === 'tap' && Math.abs(this.#reads.at - at) < REACH_PX.tap * this.#pixelMs();
    if (row || (finger && again)) this.stop();
    else if (finger) this.#read(at, 'tap', false);
  }

  /** Begins or ends reading by keys, at the latest known moment that is shown. */
  toggle(): void {
    const shown = this.#parts.shown();
    if (this.#reads?.by === 'keys' || !shown) this.stop();
    else this.#read(this.#reads?.at ?? Math.min(shown.scene.until, shown.view.to), 'keys', true);
  }

  /** One step earlier (-1) or later (1); false when nobody reads by keys. */
  step(direction: -1 | 1): boolean {
    const shown = this.#parts.shown();
    if (this.#reads?.by !== 'keys' || !shown) return false;
    const { from, to } = shown.view;
    const stepMs = Math.max(MINUTE_MS, STEP_PX * this.#pixelMs());
    this.#read(Math.min(to, Math.max(from, this.#reads.at + direction * stepMs)), 'keys', true);
    return true;
  }

  /** Opens the reasons of the long stop that is read by keys. */
  choose(): void {
    const row = this.#reads?.by === 'keys' ? this.#longStop(this.#reads.at, 'keys') : null;
    if (row) this.#parts.pick(row);
  }

  stop(): void {
    if (!this.#reads) return;
    this.#reads = null;
    this.#parts.show(null);
  }

  /** Data or view have changed. */
  refresh(): void {
    const shown = this.#parts.shown();
    if (!this.#reads) return;
    const { at, by, onStrip } = this.#reads;
    if (!shown || at < shown.view.from || at > shown.view.to) this.stop();
    else this.#read(at, by, onStrip);
  }

  #read(at: number, by: keyof typeof REACH_PX, onStrip: boolean): void {
    const shown = this.#parts.shown();
    if (!shown) return;
    this.#reads = { at, by, onStrip };
    const { scene, view, downFromMs } = shown;
    const reachMs = REACH_PX[by] * this.#pixelMs();
    const stop = stopNear(scene, at, reachMs, downFromMs) ?? stopNear(scene, at, reachMs, 0);
    const row = stop && this.#parts.rowOf(stop);
    this.#parts.show({
      ...valuesAt(scene, at),
      x: (at - view.from) / this.#pixelMs(),
      stop,
      row,
      spoken: by === 'keys',
      opens: onStrip && row !== null && !row.planned,
    });
  }

  #longStop(at: number, by: keyof typeof REACH_PX): StopRow | null {
    const shown = this.#parts.shown();
    const stop = shown && stopNear(shown.scene, at, REACH_PX[by] * this.#pixelMs(), shown.downFromMs);
    const row = stop && this.#parts.rowOf(stop);
    return row && !row.planned ? row : null;
  }

  #at({ share }: Place): number | null {
    const shown = this.#parts.shown();
    if (!shown || share < 0 || share > 1) return null;
    return shown.view.from + share * (shown.view.to - shown.view.from);
  }

  #onStrip({ y }: Place): boolean {
    const shown = this.#parts.shown();
    return shown !== null && y >= bandsOf(shown.height).strip.top - STRIP_SLOP_PX;
  }

  #pixelMs(): number {
    const shown = this.#parts.shown();
    return shown ? (shown.view.to - shown.view.from) / Math.max(1, shown.width) : 0;
  }
}
