/** Inputs for parsers that nobody meant, and where their rows lie, found in another way than the decoders do. */
import type { Encoding } from '../../../shared/text-encoding.ts';

export type Random = () => number;

/** Of so many inputs one is a block as large as blocks get. */
const LARGE_EVERY = 500;
const LARGE_BYTES = 64 * 1024;

export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

/** Pieces of which inputs are made: near rows, near headers, near numbers, and what breaks parsers. */
export const PIECES = [
  '1169100,159159,44819,1,10/10/22 13:42:04.342',
  '0;0;000000;0;10/10/22 05:57:31;877',
  '2026-03-01T06:00:00Z',
  '2026-03-29 02:30:00,181.4,2',
  '1665409324.342',
  '***End_of_Header***',
  'time,a,b',
  'time\ta\tb',
  'Date\t2026/03/01\n',
  'Time\t06:00:00,25\n',
  'RUN',
  '181.4',
  '1e308',
  '-0,5',
  '"',
  '""',
  '"a,b"',
  ',',
  ';',
  '\t',
  ' ',
  '\r',
  '\r\n',
  '\n',
  '\n\n',
  '\0',
  '\ufeff',
  'ÄÖ',
  '\u{1f525}',
  '0'.repeat(40),
];

export function anyBytes(random: Random, pieces: readonly Buffer[]): Buffer {
  const size = random() < 1 / LARGE_EVERY ? LARGE_BYTES : Math.floor(random() ** 3 * 700);
  const parts: Buffer[] = [];
  // Few kinds of pieces in one input: that is how files look, and it makes long runs of the same trouble.
  const kinds = Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(random, pieces));
  for (let length = 0; length < size;) {
    const part = random() < 0.1 ? Buffer.from([random() * 256, random() * 256]) : pick(random, kinds);
    parts.push(part);
    length += part.length;
  }
  return Buffer.concat(parts).subarray(0, LARGE_BYTES);
}

/** Lines of more than white space, as `[from, end]`, found in another way than the decoders do. */
export function linesOf(bytes: Buffer, encoding: Encoding, start: number): [number, number][] {
  const unit = encoding.startsWith('utf-16') ? 2 : 1;
  const even = unit === 2 ? bytes.subarray(start, bytes.length - ((bytes.length - start) % 2)) : bytes.subarray(start);
  const text = unit === 1 ? even.toString('latin1') : swapped(even, encoding).toString('utf16le');
  const lines: [number, number][] = [];
  for (const { 0: line, index } of text.matchAll(/[^\n]*\n|[^\n]+$/g)) {
    const isLast = index + line.length === text.length && !line.endsWith('\n');
    const from = index === 0 ? 0 : start + index * unit;
    if (!/^[\t\v\f\r ]*\n?$/.test(line))
      lines.push([from, isLast ? bytes.length : start + (index + line.length) * unit]);
  }
  return lines;
}

export function swapped(bytes: Buffer, encoding: Encoding): Buffer {
  return encoding === 'utf-16be' ? Buffer.from(bytes).swap16() : bytes;
}

export function markLength(bytes: Buffer, encoding: Encoding): number {
  const mark = { 'utf-8': 'efbbbf', 'utf-16le': 'fffe', 'utf-16be': 'feff', latin1: '-' }[encoding];
  return bytes.toString('hex', 0, mark.length / 2) === mark ? mark.length / 2 : 0;
}
