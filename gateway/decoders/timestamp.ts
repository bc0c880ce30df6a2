/**
 * Reads a declared time format from text into epoch ms. Written by hand because this is the row loop: a date library
 * here costs more than all the rest of a row. Tokens: YYYY YY MM DD HH mm ss SSS (fixed width); other characters stand
 * for themselves, except that `.`, `,` and `;` before the milliseconds are one (real machines mix them).
 */
import { instantsOf } from '../../shared/calendar/zone.ts';
import { AppError } from '../../shared/errors.ts';

const TOKENS = ['YYYY', 'YY', 'MM', 'DD', 'HH', 'mm', 'ss', 'SSS'] as const;
type Token = (typeof TOKENS)[number];
const QUARTER_MS = 900_000;
const CLOCK_STEP_MS = 300_000;

export type ReadTime = { ok: true; at: number } | { ok: false; reason: string };

/**
 * `previous` = the row before in the same file: of a local time that occurs twice, the offset is taken that keeps time
 * from falling (a machine that sets its clock back does so by seconds, which is no fall); without one, the first.
 * A local time that does not exist is refused.
 */
export type TimeReader = (text: string, previous: number | null) => ReadTime;

export function timeReader(format: string, zone: string): TimeReader {
  const parts = compile(format);
  const length = parts.reduce((end, part) => Math.max(end, part.at + part.length), 0);
  const position = (token: Token) => parts.find((part) => part.token === token)?.at ?? -1;
  const year4 = position('YYYY');
  const year2 = position('YY');
  const [month, day, hour, minute, second, ms] = (['MM', 'DD', 'HH', 'mm', 'ss', 'SSS'] as const).map(position) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const literals = parts.flatMap((part) => (part.token === null ? [part] : []));
  const unreadable: ReadTime = { ok: false, reason: `time does not read as ${format}` };
  let date = { key: -1, wall: NaN };
  let quarter = { wall: -1, offset: 0 };

  return (text, previous) => {
    if (text.length !== length) return unreadable;
    for (const literal of literals) {
      const char = text[literal.at]!;
      if (char !== literal.text && !(literal.beforeMs && (char === '.' || char === ',' || char === ';')))
        return unreadable;
    }
    const y = year4 >= 0 ? digits(text, year4, 4) : 2000 + digits(text, year2, 2);
    const key = (y * 100 + digits(text, month, 2)) * 100 + digits(text, day, 2);
    if (key !== date.key) date = { key, wall: dayWall(key) };
    const h = digits(text, hour, 2);
    const mi = minute < 0 ? 0 : digits(text, minute, 2);
    const s = second < 0 ? 0 : digits(text, second, 2);
    const wall = date.wall + ((h * 60 + mi) * 60 + s) * 1000 + (ms < 0 ? 0 : digits(text, ms, 3));
    if (!(h < 24 && mi < 60 && s < 60) || Number.isNaN(wall)) return unreadable;
    const wallQuarter = Math.floor(wall / QUARTER_MS);
    if (wallQuarter === quarter.wall) return { ok: true, at: wall - quarter.offset };
    const instants = instantsOf(zone, wall);
    if (instants.length === 0) return { ok: false, reason: `time does not exist in ${zone} (clocks went forward)` };
    if (instants.length === 1) {
      quarter = { wall: wallQuarter, offset: wall - instants[0]! };
      return { ok: true, at: instants[0]! };
    }
    return {
      ok: true,
      at: instants.find((at) => previous === null || at >= previous - CLOCK_STEP_MS) ?? instants.at(-1)!,
    };
  };
}

interface Part {
  at: number;
  length: number;
  token: Token | null;
  text: string;
  beforeMs: boolean;
}

function compile(format: string): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < format.length;) {
    const token = TOKENS.find((candidate) => format.startsWith(candidate, at)) ?? null;
    const text = token ?? format[at]!;
    parts.push({ at, length: text.length, token, text, beforeMs: token === null && format.startsWith('SSS', at + 1) });
    at += text.length;
  }
  const has = (token: Token) => parts.some((part) => part.token === token);
  if (!(has('YYYY') || has('YY')) || !has('MM') || !has('DD') || !has('HH')) {
    throw new AppError('PLANT_FILE_INVALID', `The time format "${format}" needs a year, MM, DD and HH.`);
  }
  return parts;
}

/** NaN when a character is no digit. */
function digits(text: string, at: number, length: number): number {
  let value = 0;
  for (let i = at; i < at + length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Midnight of YYYYMMDD as if UTC; NaN when there is no such day. */
function dayWall(key: number): number {
  const [year, month, day] = [Math.floor(key / 10_000), Math.floor(key / 100) % 100, key % 100];
  const wall = Date.UTC(year, month - 1, day);
  const date = new Date(wall);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? wall : NaN;
}
