/** Texts that come again in row after row (lots, items), made once: the same bytes are the same string. */
import type { PlainBlock } from './plain-block.ts';

const SLOTS = 256;
const LONGEST = 64;

export class KnownTexts {
  readonly #texts: (string | undefined)[] = new Array<string | undefined>(SLOTS).fill(undefined);

  /** Of bytes that are plain ASCII. */
  text(block: PlainBlock, from: number, to: number): string {
    const { bytes } = block;
    let slot = to - from;
    for (let at = from; at < to; at++) slot = (slot * 31 + bytes[at]!) | 0;
    slot &= SLOTS - 1;
    const known = this.#texts[slot];
    if (known !== undefined && equals(known, bytes, from, to)) return known;
    const text = block.text(from, to);
    if (text.length <= LONGEST) this.#texts[slot] = text;
    return text;
  }
}

function equals(text: string, bytes: Buffer, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
}
