/** A name that somebody else gave, fit to be a file's name in a folder of ours: letters and digits stay, so that people know it again. */
const MOST_BYTES = 150;
/** Devices and no files, on Windows, whatever their ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const MOST_SHOWN = 200;

export function safeFileName(name: string): string {
  const base = name.normalize('NFC').split(/[\\/]/).at(-1)!;
  const plain = base.replace(/[^\p{L}\p{N}._ -]/gu, '_').replace(/^[. ]+|[. ]+$/g, '');
  let safe = '';
  for (const character of plain) {
    if (Buffer.byteLength(safe + character) > MOST_BYTES) break;
    safe += character;
  }
  return safe.trimEnd().replace(RESERVED, '_$1') || 'file';
}

/** The name as people read it in a list: in one line, and in the direction in which it was written. */
export function shownFileName(name: string): string {
  const plain = name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ');
  return [...plain.trim()].slice(0, MOST_SHOWN).join('').toWellFormed();
}
