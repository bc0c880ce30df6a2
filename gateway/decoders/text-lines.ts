/** Lines of a text file as bytes, in the encoding of the file. A line ends with LF or CRLF; the end of the bytes ends the last one. */
import type { Encoding } from '../../shared/text-encoding.ts';

/** Bytes `from` … `to` are the line without its end; the next one begins at `next`. */
export interface TextLine {
  from: number;
  to: number;
  next: number;
  /** A newline ends it, not the end of the bytes. */
  isEnded: boolean;
}

/** As sources cut them: a row that reaches it without a newline makes up a block of its own. */
export const MAX_ROW_BYTES = 64 * 1024;

const LF = 10;
const CR = 13;
const WHITE_SPACE: ReadonlySet<number> = new Set([9, 11, 12, CR, 32]);

export function lineAt(bytes: Buffer, from: number, encoding: Encoding): TextLine {
  const unit = unitBytes(encoding);
  const newline = unit === 1 ? bytes.indexOf(LF, from) : wideNewline(bytes, from, encoding);
  const end = newline < 0 ? bytes.length : newline;
  const endsWithCr = end - unit >= from && codeAt(bytes, end - unit, encoding) === CR;
  return { from, to: endsWithCr ? end - unit : end, next: newline < 0 ? end : end + unit, isEnded: newline >= 0 };
}

export function isBlank(bytes: Buffer, { from, to }: TextLine, encoding: Encoding): boolean {
  for (let at = from; at < to; at += unitBytes(encoding)) {
    if (!WHITE_SPACE.has(codeAt(bytes, at, encoding))) return false;
  }
  return true;
}

/** Without lone surrogates, which no JSON document can carry to every store. */
export function lineText(bytes: Buffer, { from, to }: TextLine, encoding: Encoding): string {
  switch (encoding) {
    case 'utf-8':
      return bytes.toString('utf8', from, to);
    case 'latin1':
      return bytes.toString('latin1', from, to);
    case 'utf-16le':
      return bytes.toString('utf16le', from, to).toWellFormed();
    case 'utf-16be':
      return Buffer.from(bytes.subarray(from, to - ((to - from) % 2)))
        .swap16()
        .toString('utf16le')
        .toWellFormed();
  }
}

/** Characters of two bytes. */
export function isWide(encoding: Encoding): boolean {
  return encoding === 'utf-16le' || encoding === 'utf-16be';
}

function unitBytes(encoding: Encoding): 1 | 2 {
  return isWide(encoding) ? 2 : 1;
}

/** The code unit at `at`; NaN when its second byte is missing. */
function codeAt(bytes: Buffer, at: number, encoding: Encoding): number {
  const a = bytes[at]!;
  if (unitBytes(encoding) === 1) return a;
  const b = bytes[at + 1];
  if (b === undefined) return NaN;
  return encoding === 'utf-16le' ? a | (b << 8) : (a << 8) | b;
}

/** LF as a whole code unit: the byte alone is also half of other characters. */
function wideNewline(bytes: Buffer, from: number, encoding: Encoding): number {
  for (let at = from; at + 1 < bytes.length; at += 2) if (codeAt(bytes, at, encoding) === LF) return at;
  return -1;
}
