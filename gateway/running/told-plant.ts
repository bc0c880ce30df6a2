/** What devices know of the plant: its lines, reasons and gateways as they are declared now. */
import { AppError } from '../../shared/errors.ts';
import type { ReferenceRow } from '../../shared/sync/rows.ts';
import type { LocalRows } from '../projections/local-rows.ts';

export class ToldPlant {
  readonly #rows: Pick<LocalRows<ReferenceRow>, 'putChanged'>;
  readonly #references: () => ReferenceRow[];
  readonly #log: (message: string) => void;
  readonly #bug: (error: unknown) => void;

  constructor(parts: {
    rows: Pick<LocalRows<ReferenceRow>, 'putChanged'>;
    references: () => ReferenceRow[];
    log: (message: string) => void;
    bug: (error: unknown) => void;
  }) {
    this.#rows = parts.rows;
    this.#references = parts.references;
    this.#log = parts.log;
    this.#bug = parts.bug;
  }

  /** Resolves when what is new of it can be pulled. */
  async tell(): Promise<void> {
    await this.#rows.putChanged(this.#references());
  }

  /** The same, for whoever does not wait: a store that is away hinders nobody, the next start tells. */
  tellLater(): void {
    this.tell().catch((error: unknown) => {
      if (error instanceof AppError) this.#log(`Devices are not told of the changed plant yet: ${error.message}`);
      else this.#bug(error);
    });
  }
}
