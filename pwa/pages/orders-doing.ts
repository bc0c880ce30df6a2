/** What is done with several orders at once, and what stays of a gesture that was not entered. Pure. */
import type { Saying } from '../../shared/orders/said.ts';
import { changeOf } from '../../shared/orders/verbs/changes.ts';
import { duplicateOrder } from '../../shared/orders/verbs/orders.ts';
import { answer, type VerbWorld } from '../../shared/orders/verbs/world.ts';
import { isNewRow, type SheetEdit } from '../components/sheet/sheet-model.ts';
import { sheetText as s } from '../locales/sheet.ts';
import type { Kept, KeptRows } from './orders-edits.ts';

/** One change, to be taken back as one. */
export function duplicates(world: VerbWorld, ids: readonly string[]): Saying {
  const sets = [];
  for (const id of ids) {
    const saying = duplicateOrder(world, { id });
    if (!saying.ok) return saying;
    sets.push(...saying.said.flatMap((said) => (said.type === 'change' ? said.sets : [])));
  }
  return answer(world, changeOf(sets));
}

/** Nobody has to type it again: it stays in its cells. */
export function notEntered(isThere: (row: string) => boolean, edits: readonly SheetEdit[], before: KeptRows): KeptRows {
  const kept = new Map([...before].map(([row, cells]) => [row, new Map<string, Kept>(cells)]));
  for (const { row, column, value } of edits) {
    const id = isNewRow(row) ? `new-again${row}` : row;
    if (!kept.has(id)) kept.set(id, new Map());
    const cells = kept.get(id)!;
    const isFirst = cells.size === 0;
    if (!cells.has(column)) cells.set(column, { typed: value, why: isThere(id) || isFirst ? s('notEntered') : null });
  }
  return kept;
}
