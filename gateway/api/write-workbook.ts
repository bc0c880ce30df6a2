/** Tables as .xlsx: a fixed head that filters, columns as wide as what is in them, texts that are never formulas. See `report-workbook.ts`. */
import type { Worksheet } from 'exceljs';
import { zoneOffset } from '../../shared/calendar/zone.ts';
import type { ColumnKind, Sheet, SheetCell, Workbook } from '../../shared/orders/table/sheet.ts';
import { sheetText } from './sheet-text.ts';

/** Text stays text also when a person edits the cell. */
const FORMATS: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  number: '#,##0.###',
  date: 'yyyy-mm-dd hh:mm',
  day: 'yyyy-mm-dd',
  duration: '[h]:mm',
};
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const WIDEST = 60;
/** What spreadsheets do not take in the name of a sheet. */
const NOT_IN_NAMES = /[*?:\\/[\]]/g;
const LONGEST_NAME = 31;
/** All columns on sheets that lie on their side, under their head. */
const ON_PAPER = {
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  printTitlesRow: '1:1',
} as const;

/** The file's bytes; dates are those of the zone's clocks, for a sheet knows no zones. */
export async function writeWorkbook({ name, sheets }: Workbook, zone: string, madeAt: number): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'Lineside';
  workbook.title = sheetText(name);
  workbook.created = new Date(madeAt);
  const taken = new Set<string>();
  for (const sheet of sheets) {
    const free = freeName(sheet.name, taken);
    const views = [{ state: 'frozen' as const, xSplit: 0, ySplit: 1 }];
    fill(workbook.addWorksheet(free, { views, pageSetup: ON_PAPER }), sheet, zone);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function fill(worksheet: Worksheet, { columns, rows }: Sheet, zone: string): void {
  worksheet.columns = columns.map(({ title, kind }, i) => ({
    header: sheetText(title),
    width: Math.min(WIDEST, Math.max(title.length, ...rows.slice(0, 500).map((row) => lengthOf(row[i], kind))) + 3),
    style: { numFmt: FORMATS[kind], alignment: { vertical: 'top', ...(kind === 'text' && { wrapText: true }) } },
  }));
  worksheet.getRow(1).font = { bold: true };
  worksheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1 + rows.length, column: columns.length } };
  for (const row of rows) worksheet.addRow(columns.map(({ kind }, i) => cellOf(row[i] ?? null, kind, zone)));
}

/** A figure in a column of text, or a text among figures, stays what it is. */
function cellOf(cell: SheetCell, kind: ColumnKind, zone: string): string | number | Date | null {
  if (cell === null) return null;
  if (kind === 'day' && typeof cell === 'string' && isSheetDay(cell)) return new Date(`${cell}T00:00Z`);
  if (typeof cell === 'string') return sheetText(cell);
  // To the minute, as it is shown: a sheet's fractions of a day would round half a second up into the next.
  if (kind === 'date') return new Date(Math.floor((cell + zoneOffset(zone, cell)) / MINUTE_MS) * MINUTE_MS);
  return kind === 'duration' ? cell / DAY_MS : cell;
}

/** A spreadsheet's days begin in 1900, and it believes that year to have had a leap day. */
function isSheetDay(text: string): boolean {
  const isAfter = /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= '1901-01-01';
  return isAfter && new Date(`${text}T00:00Z`).toISOString().startsWith(text);
}

function lengthOf(cell: SheetCell | undefined, kind: ColumnKind): number {
  if (typeof cell === 'string') return cell.length;
  if (typeof cell === 'number') return kind === 'date' ? 16 : Math.max(8, String(cell).length + 2);
  return 0;
}

/** Sheets of one name, also by capitals alone, spoil the file. */
function freeName(wanted: string, taken: Set<string>): string {
  const plain =
    sheetText(wanted)
      .replace(NOT_IN_NAMES, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || 'Sheet';
  for (let count = 1; ; count++) {
    const end = count === 1 ? '' : ` (${count})`;
    const name = plain.slice(0, LONGEST_NAME - end.length) + end;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
