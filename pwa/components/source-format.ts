/** Sizes, rates and ages of sources as people read them. */
import { number } from '../locales/format.ts';
import { sourceText } from '../locales/sources.ts';

const UNITS = ['B', 'kB', 'MB', 'GB'] as const;
const NBSP = '\u00a0';

/** `812 B`, `123 kB`, `1.4 MB`: steps of 1,000, as disks and networks count. */
export function byteSize(bytes: number): string {
  let unit = 0;
  let value = bytes;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  // 1.4 MB, but 1 MB and 12 MB.
  const digits = unit > 0 && value < 9.95 && Math.round(value * 10) % 10 !== 0 ? 1 : 0;
  return `${number(value, digits)}${NBSP}${UNITS[unit]}`;
}

/** Rows per second, or per minute where a second has less than one; null = not known. */
export function rowRate(perSecond: number | null): { value: string; unit: string } {
  if (perSecond === null || perSecond >= 1 || perSecond === 0)
    return {
      value: number(perSecond, perSecond !== null && perSecond > 0 && perSecond < 100 ? 1 : 0),
      unit: sourceText('rowsPerSecond'),
    };
  return { value: number(perSecond * 60, perSecond * 60 < 10 ? 1 : 0), unit: sourceText('rowsPerMinute') };
}
