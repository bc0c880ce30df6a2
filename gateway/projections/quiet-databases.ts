/** How often databases are looked at for which nobody wakes: each look in vain makes the next one come later. */

/** Sweeps: half an hour of minutes. */
const LONGEST_REST = 32;

export class QuietDatabases {
  /** Sweeps between looks, and sweeps until the next. */
  readonly #rests = new Map<string, { length: number; left: number }>();

  /** A sweep begins: those of `there` that are to be looked at in it. */
  due(there: readonly string[]): string[] {
    const known = new Set(there);
    for (const database of this.#rests.keys()) if (!known.has(database)) this.#rests.delete(database);
    return there.filter((database) => {
      const rest = this.#rests.get(database);
      return !rest || --rest.left <= 0;
    });
  }

  looked(database: string, inVain: boolean): void {
    const length = inVain ? Math.min(LONGEST_REST, 2 * (this.#rests.get(database)?.length ?? 0.5)) : 1;
    this.#rests.set(database, { length, left: length });
  }
}
