/** Rows with a number each, in the dialects that machines write. */
import type { Header } from '../../shared/sources.ts';
import type { Encoding } from '../../shared/text-encoding.ts';

export interface Dialect {
  encoding: Encoding;
  /** Begins with a byte order mark. */
  mark: boolean;
  lineEnd: '\n' | '\r\n';
  header: Header | undefined;
}

const HEADER = ['***Begin***', 'Machine 7', '***End***', 'name,number,note;'];
const MARKS = { 'utf-8': [0xef, 0xbb, 0xbf], 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff], latin1: [] };

export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'latin1') return Buffer.from(text, 'latin1');
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

/** The note has characters whose bytes look like newlines in other encodings: U+0A0A, U+010D, U+0D0A. */
export function rowText(number: number, { encoding, lineEnd }: Dialect): string {
  const strange = encoding === 'latin1' ? 'é' : ['é', '\u0a0a', '\u010d\u0a00', '\u0d0a'][number % 4]!;
  return `row,${number},${strange.repeat(number % 17)};${lineEnd}`;
}

export function headerText({ header, lineEnd }: Dialect): string {
  if (!header) return '';
  const lines = header.until !== undefined ? HEADER : header.lines ? HEADER.slice(0, header.lines) : [];
  const named = header.names === true && header.until === undefined ? [...lines, HEADER[3]!] : lines;
  return named.map((line) => line + lineEnd).join('');
}

export function startOf(dialect: Dialect): Buffer {
  const mark = dialect.mark ? Buffer.from(MARKS[dialect.encoding]) : Buffer.alloc(0);
  return Buffer.concat([mark, encode(headerText(dialect), dialect.encoding)]);
}

/** Numbers of the complete rows in a file, in order. */
export function rowsIn(bytes: Buffer, encoding: Encoding): number[] {
  const lines = new TextDecoder(encoding).decode(bytes).split('\n').slice(0, -1);
  return lines.flatMap((line) => /^row,(\d+),.*;\r?$/.exec(line)?.[1] ?? []).map(Number);
}
