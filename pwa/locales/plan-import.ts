/** Words of bringing tables into the plan and taking them out, and how the words of a table are chosen. */
import type { CellProblem } from '../../shared/orders/table/report.ts';
import type { BoardTableWords } from '../../shared/orders/table/table-of-board.ts';
import type { OrderTableWords } from '../../shared/orders/table/table-of-orders.ts';
import { language } from './locale.ts';
import { planImportDe } from './plan-import-de.ts';
import { planImportEn, type PlanImportWords } from './plan-import-en.ts';

type Texts = {
  [K in keyof PlanImportWords as PlanImportWords[K] extends Record<string, unknown> ? never : K]: PlanImportWords[K];
};
type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function importText<K extends keyof Texts>(key: K, ...args: Arguments<PlanImportWords[K]>): string {
  const text = words()[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}

/** All of them, where a list is gone through. */
export function words(): PlanImportWords {
  return language().toLowerCase().startsWith('de') ? planImportDe : planImportEn;
}

/** A field that has no name of its own shows as it is called inside. */
export function fieldName(field: string): string {
  return words().fields[field] ?? field;
}

/** `Quantity: “1.5” is no number here`. */
export function problemText({ why, field, cell, detail }: CellProblem): string {
  const text = words().problems[why](cell, detail);
  return field === null ? text : words().withField(fieldName(field), text);
}

export function orderTableWords(): OrderTableWords {
  const { columns: titles, orderStates: states, sheetOrders: sheet } = words();
  return { sheet, titles, states };
}

export function boardTableWords(): BoardTableWords {
  const { columns: titles, jobStates: states, sheetBoard: sheet } = words();
  return { sheet, titles, states };
}
