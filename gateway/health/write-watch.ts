/** Whether something can be written: what the writers themselves met, so that nobody has to write only to find out. */
export interface WriteState {
  /** The first of the failures since the last success; null = the last one went well, or there was none. */
  failingSince: number | null;
  lastAt: number | null;
}

export class WriteWatch {
  readonly #now: () => number;
  #state: WriteState = { failingSince: null, lastAt: null };

  constructor(now: () => number) {
    this.#now = now;
  }

  state(): WriteState {
    return this.#state;
  }

  succeeded(): void {
    this.#state = { failingSince: null, lastAt: this.#now() };
  }

  failed(): void {
    this.#state = { ...this.#state, failingSince: this.#state.failingSince ?? this.#now() };
  }
}
