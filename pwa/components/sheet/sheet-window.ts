/** Which rows of a long list are made: those that are seen, and some around them. Pure; heights in px. */

export interface RowWindow {
  /** Half-open. */
  from: number;
  to: number;
}

/** Made beyond what is seen, so that a quick hand finds something there. */
const AROUND = 8;

export function rowsSeen(scrolled: number, height: number, rowHeight: number, count: number): RowWindow {
  const first = Math.floor(scrolled / rowHeight) - AROUND;
  const last = Math.ceil((scrolled + height) / rowHeight) + AROUND;
  const from = Math.max(0, Math.min(first, count));
  return { from, to: Math.max(from, Math.min(last, count)) };
}

/** How far to scroll so that a row is between what sticks at the top and the end; unchanged if it is seen. */
export function scrolledTo(row: number, scrolled: number, height: number, rowHeight: number): number {
  const [top, bottom] = [row * rowHeight, (row + 1) * rowHeight];
  if (top < scrolled) return top;
  return bottom > scrolled + height ? bottom - height : scrolled;
}

/** Indices of rows that are made, rising: a field that is typed in never moves. That of the focus always, for its keys to work. */
export function rowsMade({ from, to }: RowWindow, focus: number, count: number): number[] {
  const made = Array.from({ length: to - from }, (_, index) => from + index);
  if (focus >= count || (focus >= from && focus < to)) return made;
  return focus < from ? [focus, ...made] : [...made, focus];
}
