/** Whether bytes can be the beginning of a file of rows: people drop workbooks and archives, and mean what is in them. */
import { AppError } from '../../shared/errors.ts';

/** What other files begin with, in hexadecimal. */
const OTHERS: readonly [start: string, what: string][] = [
  ['504b0304', 'a workbook or a ZIP archive'],
  ['504b0506', 'a ZIP archive'],
  ['d0cf11e0a1b11ae1', 'an old workbook'],
  ['25504446', 'a PDF'],
  ['1f8b', 'packed (gzip)'],
  ['377abcaf271c', 'packed (7-Zip)'],
  ['526172211a07', 'packed (RAR)'],
  ['7f454c46', 'a program'],
  ['4d5a', 'a program'],
  ['89504e470d0a1a0a', 'a picture'],
  ['ffd8ff', 'a picture'],
  ['47494638', 'a picture'],
];
/** UTF-16, which writes a zero beside each plain letter. */
const WIDE_MARKS = ['fffe', 'feff'];
const LOOKED_AT_BYTES = 4_096;

/** REQUEST_INVALID when it cannot. An empty beginning can. */
export function refuseOtherFiles(start: Uint8Array): void {
  const begin = Buffer.from(start.subarray(0, LOOKED_AT_BYTES));
  const hex = begin.toString('hex', 0, 8);
  const other = OTHERS.find(([mark]) => hex.startsWith(mark) && !(mark === '4d5a' && !begin.includes(0)));
  const isWide = WIDE_MARKS.some((mark) => hex.startsWith(mark)) || alternates(begin);
  const what = other?.[1] ?? (begin.includes(0) && !isWide ? 'not text' : null);
  if (what === null) return;
  throw new AppError('REQUEST_INVALID', `The file is ${what}. Give the rows themselves, as a text file (CSV).`);
}

/** Zeros at every second place only: UTF-16 without a mark. */
function alternates(bytes: Buffer): boolean {
  const zeros = [0, 0];
  bytes.forEach((byte, i) => byte === 0 && zeros[i % 2]!++);
  const [even, odd] = zeros as [number, number];
  return (even === 0 || odd === 0) && even + odd > bytes.length / 16;
}
