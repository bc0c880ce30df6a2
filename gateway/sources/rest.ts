import type { Look } from './regular-file.ts';

/**
 * How long a file has not changed. Its own time stamp is believed only until the first change that was seen: the clock of
 * a network share may be hours off.
 */
export class Rest {
  #look: Look | null = null;
  #changedAt = 0;

  /** The last look; `null` before the first. */
  get look(): Look | null {
    return this.#look;
  }

  see(look: Look, now: number): void {
    if (!this.#look) this.#changedAt = look.modifiedAt;
    else if (look.stamp !== this.#look.stamp) this.#changedAt = now;
    this.#look = look;
  }

  ms(now: number): number {
    return this.#look ? Math.max(0, now - this.#changedAt) : 0;
  }
}
