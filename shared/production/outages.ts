/** When the source of a line's cycles could not be heard: cuts a gap between two cycles into what is known and what is not. */
import { intersect, subtract, union, type Window } from '../calendar/windows.ts';

/** A stretch without cycles: the line stood (`known`), or nobody knows. */
export interface GapPart extends Window {
  known: boolean;
}

export class Outages {
  /** Sorted, apart from each other. */
  #windows: Window[] = [];
  /** Since when the source cannot be heard; null = it can. */
  since: number | null = null;

  /** In any order; repeats and overlaps are harmless. */
  add(from: number, to: number): void {
    this.#windows = union([...this.#windows, { from, to }]);
  }

  /** The parts of `[from, to)` in order of time; a known one longer than `longestMs` says nothing about the machine either. */
  parts(from: number, to: number, longestMs: number): GapPart[] {
    const heardTo = Math.min(to, Math.max(this.since ?? to, from));
    const parts = from < heardTo ? this.#heardAgain(from, heardTo, longestMs) : [];
    return heardTo < to ? [...parts, { from: heardTo, to, known: false }] : parts;
  }

  /** The outages that are over alone. */
  #heardAgain(from: number, to: number, longestMs: number): GapPart[] {
    const unknown = this.#touching(from, to);
    if (unknown.length === 0) return [{ from, to, known: to - from <= longestMs }];
    const gap = [{ from, to }];
    return [
      ...subtract(gap, unknown).map((part) => ({ ...part, known: part.to - part.from <= longestMs })),
      ...intersect(gap, unknown).map((part) => ({ ...part, known: false })),
    ].sort((a, b) => a.from - b.from);
  }

  #touching(from: number, to: number): Window[] {
    let low = 0;
    for (let high = this.#windows.length; low < high;) {
      const middle = (low + high) >> 1;
      if (this.#windows[middle]!.to > from) high = middle;
      else low = middle + 1;
    }
    const touching: Window[] = [];
    for (; low < this.#windows.length && this.#windows[low]!.from < to; low++) touching.push(this.#windows[low]!);
    return touching;
  }
}
