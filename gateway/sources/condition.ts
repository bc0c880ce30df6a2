import type { SourceStatus } from './source.ts';

/** The state that a source says it is in, and since when. */
export class Condition {
  #state: SourceStatus['state'] = 'starting';
  #since: number | null = null;
  #detail: string;

  constructor(detail: string) {
    this.#detail = detail;
  }

  get state(): SourceStatus['state'] {
    return this.#state;
  }

  /** `since` counts when the state is another than before; the words may change meanwhile. */
  become(state: SourceStatus['state'], since: number, detail: string): void {
    if (state !== this.#state) this.#since = since;
    this.#state = state;
    this.#detail = detail;
  }

  report(): Pick<SourceStatus, 'state' | 'since' | 'detail'> {
    return { state: this.#state, since: this.#since, detail: this.#detail };
  }
}
