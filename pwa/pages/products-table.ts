/** Master data as a sheet: what is shown, and what is said when somebody types into it. Contract of types, and cells that many share. */
import type { Edit } from '../../shared/orders/verbs/sheet.ts';
import type { Plan, Planned } from '../../shared/orders/plan.ts';
import type { PlanEntity } from '../../shared/documents/change.ts';
import { typedDay, typedNumber } from '../components/sheet/sheet-typed.ts';
import type { SheetCell, SheetColumn, SheetMark, SheetRow } from '../components/sheet/sheet-model.ts';
import type { PlanView } from '../data/planning.ts';
import { number } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import type { Typed } from './orders-typed.ts';

export interface MasterTable {
  label: string;
  columns: readonly SheetColumn[];
  rows: readonly SheetRow[];
  /** Of what its rows are, to be removed; null = they come from elsewhere and stay. */
  entity: PlanEntity | null;
  /** A cell as it was typed. */
  read: (column: string, text: string) => Typed;
  /** `row` null = a new one; none = there is nothing to say. */
  edits: (row: string | null, values: Readonly<Record<string, string | number | null>>) => Edit[];
}

export const VALIDITY = (editable: boolean): SheetColumn[] => [
  {
    key: 'validFrom',
    title: s('validFrom'),
    kind: 'date',
    days: true,
    editable,
    width: 120,
    card: { line: 2, titled: true },
  },
  {
    key: 'validTo',
    title: s('validTo'),
    kind: 'date',
    days: true,
    editable,
    width: 120,
    card: { line: 2, titled: true },
  },
];

export function validityCells({ validFrom = '', validTo = '' }: { validFrom?: string; validTo?: string }) {
  return { validFrom: { text: validFrom }, validTo: { text: validTo } };
}

export function typedText(text: string): Typed {
  return { ok: true, value: text.trim() || null };
}

export function typedDate(text: string): Typed {
  const day = typedDay(text);
  return day === undefined ? { ok: false, why: s('wrongDay') } : { ok: true, value: day };
}

export function typedRate(text: string): Typed {
  const rate = typedNumber(text);
  return rate === undefined || (rate !== null && rate <= 0)
    ? { ok: false, why: s('wrongAmount') }
    : { ok: true, value: rate };
}

/** One of the column's choices, or nothing. */
export function typedChoice({ choices = [] }: Pick<SheetColumn, 'choices'>, text: string): Typed {
  const plain = text.trim();
  if (plain === '') return { ok: true, value: null };
  return choices.some(({ value }) => value === plain)
    ? { ok: true, value: plain }
    : { ok: false, why: s('noChoice', plain) };
}

/** A number that may have decimals. */
export function rateCell(value: number | undefined): SheetCell {
  if (value === undefined) return { text: '' };
  const digits = Number.isInteger(value) ? 0 : 2;
  return {
    text: number(value, digits),
    typed: number(value, digits).replaceAll(/[\s\u00a0\u202f]/g, ''),
    amount: value,
  };
}

export function choiceCell({ choices = [] }: Pick<SheetColumn, 'choices'>, value: string | undefined): SheetCell {
  if (value === undefined) return { text: choices.find((choice) => choice.value === '')?.text ?? '', typed: '' };
  return { text: choices.find((choice) => choice.value === value)?.text ?? value, typed: value };
}

/** Unsent, and where people said different things. */
export function marksOf({ unsent, draft }: PlanView, { entity, id, conflicts }: Planned<PlanEntity>): SheetMark[] {
  const marks: SheetMark[] = [];
  if (conflicts.length > 0) marks.push({ sign: '◆', text: p('mark-versions'), loud: true });
  if (unsent.has(`${entity}:${id}`)) marks.push({ sign: '↑', text: p(draft ? 'mark-draft' : 'mark-unsent') });
  return marks;
}

export function familiesOf(plan: Plan): string[] {
  const families = [...plan.products.values()].flatMap(({ fields }) => fields.family ?? []);
  return [...new Set(families)].sort((a, b) => a.localeCompare(b));
}
