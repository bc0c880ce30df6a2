/** Databases that the plant has for this gateway, and which of them changed since they were pulled. */
import type { Offer } from '../../../shared/replication/protocol.ts';

export class OfferedDatabases {
  #offered: ReadonlyMap<string, string> = new Map();
  readonly #pulled = new Map<string, string>();

  names(): string[] {
    return [...this.#offered.keys()].sort();
  }

  /** Answers those that are to be pulled. */
  take(pull: Offer['pull']): string[] {
    this.#offered = new Map(pull.map(({ name, mark }) => [name, mark]));
    for (const name of this.#pulled.keys()) if (!this.#offered.has(name)) this.#pulled.delete(name);
    return [...this.#offered.keys()].filter((name) => this.#pulled.get(name) !== this.#offered.get(name));
  }

  /** A pull begins; what it answers is called when nothing was left: what is offered meanwhile is another pull. */
  begin(name: string): () => void {
    const mark = this.#offered.get(name);
    return () => void (mark !== undefined && this.#pulled.set(name, mark));
  }
}
