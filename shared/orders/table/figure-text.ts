/** Figures as text that no column can misread: `1.234` alone could be a thousand, so a third decimal gets a nought behind it. */
import type { Decimal } from './numbers.ts';

const LOOKS_GROUPED = /^-?[1-9]\d{0,2}\.\d{3}$/;

/** All digits of it, never an exponent. */
export function figureText(value: number, decimal: Decimal = '.'): string {
  const digits = value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 100 });
  const clear = LOOKS_GROUPED.test(digits) ? `${digits}0` : digits;
  return decimal === '.' ? clear : clear.replace('.', decimal);
}
