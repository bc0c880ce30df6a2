/** Products as a sheet. Pure. */
import type { PlanFields } from '../../shared/orders/entities.ts';
import type { SheetColumn } from '../components/sheet/sheet-model.ts';
import type { PlanView } from '../data/planning.ts';
import { sheetText as s } from '../locales/sheet.ts';
import {
  choiceCell,
  marksOf,
  rateCell,
  typedChoice,
  typedDate,
  typedRate,
  typedText,
  VALIDITY,
  validityCells,
  type MasterTable,
} from './products-table.ts';

export function productTable(view: PlanView, editable: boolean): MasterTable {
  const { plan, plant } = view;
  const groups = plant.processGroups.map(({ id, name }) => ({ value: id, text: name }));
  const text = (key: 'name' | 'shortName' | 'item' | 'family', width: number): SheetColumn => ({
    ...{ key, title: s(key), kind: 'text', editable, width },
    ...(key !== 'name' && { card: { line: 1 as const, titled: false } }),
  });
  const group: SheetColumn = {
    ...{ key: 'processGroup', title: s('processGroup'), kind: 'choice', editable, width: 144 },
    choices: [{ value: '', text: '' }, ...groups],
  };
  const columns: SheetColumn[] = [
    text('name', 220),
    text('shortName', 110),
    text('item', 132),
    text('family', 130),
    { key: 'colour', title: s('colour'), kind: 'colour', editable, width: 100 },
    group,
    {
      key: 'ratePerHour',
      title: s('ratePerHour'),
      kind: 'number',
      editable,
      width: 172,
      card: { line: 2, titled: true },
    },
    ...VALIDITY(editable),
    {
      key: 'route',
      title: s('route'),
      kind: 'computed',
      editable: false,
      width: 110,
      card: { line: 2, titled: false },
    },
  ];
  const products = [...plan.products.values()].sort((a, b) => (a.fields.name ?? '').localeCompare(b.fields.name ?? ''));
  return {
    label: s('tab-products'),
    entity: 'product',
    columns,
    rows: products.map((product) => {
      const { name = product.id, shortName = '', item = '', family = '', colour, route = [] } = product.fields;
      return {
        id: product.id,
        title: name,
        marks: marksOf(view, product),
        cells: {
          ...{ name: { text: name }, shortName: { text: shortName }, item: { text: item }, family: { text: family } },
          colour: { text: colour ?? '', ...(colour && { colour }) },
          processGroup: choiceCell(group, product.fields.processGroup),
          ratePerHour: rateCell(product.fields.ratePerHour),
          ...validityCells(product.fields),
          route: { text: route.length > 0 ? s('routeSteps', route.length) : s('noRoute') },
        },
      };
    }),
    read: (column, typed) => {
      if (column === 'ratePerHour') return typedRate(typed);
      if (column === 'validFrom' || column === 'validTo') return typedDate(typed);
      return column === 'processGroup' ? typedChoice(group, typed) : typedText(typed);
    },
    edits: (row, values) => [
      { entity: 'product', ...(row !== null && { id: row }), fields: values as Partial<PlanFields<'product'>> },
    ],
  };
}
