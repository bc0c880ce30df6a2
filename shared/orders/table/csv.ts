/** A table as CSV, made where it is needed: UTF-8 with a mark (spreadsheets need it), times of the plant's clocks, no formulas. */
import { zoneOffset } from '../../calendar/zone.ts';
import { formulaSafe } from '../../formula-safe.ts';
import { figureText } from './figure-text.ts';
import type { Decimal } from './numbers.ts';
import { plainText } from './plain-text.ts';
import type { Separator } from './read-table.ts';
import type { ColumnKind, Sheet, SheetCell } from './sheet.ts';

/** What the spreadsheets of a country expect: where decimals follow a comma, it cannot part cells. */
export interface CsvStyle {
  separator: Separator;
  decimal: Decimal;
}

/** The whole file, its mark included. */
export function csvOf(
  { columns, rows }: Sheet,
  zone: string,
  { separator, decimal }: CsvStyle = { separator: ',', decimal: '.' },
): string {
  const head = columns.map(({ title }) => quoted(formulaSafe(title)));
  const lines = rows.map((row) => columns.map(({ kind }, i) => cellText(row[i] ?? null, kind, { zone, decimal })));
  return `\ufeff${[head, ...lines].map((cells) => cells.join(separator)).join('\r\n')}\r\n`;
}

function cellText(cell: SheetCell, kind: ColumnKind, { zone, decimal }: { zone: string; decimal: Decimal }): string {
  if (cell === null) return '';
  // An apostrophe before a blank would be all that is left of it.
  if (typeof cell === 'string') return plainText(cell) === '' ? '' : quoted(formulaSafe(cell));
  if (kind === 'date') return localText(cell, zone);
  if (kind !== 'duration') return quoted(figureText(cell, decimal));
  const minutes = Math.round(cell / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** `2026-11-22 06:00` on the plant's clocks. */
export function localText(at: number, zone: string): string {
  return new Date(at + zoneOffset(zone, at)).toISOString().slice(0, 16).replace('T', ' ');
}

function quoted(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
