/** Changeovers one by one, with the line and the dates for which each holds. Pure. */
import { minutesText } from '../components/sheet/sheet-typed.ts';
import type { SheetColumn } from '../components/sheet/sheet-model.ts';
import type { PlanView } from '../data/planning.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { lineChoices, productsOverToday } from './orders-columns.ts';
import { matrixNames, readMinutes } from './products-changeovers.ts';
import {
  choiceCell,
  marksOf,
  typedChoice,
  typedDate,
  VALIDITY,
  validityCells,
  type MasterTable,
} from './products-table.ts';

export function changeoverTable(view: PlanView, editable: boolean): MasterTable {
  const { plan } = view;
  const products = [...plan.products.keys()].filter((id) => !matrixNames(plan, []).includes(id));
  const names = [...matrixNames(plan, []), ...products].map((name) => ({
    value: name,
    text: name === '*' ? s('anyFamily') : (plan.products.get(name)?.fields.name ?? name),
  }));
  const over = productsOverToday(view);
  const column = (key: 'from' | 'to', title: string): SheetColumn => ({
    ...{ key, title, kind: 'choice', editable, width: 200, choices: names, over },
  });
  const [from, to] = [column('from', s('changeFrom')), column('to', s('changeTo'))];
  const line: SheetColumn = {
    ...{ key: 'line', title: s('line'), kind: 'choice', editable, width: 150 },
    choices: [{ value: '', text: s('allLines') }, ...lineChoices(view)],
  };
  const rows = [...plan.changeovers.values()].map((entry) => {
    const cells = {
      from: choiceCell(from, entry.fields.from),
      to: choiceCell(to, entry.fields.to),
      line: choiceCell(line, entry.fields.line),
      ms: { text: minutesText(entry.fields.ms) },
      ...validityCells(entry.fields),
    };
    const title = `${cells.from.text} → ${cells.to.text}, ${cells.line.text}`;
    return { id: entry.id, title, marks: marksOf(view, entry), cells };
  });
  return {
    label: s('tab-changeovers'),
    entity: 'changeover',
    columns: [
      from,
      to,
      line,
      { key: 'ms', title: s('minutes'), kind: 'duration', editable, width: 100, card: { line: 1, titled: true } },
      ...VALIDITY(editable),
    ],
    rows: rows.sort((a, b) => a.title.localeCompare(b.title, undefined, { numeric: true }) || (a.id < b.id ? -1 : 1)),
    read: (key, typed) => {
      if (key === 'ms') return readMinutes(typed);
      if (key === 'line') return typedChoice(line, typed);
      return key === 'from' || key === 'to' ? typedChoice(from, typed) : typedDate(typed);
    },
    edits: (row, values) => [{ entity: 'changeover', ...(row !== null && { id: row }), fields: values }],
  };
}
