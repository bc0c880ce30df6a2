/** A small sheet: a text, a number, a choice and what is computed; three rows of it. */
import type { Grid } from '../../../../pwa/components/sheet/sheet-edits.ts';
import type { SheetCell, SheetColumn, SheetRow } from '../../../../pwa/components/sheet/sheet-model.ts';

const column = (key: string, kind: SheetColumn['kind'], more: Partial<SheetColumn> = {}): SheetColumn => ({
  ...{ key, title: key, kind, width: 80, editable: kind !== 'computed' },
  ...more,
});

export const COLUMNS: readonly SheetColumn[] = [
  column('lot', 'text'),
  column('quantity', 'number'),
  column('line', 'choice', {
    choices: [
      { value: '', text: 'parked' },
      { value: 'line8', text: 'Line 8' },
    ],
  }),
  column('made', 'computed'),
];

export function row(id: string, cells: Record<string, SheetCell | string>): SheetRow {
  const all = Object.entries(cells).map(([key, cell]) => [key, typeof cell === 'string' ? { text: cell } : cell]);
  return { id, title: id, cells: Object.fromEntries(all) as SheetRow['cells'] };
}

export const GRID: Grid = {
  columns: COLUMNS,
  rows: [
    row('a', {
      lot: '135',
      quantity: { text: '64,500', typed: '64500' },
      line: { text: 'Line 8', typed: 'line8' },
      made: '10',
    }),
    row('b', { lot: '136', quantity: '', line: { text: 'parked', typed: '' }, made: '' }),
    row('c', {
      lot: '137',
      quantity: { text: '30', faint: true },
      line: { text: 'parked', typed: '', fixed: true },
      made: '',
    }),
  ],
  growable: true,
};

/** `[row, column]` of the first corner and the last. */
export function area([fromRow, fromColumn]: [number, number], [toRow, toColumn] = [fromRow, fromColumn]) {
  return { from: { row: fromRow, column: fromColumn }, to: { row: toRow, column: toColumn } };
}
