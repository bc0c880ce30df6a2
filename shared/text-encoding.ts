/** In which encoding a machine wrote a text file. A byte order mark says it; without one, what the plant file declares. */
export const ENCODINGS = ['utf-8', 'latin1', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The encoding, and how many bytes of the start are its mark. `start` = the file's first bytes, 3 are enough. */
export function encodingAt(start: Uint8Array, declared: Encoding | undefined): { encoding: Encoding; mark: number } {
  const [a, b, c] = start;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', mark: 3 };
  // Declared Latin-1 may begin with ÿþ, however unlikely; a machine that is declared to be so is believed.
  if (a === 0xff && b === 0xfe && declared !== 'latin1') return { encoding: 'utf-16le', mark: 2 };
  if (a === 0xfe && b === 0xff && declared !== 'latin1') return { encoding: 'utf-16be', mark: 2 };
  return { encoding: declared ?? 'utf-8', mark: 0 };
}
