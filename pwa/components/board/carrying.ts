/** What is held, where it would fall and what would be then. Asks for a preview at most once a frame, for a new target only. */
import type { BoardDrop, DropPreview, DropTarget, PreviewOf } from './board-model.ts';
import { isSameTarget, type Held } from './drop-target.ts';
import type { Point } from './hands.ts';

/** Where things are carried. */
export interface Field {
  previewOf(): PreviewOf | null;
  /** `grab`: how far after its beginning a bar was taken, ms. Null = nowhere. */
  targetAt(at: Point, held: Held, aim: { exact: boolean; grab: number }): DropTarget | null;
  /** A hand has picked something up. */
  picked(): void;
  /** Moves on at the edges; whether it did. */
  drift(at: Point, seconds: number): boolean;
  /** Another target, preview or place of the hand is to be seen. */
  show(): void;
}

export interface Carried {
  held: Held;
  /** What it was taken by. */
  id: string;
  grab: number;
  /** The hand; null = carried by keys. */
  at: Point | null;
  exact: boolean;
  /** Null = nowhere yet: it was only picked up. */
  target: DropTarget | null;
  preview: DropPreview | null;
}

/** A drop is shown as it was foreseen until the page has taken it up, at most so long. */
const SETTLES_MS = 600;

export class Carrying {
  readonly #field: Field;
  #carried: Carried | null = null;
  #settling: DropPreview | null = null;
  #settled: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #lastFrame = 0;
  #aimed = false;

  constructor(field: Field) {
    this.#field = field;
  }

  get carried(): Carried | null {
    return this.#carried;
  }

  /** To be drawn: of what is carried, or of what was just dropped. */
  get preview(): DropPreview | null {
    return this.#carried ? this.#carried.preview : this.#settling;
  }

  pick(held: Held, by: { id: string; grab: number; at: Point | null }): void {
    this.settle();
    this.#carried = { held, ...by, exact: false, target: null, preview: null };
    if (by.at) {
      this.#field.picked();
      this.#frame = requestAnimationFrame(this.#step);
    }
    this.#field.show();
  }

  aim(at: Point, exact: boolean): void {
    if (!this.#carried) return;
    this.#carried = { ...this.#carried, at, exact };
    this.#aimed = true;
  }

  /** By keys: at once. */
  aimAt(target: DropTarget): void {
    this.#take(target);
    this.#field.show();
  }

  /** What was foreseen is out of date: the bars have changed. */
  again(): void {
    const carried = this.#carried;
    if (!carried?.target) return;
    this.#carried = { ...carried, target: null, preview: null };
    this.aimAt(carried.target);
  }

  /** Null = it cannot be dropped there, and is where it was. */
  drop(): BoardDrop | null {
    if (this.#carried?.at && this.#aimed) this.#aimHere();
    const { held, target, preview } = this.#carried ?? {};
    this.restore();
    if (!held || !target || !preview || preview.refused !== null) return null;
    this.#settling = preview;
    this.#settled = setTimeout(() => {
      this.settle();
      this.#field.show();
    }, SETTLES_MS);
    this.#field.show();
    return { ids: [...held.ids], target };
  }

  restore(): void {
    cancelAnimationFrame(this.#frame);
    this.#carried = null;
    this.#aimed = false;
    this.#lastFrame = 0;
    this.#field.show();
  }

  /** What is drawn is what the page says again. */
  settle(): void {
    clearTimeout(this.#settled);
    this.#settling = null;
  }

  readonly #step = (time: number): void => {
    if (!this.#carried?.at) return;
    this.#frame = requestAnimationFrame(this.#step);
    const seconds = Math.min(0.1, (time - (this.#lastFrame || time)) / 1000);
    this.#lastFrame = time;
    // What was only pressed for long has not been moved yet.
    const moved = this.#carried.target !== null || this.#aimed ? this.#field.drift(this.#carried.at, seconds) : false;
    if (!moved && !this.#aimed) return;
    this.#aimHere();
    this.#field.show();
  };

  #aimHere(): void {
    this.#aimed = false;
    const carried = this.#carried!;
    this.#take(this.#field.targetAt(carried.at!, carried.held, carried));
  }

  #take(target: DropTarget | null): void {
    const carried = this.#carried;
    if (!carried || (isSameTarget(carried.target, target) && (carried.preview || !target))) return;
    const preview = target ? (this.#field.previewOf()?.([...carried.held.ids], target) ?? null) : null;
    this.#carried = { ...carried, target, preview };
  }
}
