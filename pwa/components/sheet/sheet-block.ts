/** Blocks of cells as spreadsheets put them on the clipboard: rows of tab-separated cells, quoted where a cell has several lines. */
import { cellsOf } from '../../../shared/orders/table/read-table.ts';

export function textOfBlock(block: readonly (readonly string[])[]): string {
  return block.map((row) => row.map(quoted).join('\t')).join('\r\n');
}

/** Rows as they are, empty ones too, but for the end of the last line. */
export function blockOfText(text: string): string[][] {
  const whole = text.replace(/\r?\n$/, '');
  if (!whole.includes('"')) return whole.split(/\r\n|\n|\r/).map((line) => line.split('\t'));
  return cellsOf(whole, '\t');
}

function quoted(cell: string): string {
  return /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
