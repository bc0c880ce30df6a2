/** Bytes of a CSV file as text, in whatever encoding an office's programs wrote them. */
import { encodingAt } from '../../text-encoding.ts';

/** Throws when the bytes are not of that encoding: `new TextDecoder(encoding, { fatal: true })` does. */
export type Decode = (bytes: Uint8Array, encoding: string) => string;

/**
 * By the byte order mark; without one UTF-16 by its zeros, UTF-8 if all of it is that, otherwise the code page of Western
 * Windows, which takes any byte. Null = it is no text.
 */
export function tableText(bytes: Uint8Array, decode: Decode): string | null {
  const { encoding, mark } = encodingAt(bytes, undefined);
  const text = bytes.subarray(mark);
  if (mark > 0) return decoded(text, encoding, decode);
  const zeros = { even: 0, odd: 0 };
  text.subarray(0, 4_096).forEach((byte, i) => byte === 0 && zeros[i % 2 === 0 ? 'even' : 'odd']++);
  if (zeros.even > 0 && zeros.odd > 0) return null;
  if (zeros.even + zeros.odd > 0) return decoded(text, zeros.odd > 0 ? 'utf-16le' : 'utf-16be', decode);
  return decoded(text, 'utf-8', decode) ?? decoded(text, 'windows-1252', decode);
}

/** A workbook is a ZIP archive: its cells are the gateway's to read. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return [0x50, 0x4b, 0x03, 0x04].every((byte, i) => bytes[i] === byte);
}

function decoded(bytes: Uint8Array, encoding: string, decode: Decode): string | null {
  try {
    return decode(bytes, encoding);
  } catch {
    return null;
  }
}
