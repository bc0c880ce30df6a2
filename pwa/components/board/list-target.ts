/** Where something would fall on the board as a list: before the bar whose upper half is under the hand. */
import type { DropTarget } from './board-model.ts';
import { queueOf, type Held } from './drop-target.ts';
import type { Point } from './hands.ts';
import type { RowLayout } from './row-layout.ts';

/** Null = the hand is over no line. */
export function listTargetAt(
  root: DocumentOrShadowRoot & ParentNode,
  at: Point,
  held: Held,
  layout: RowLayout,
): DropTarget | null {
  const under = root.elementFromPoint(at.x, at.y);
  const line = under?.closest<HTMLElement>('[data-row]');
  const row = layout.byId.get(line?.dataset.row ?? '');
  if (!line || !row) return null;
  const queue = new Set(queueOf(row, held.ids).map(({ id }) => id));
  for (const card of line.querySelectorAll<HTMLElement>('[data-bar]')) {
    const { top, height } = card.getBoundingClientRect();
    const id = card.dataset.bar!;
    if (queue.has(id) && at.y < top + height / 2) return { kind: 'row', row: row.row.id, before: id, at: null };
  }
  return { kind: 'row', row: row.row.id, before: null, at: null };
}
