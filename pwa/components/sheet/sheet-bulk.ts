/** Over the foot of a sheet as long as rows are ticked: one value for all of them, and what is slotted. */
import { html, nothing } from 'lit';
import './ls-sheet-bulk.ts';
import type { BulkSet } from './ls-sheet-bulk.ts';
import { setInRows, type Grid } from './sheet-edits.ts';
import type { SheetEdit } from './sheet-model.ts';
import type { Ticked } from './sheet-ticks.ts';

export function bulkOf(
  grid: Grid,
  ticked: Ticked,
  { tell, untick }: { tell: (edits: readonly SheetEdit[]) => void; untick: () => void },
) {
  if (ticked.size === 0) return nothing;
  return html`<ls-sheet-bulk
    .columns=${grid.columns.filter((column) => column.editable)}
    .count=${ticked.size}
    @bulk-set=${({ detail: { column, value } }: CustomEvent<BulkSet>) => tell(setInRows(grid, ticked, column, value))}
    @bulk-ended=${untick}
    ><slot></slot
  ></ls-sheet-bulk>`;
}
