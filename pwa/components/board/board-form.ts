/** How the board is laid out in the room that it has. Pure; px. */
import type { RowSize } from './row-layout.ts';

/** With the parking lot beside, below, or as a list of lines. */
export type BoardForm = 'wide' | 'middle' | 'narrow';

const LIST_UP_TO_PX = 600;
const WIDE_FROM_PX = 1080;
const ROW_PX = { least: 68, most: 108 };
const BAR_PX = { least: 48, most: 60 };
/** Above and below a bar, for the range and the other rate's end. */
const BESIDE_BAR_PX = 22;

export function formOf(width: number): BoardForm {
  if (width <= LIST_UP_TO_PX) return 'narrow';
  return width < WIDE_FROM_PX ? 'middle' : 'wide';
}

/** Few rows share the height that there is; many are scrolled. */
export function rowSizeOf(height: number, rows: number): RowSize {
  const row = Math.min(ROW_PX.most, Math.max(ROW_PX.least, Math.floor(height / Math.max(1, rows))));
  return { row, bar: Math.min(BAR_PX.most, Math.max(BAR_PX.least, row - BESIDE_BAR_PX)) };
}
