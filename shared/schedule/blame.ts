/** Parts of a lateness, given out one after the other until nothing is left. */
import type { OrderForecast } from './schedule.ts';

export type LatePart = OrderForecast['causes'][number];

export class Blame {
  readonly #parts: LatePart[] = [];
  #left: number;

  /** ms */
  constructor(lateMs: number) {
    this.#left = lateMs;
  }

  /** As much of it as there is left; equal causes become one. */
  add(part: LatePart): void {
    const ms = Math.min(Math.round(part.ms), this.#left);
    if (ms <= 0) return;
    this.#left -= ms;
    const same = this.#parts.find(({ why, job, line }) => why === part.why && job === part.job && line === part.line);
    if (same) same.ms += ms;
    else this.#parts.push({ ...part, ms });
  }

  /** The largest first. */
  parts(): LatePart[] {
    return this.#parts.toSorted((a, b) => b.ms - a.ms);
  }
}
