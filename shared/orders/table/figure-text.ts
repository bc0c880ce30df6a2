/** Figures as text that no column can misread: `1.234` alone could be a thousand, so a third decimal gets a nought behind it. */
import type { Decimal } from './numbers.ts';

/**
 * Begins a cell that was a number in its workbook: how it is written here says nothing of how people wrote the texts of its
 * column. No sheet can hold it as text, and `plainText` leaves it out.
 */
const FIGURE = '\u001f';
const LOOKS_GROUPED = /^-?[1-9]\d{0,2}\.\d{3}$/;

/** All digits of it, never an exponent. */
export function figureText(value: number, decimal: Decimal = '.'): string {
  const digits = value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 100 });
  const clear = LOOKS_GROUPED.test(digits) ? `${digits}0` : digits;
  return decimal === '.' ? clear : clear.replace('.', decimal);
}

/** Whole numbers are clear in every style, and stay as they are. */
export function markedFigure(value: number): string {
  const text = figureText(value);
  return text.includes('.') ? `${FIGURE}${text}` : text;
}

/** Its decimals follow a point, whatever those of its column do. */
export function isMarkedFigure(cell: string): boolean {
  return cell.startsWith(FIGURE);
}

/** As people read it. */
export function unmarked(cell: string): string {
  return isMarkedFigure(cell) ? cell.slice(FIGURE.length) : cell;
}
