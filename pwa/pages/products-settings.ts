/** What holds for the plant and for each line, as a sheet. Pure. */
import { RATE_BASES } from '../../shared/orders/entities.ts';
import type { Edit } from '../../shared/orders/verbs/sheet.ts';
import { typedNumber } from '../components/sheet/sheet-typed.ts';
import type { SheetCell, SheetColumn } from '../components/sheet/sheet-model.ts';
import type { PlanView } from '../data/planning.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { choiceCell, marksOf, typedChoice, type MasterTable } from './products-table.ts';

const PLANT = 'plant';
/** As the forecast and the rules take it where nobody said. */
const USUAL = { movesBy: 'standard', frozen: 1, lots: 'automatic' } as const;

export function settingTable(view: PlanView, editable: boolean): MasterTable {
  const { plan, lines, plant } = view;
  const basis = RATE_BASES.map((value) => ({ value, text: s(`basis-${value}`) }));
  const lots = (['automatic', 'confirm'] as const).map((value) => ({ value, text: s(`lots-${value}`) }));
  const nothing = { value: '', text: s('asPlant') };
  const movesBy: SheetColumn = {
    ...{
      key: 'movesBy',
      title: s('movesBy'),
      kind: 'choice',
      editable,
      width: 200,
      choices: [nothing, ...basis],
      card: { line: 1, titled: true },
    },
  };
  const known: SheetColumn = {
    ...{
      key: 'lots',
      title: s('lots'),
      kind: 'choice',
      editable,
      width: 220,
      choices: [nothing, ...lots],
      card: { line: 2, titled: true },
    },
  };
  const whole = plan.settings.get(PLANT)?.fields ?? {};
  const row = (id: string, title: string) => {
    const setting = plan.settings.get(idOf(id));
    const own = setting?.fields ?? {};
    const usual = id === PLANT ? USUAL : { ...USUAL, ...whole };
    const cell = (column: SheetColumn, value: string | undefined, otherwise: string): SheetCell =>
      value === undefined ? { ...choiceCell(column, otherwise), typed: '', faint: true } : choiceCell(column, value);
    return {
      ...{ id, title, marks: setting ? marksOf(view, setting) : [] },
      cells: {
        of: { text: title },
        movesBy: cell(movesBy, own.movesBy, usual.movesBy),
        frozen: own.frozen === undefined ? { text: String(usual.frozen), faint: true } : { text: String(own.frozen) },
        lots: cell(known, own.lots, usual.lots),
      },
    };
  };
  return {
    label: s('tab-settings'),
    entity: null,
    columns: [
      { key: 'of', title: s('settingOf'), kind: 'computed', editable: false, width: 200 },
      movesBy,
      { key: 'frozen', title: s('frozen'), kind: 'number', editable, width: 220, card: { line: 2, titled: true } },
      known,
    ],
    rows: [row(PLANT, `${s('plant')} (${plant.name})`), ...lines.map(({ id, name }) => row(id, name))],
    read: (column, typed) => {
      if (column === 'movesBy') return typedChoice(movesBy, typed);
      if (column === 'lots') return typedChoice(known, typed);
      const count = typedNumber(typed, true);
      const isRight = count === null || (count !== undefined && count >= 0 && count <= 20);
      return isRight ? { ok: true, value: count } : { ok: false, why: s('wrongFrozen') };
    },
    edits: (id, values): Edit[] => (id === null ? [] : [{ entity: 'setting', id: idOf(id), fields: values }]),
  };
}

function idOf(row: string): string {
  return row === PLANT ? PLANT : `line-${row}`;
}
