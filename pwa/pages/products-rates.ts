/** Rates of products on lines, as a sheet. Pure. */
import type { SheetColumn } from '../components/sheet/sheet-model.ts';
import type { PlanView } from '../data/planning.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { lineChoices, productChoices, productsOverToday } from './orders-columns.ts';
import {
  choiceCell,
  marksOf,
  rateCell,
  typedChoice,
  typedDate,
  typedRate,
  VALIDITY,
  validityCells,
  type MasterTable,
} from './products-table.ts';

export function rateTable(view: PlanView, editable: boolean): MasterTable {
  const product: SheetColumn = {
    ...{ key: 'product', title: s('product'), kind: 'choice', editable, width: 240 },
    choices: [{ value: '', text: '' }, ...productChoices(view)],
    over: productsOverToday(view),
  };
  const line: SheetColumn = {
    ...{ key: 'line', title: s('line'), kind: 'choice', editable, width: 160 },
    choices: [{ value: '', text: s('allLines') }, ...lineChoices(view)],
  };
  const rows = [...view.plan.rates.values()].map((rate) => {
    const cells = {
      product: choiceCell(product, rate.fields.product),
      line: choiceCell(line, rate.fields.line),
      perHour: rateCell(rate.fields.perHour),
      ...validityCells(rate.fields),
    };
    return { id: rate.id, title: `${cells.product.text}, ${cells.line.text}`, marks: marksOf(view, rate), cells };
  });
  return {
    label: s('tab-rates'),
    entity: 'rate',
    columns: [
      product,
      line,
      { key: 'perHour', title: s('perHour'), kind: 'number', editable, width: 120, card: { line: 1, titled: true } },
      ...VALIDITY(editable),
    ],
    rows: rows.sort((a, b) => a.title.localeCompare(b.title, undefined, { numeric: true }) || (a.id < b.id ? -1 : 1)),
    read: (column, typed) => {
      if (column === 'perHour') return typedRate(typed);
      if (column === 'product') return typedChoice(product, typed);
      return column === 'line' ? typedChoice(line, typed) : typedDate(typed);
    },
    edits: (row, values) => [{ entity: 'rate', ...(row !== null && { id: row }), fields: values }],
  };
}
