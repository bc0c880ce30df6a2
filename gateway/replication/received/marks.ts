/** One mark per database, that is another one when something was written there: who remembers it pulls only what changed. */

export class Marks {
  readonly #since: string;
  readonly #written = new Map<string, number>();

  /** `now`: nothing is known of the time before, so all marks differ from those of an earlier start. */
  constructor(now: number) {
    this.#since = now.toString(36);
  }

  written(database: string): void {
    this.#written.set(database, (this.#written.get(database) ?? 0) + 1);
  }

  of(database: string): string {
    return `${this.#since}.${this.#written.get(database) ?? 0}`;
  }
}
