/** How fast a line is right now: parts per minute over the 15 s before a moment. */
const WINDOW_MS = 15_000;
/** Far more parts than any machine makes in the window. */
const MOST_KEPT = 2_000;

export class RecentRate {
  readonly #parts: number[] = [];

  part(at: number): void {
    this.#parts.push(at);
    if (this.#parts.length > MOST_KEPT) this.#parts.splice(0, MOST_KEPT / 2);
  }

  perMinute(until: number): number {
    const made = this.#parts.filter((at) => at > until - WINDOW_MS && at <= until).length;
    return made * (60_000 / WINDOW_MS);
  }
}
