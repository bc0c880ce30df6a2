/** What is written short, as it is to be said: to screen readers `2 h` is a letter, `·` a middle dot and `–` nothing at all. */
import { language } from './locale.ts';

const UNITS = { d: 'day', h: 'hour', min: 'minute', s: 'second' } as const;
type Unit = keyof typeof UNITS;

interface Names {
  long: ReadonlyMap<string, string>;
  /** Any of the short ones beside a number or each other: a product may be called as a day is. */
  day: RegExp;
  month: RegExp;
}

const names = new Map<string, Names>();
/** Bars are drawn often, and most say what they said before. */
const said = new Map<string, string>();
const MOST_KEPT = 5_000;

/** `late 2 h 10 min · ends Thu 14:20 (14:00–15:10)` → `late 2 hours 10 minutes, ends Thursday 14:20 (14:00 to 15:10)` */
export function aloud(text: string): string {
  const key = `${language()} ${text}`;
  let spoken = said.get(key);
  if (spoken === undefined) {
    if (said.size > MOST_KEPT) said.clear();
    said.set(key, (spoken = inWords(text)));
  }
  return spoken;
}

function inWords(text: string): string {
  const { long, day, month } = namesOf(language());
  const to = language().toLowerCase().startsWith('de') ? ' bis ' : ' to ';
  const whole = (short: string) => long.get(short.replace('.', ''))!;
  return text
    .replace(/(?<![\d.,])(\d+)\s(d|h|min|s)(?!\p{L})/gu, (_, count: string, unit: Unit) => length(Number(count), unit))
    .replace(day, whole)
    .replace(month, whole)
    .replace(/(?<=\d(?:\.? \p{L}+)?)\s?–\s?(?=[\p{L}\d])/gu, to)
    .replaceAll(' · ', ', ');
}

function length(count: number, unit: Unit): string {
  return new Intl.NumberFormat(language(), { style: 'unit', unit: UNITS[unit], unitDisplay: 'long' }).format(count);
}

function namesOf(tag: string): Names {
  let known = names.get(tag);
  if (!known) {
    // Monday 1 January 2024 and the days and months after it.
    const days = pairs(tag, 'weekday', 7, (i) => Date.UTC(2024, 0, 1 + i));
    const months = pairs(tag, 'month', 12, (i) => Date.UTC(2024, i, 1));
    const some = shortOf(months);
    known = {
      long: new Map([...days, ...months]),
      day: new RegExp(`(?<!\\p{L})(?:${shortOf(days)})\\.?(?=,? (?:\\d|${some}))`, 'gu'),
      month: new RegExp(`(?<=\\d\\.? )(?:${some})\\.?(?!\\p{L})|(?<!\\p{L})(?:${some})\\.?(?= \\d)`, 'gu'),
    };
    names.set(tag, known);
  }
  return known;
}

function pairs(tag: string, part: 'weekday' | 'month', count: number, at: (i: number) => number): [string, string][] {
  const name = (i: number, style: 'short' | 'long') =>
    // With a day beside it, as dates have it: some languages write it otherwise alone.
    new Intl.DateTimeFormat(tag, { timeZone: 'UTC', day: 'numeric', [part]: style })
      .formatToParts(at(i))
      .find(({ type }) => type === part)!.value;
  return Array.from({ length: count }, (_, i) => [name(i, 'short').replace('.', ''), name(i, 'long')]);
}

function shortOf(all: readonly [string, string][]): string {
  return all.map(([short]) => short).join('|');
}
