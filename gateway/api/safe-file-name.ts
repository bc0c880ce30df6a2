/** A name that somebody else gave, fit to be a file's name in a folder of ours: letters and digits stay, so that people know it again. */
const MOST_BYTES = 150;

export function safeFileName(name: string): string {
  const base = name.normalize('NFC').split(/[\\/]/).at(-1)!;
  const plain = base.replace(/[^\p{L}\p{N}._ -]/gu, '_').replace(/^[. ]+|[. ]+$/g, '');
  let safe = '';
  for (const character of plain) {
    if (Buffer.byteLength(safe + character) > MOST_BYTES) break;
    safe += character;
  }
  return safe.trimEnd() || 'file';
}
