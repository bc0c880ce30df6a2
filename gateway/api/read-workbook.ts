/** Cells of a workbook as texts. Runs in a thread of its own (`workbook-thread.ts`): what people drop can be anything. */
import type { CellValue, Worksheet } from 'exceljs';
import { AppError } from '../../shared/errors.ts';
import { markedFigure } from '../../shared/orders/table/figure-text.ts';
import { MOST_CELLS, MOST_READ_ROWS, MOST_SHEETS, type ReadSheet } from '../../shared/orders/table/sheet.ts';
import { unpackedSize } from './unpacked-size.ts';

const MOST_UNPACKED = { bytes: 48 * 1024 ** 2, files: 2_000 };

/** REQUEST_INVALID when it cannot be read, or is more than a plan can be. Sheets that nobody sees are left out. */
export async function readWorkbook(bytes: Buffer): Promise<ReadSheet[]> {
  unpackedSize(bytes, MOST_UNPACKED);
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  try {
    // Its types know a Buffer of an older Node.
    await workbook.xlsx.load(bytes as never, { ignoreNodes: ['dataValidations', 'conditionalFormatting', 'drawing'] });
  } catch (cause) {
    throw new AppError('REQUEST_INVALID', 'The workbook cannot be read. Save it anew as .xlsx, or as CSV.', { cause });
  }
  const shown = workbook.worksheets.filter(({ state }) => state === 'visible').slice(0, MOST_SHEETS);
  let cells = 0;
  return shown.map((sheet) => {
    if (sheet.rowCount > MOST_READ_ROWS) throw tooMuch(`${MOST_READ_ROWS - 1} rows in a sheet`);
    const rows = rowsOf(sheet);
    cells += rows.reduce((sum, row) => sum + row.length, 0);
    if (cells > MOST_CELLS) throw tooMuch(`${MOST_CELLS} cells`);
    return { name: sheet.name, rows };
  });
}

/** `rows[6]` is what the spreadsheet calls row 7. */
function rowsOf(sheet: Worksheet): string[][] {
  const rows: string[][] = [];
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      if (column > MOST_CELLS) throw tooMuch(`${MOST_CELLS} cells`);
      // The cells that are joined to another have no text of their own.
      const text = cell.isMerged && cell.master !== cell ? '' : textOf(cell.value);
      if (text === '') return;
      while (cells.length < column - 1) cells.push('');
      cells.push(text);
    });
    while (cells.length > 0 && rows.length < number - 1) rows.push([]);
    if (cells.length > 0) rows.push(cells);
  });
  return rows;
}

function textOf(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return markedFigure(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return timeText(value);
  if ('error' in value) return value.error;
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('hyperlink' in value) return textOf(value.text as CellValue);
  return textOf((value as { result?: CellValue }).result ?? null);
}

/** A sheet's time knows no zone; its fractions of a day are a little off. Before 1901 it is a time of day, or a length. */
function timeText(value: Date): string {
  const at = Math.round(value.getTime() / 1_000) * 1_000;
  if (!Number.isFinite(at)) return '';
  const [date, time] = new Date(at).toISOString().slice(0, 19).split('T') as [string, string];
  const clock = time.endsWith(':00') ? time.slice(0, 5) : time;
  if (value.getUTCFullYear() < 1901) return clock;
  return clock === '00:00' ? date : `${date}T${clock}`;
}

function tooMuch(limit: string): AppError {
  return new AppError('REQUEST_INVALID', `The workbook has more than ${limit}. Take what is not needed out of it.`);
}
