/** Collects what happened while its owner was busy; nothing is lost between two waits. */
export class WakeUp {
  readonly #signal: AbortSignal;
  #names = new Set<string>();
  #all = true;
  #wake: () => void = () => undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#wake(), { once: true });
  }

  /** Something happened to the file of this name; without name: look at all. */
  ring(name?: string): void {
    if (name === undefined) this.#all = true;
    else this.#names.add(name);
    this.#wake();
  }

  /** Resolves when there is something to look at, or when the signal aborts. */
  async rung(): Promise<void> {
    if (!this.#all && this.#names.size === 0 && !this.#signal.aborted) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Resolves with what was rung since the last time, or when the signal aborts. The first time it is all. */
  async next(): Promise<{ all: boolean; names: string[] }> {
    await this.rung();
    const rung = { all: this.#all, names: [...this.#names] };
    this.#all = false;
    this.#names.clear();
    return rung;
  }
}
