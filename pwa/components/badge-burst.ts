/**
 * A badge, as a scanner types it: many keys in less time than a hand needs for two, and Enter. Pure; times in ms.
 */

/** Scanners send a key each 1 to 30 ms; hands need 60 and more, but for two that roll over each other. */
const MOST_BETWEEN_MS = 50;
const SHORTEST = 4;
const LONGEST = 200;
/** They come with capital letters and are no keys of their own. */
const MODIFIERS = ['Shift', 'AltGraph', 'Alt', 'Control', 'CapsLock', 'NumLock'];

export class BadgeBurst {
  #text = '';
  #lastAt = -Infinity;

  /** What has come so far may be the beginning of a badge. */
  get length(): number {
    return this.#text.length;
  }

  /** The badge that this key completes; null while there is none. `key` as in `KeyboardEvent`, `at` when it was pressed. */
  take(key: string, at: number): string | null {
    if (MODIFIERS.includes(key)) return null;
    const goesOn = at - this.#lastAt <= MOST_BETWEEN_MS && this.#text.length < LONGEST;
    const before = goesOn ? this.#text : '';
    this.#lastAt = at;
    this.#text = key.length === 1 ? before + key : '';
    return key === 'Enter' && before.length >= SHORTEST ? before : null;
  }

  /** Nothing more came in time. */
  isOver(at: number): boolean {
    return at - this.#lastAt > MOST_BETWEEN_MS;
  }
}
