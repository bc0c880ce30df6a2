/**
 * The one tab of a device that leads does so while there is somebody to pull for: an enrolled device or a person. When
 * somebody leaves a browser that is nobody else's, it removes what it pulled before it goes on.
 */
import type { AccessState } from './access.ts';
import { mayHere } from './access-rights.ts';
import type { Leading } from './lead.ts';

export interface LeadershipParts {
  access: () => AccessState;
  /** What was pulled is to be removed first. */
  wipeDue: () => boolean;
  wipe: () => Promise<void>;
  lead: () => Leading;
  /** Told of what should not happen; it is tried again with the next change. */
  fault: (error: unknown) => void;
}

export class Leadership {
  readonly #parts: LeadershipParts;
  #leading: Leading | null = null;
  #over = false;
  #last: Promise<void> = Promise.resolve();

  constructor(parts: LeadershipParts) {
    this.#parts = parts;
  }

  get leading(): Leading | null {
    return this.#leading;
  }

  /** Who is here may have changed. One change after the other. */
  follow(): void {
    this.#last = this.#last.then(() => this.#follow()).catch(this.#parts.fault);
  }

  async stop(): Promise<void> {
    this.#over = true;
    await this.#last;
    await this.#end();
  }

  async #follow(): Promise<void> {
    const { access, wipeDue, wipe, lead } = this.#parts;
    const wanted = () => !this.#over && mayHere(access(), 'see', null);
    if (this.#over) return;
    if (wipeDue() || !wanted()) await this.#end();
    if (wipeDue()) await wipe();
    if (wanted()) this.#leading ??= lead();
  }

  async #end(): Promise<void> {
    await this.#leading?.stop();
    this.#leading = null;
  }
}
