/** Rows of chunks that closed and wait for the store, the newest of them: screens go on showing them meanwhile. */
const MOST_CHUNKS = 6;

/** `before` = observed time of the row before them; null = the file starts with them. */
export interface ShownRows<Row> {
  rows: readonly Row[];
  before: number | null;
}

export class RowsOnTheWay<Row> {
  readonly #isDurable: (ticket: number) => boolean;
  #chunks: (ShownRows<Row> & { ticket: number })[] = [];

  constructor(isDurable: (ticket: number) => boolean) {
    this.#isDurable = isDurable;
  }

  /** `ticket` = the writer's, of the chunk's last document. */
  add(ticket: number, { rows, before }: ShownRows<Row>): void {
    this.#chunks.push({ ticket, rows, before });
    if (this.#chunks.length > MOST_CHUNKS) this.#chunks.shift();
  }

  /** Oldest first. */
  chunks(): readonly ShownRows<Row>[] {
    this.#chunks = this.#chunks.filter(({ ticket }) => !this.#isDurable(ticket));
    return this.#chunks;
  }
}
