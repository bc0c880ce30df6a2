/** What can be chosen in a cell: not what is over, but for what stands there already, which says so. */
import { sheetText as s } from '../../locales/sheet.ts';
import type { SheetCell, SheetColumn } from './sheet-model.ts';

/** The column as this cell has it; absent = a new row, or several. */
export function withChoices(column: SheetColumn, cell?: SheetCell): SheetColumn {
  const over = cell?.over ?? column.over;
  if (over === undefined || over.size === 0) return column;
  const chosen = cell?.typed ?? cell?.text;
  const choices = (column.choices ?? [])
    .filter(({ value }) => !over.has(value) || value === chosen)
    .map((choice) => (over.has(choice.value) ? { ...choice, text: s('noLongerValid', choice.text) } : choice));
  return { ...column, choices };
}
