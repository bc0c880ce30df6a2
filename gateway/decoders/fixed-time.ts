/**
 * Reads times of a fixed width, straight from bytes. Written by hand because this is the row loop: a date library here costs
 * more than all the rest of a row. Tokens: YYYY YY MM DD HH mm ss SSS; other characters stand for themselves, except that
 * `.`, `,` and `;` before the milliseconds are one (real machines mix them).
 */
import { AppError } from '../../shared/errors.ts';
import { dayWall, UNREADABLE, type LocalTime } from './local-time.ts';

const TOKENS = ['YYYY', 'YY', 'MM', 'DD', 'HH', 'mm', 'ss', 'SSS'] as const;
type Token = (typeof TOKENS)[number];
const BEFORE_MS: ReadonlySet<number> = new Set(Buffer.from('.,;'));

/** Bytes of plain ASCII, or the codes of a text's characters. */
export type Codes = Uint8Array | Uint16Array;

export interface FixedTime {
  /** Characters of every time of this format. */
  length: number;
  /** The instant, or what `local-time.ts` answers instead. `from` = where the time begins; its characters are all there. */
  read(codes: Codes, from: number, previous: number | null): number;
}

export function fixedTime(format: string, local: LocalTime): FixedTime {
  const { length, position, literals } = compile(format);
  const [year4, year2, month, day] = [position('YYYY'), position('YY'), position('MM'), position('DD')];
  const [hour, minute, second, ms] = [position('HH'), position('mm'), position('ss'), position('SSS')];
  let dayKey = -1;
  let dayStart = NaN;

  return {
    length,
    read: (codes, from, previous) => {
      for (let i = 0; i < literals.length; i++) {
        const literal = literals[i]!;
        const code = codes[from + literal.at]!;
        if (code !== literal.code && !(literal.isBeforeMs && BEFORE_MS.has(code))) return UNREADABLE;
      }
      const year =
        year4 >= 0 ? two(codes, from + year4) * 100 + two(codes, from + year4 + 2) : 2000 + two(codes, from + year2);
      const key = (year * 100 + two(codes, from + month)) * 100 + two(codes, from + day);
      if (key !== dayKey) {
        dayKey = key;
        dayStart = dayWall(Math.floor(key / 10_000), Math.floor(key / 100) % 100, key % 100);
      }
      const h = two(codes, from + hour);
      const m = minute < 0 ? 0 : two(codes, from + minute);
      const s = second < 0 ? 0 : two(codes, from + second);
      if (!(h < 24 && m < 60 && s < 60)) return UNREADABLE;
      const fraction = ms < 0 ? 0 : two(codes, from + ms) * 10 + digit(codes[from + ms + 2]!);
      return local(dayStart + ((h * 60 + m) * 60 + s) * 1000 + fraction, previous);
    },
  };
}

/** NaN when a character is no digit. */
function two(codes: Codes, at: number): number {
  return digit(codes[at]!) * 10 + digit(codes[at + 1]!);
}

function digit(code: number): number {
  return code >= 48 && code <= 57 ? code - 48 : NaN;
}

interface Literal {
  at: number;
  code: number;
  isBeforeMs: boolean;
}

function compile(format: string): { length: number; position: (token: Token) => number; literals: Literal[] } {
  const found = new Map<Token, number>();
  const literals: Literal[] = [];
  let at = 0;
  while (at < format.length) {
    const token = TOKENS.find((candidate) => format.startsWith(candidate, at));
    if (token) found.set(token, found.get(token) ?? at);
    else literals.push({ at, code: format.charCodeAt(at), isBeforeMs: format.startsWith('SSS', at + 1) });
    at += token?.length ?? 1;
  }
  if (!(found.has('YYYY') || found.has('YY')) || !found.has('MM') || !found.has('DD') || !found.has('HH')) {
    throw new AppError('PLANT_FILE_INVALID', `The time format "${format}" needs a year, MM, DD and HH.`);
  }
  return { length: at, position: (token) => found.get(token) ?? -1, literals };
}
