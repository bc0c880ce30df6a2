/** Which bars are drawn, where, and how much of them can be read there. Pure; px. */
import type { BoardBar, BoardWindow } from './board-model.ts';
import { barsWithin, lanesOf, laneTop, type LaidRow, type RowLayout } from './row-layout.ts';
import { xOf, type Scale } from './scale.ts';

/** Title and note, title alone, title on two lines, title to the right of a bar that is too short for it, short of it, or colour. */
export type BarDetail = 'full' | 'title' | 'beside' | 'wrapped' | 'short' | 'block';

export interface PlacedBar {
  bar: BoardBar;
  rowIndex: number;
  x: number;
  y: number;
  width: number;
  detail: BarDetail;
  /** What is drawn of it, ms: all, but of very long ones what is near the view. */
  from: number;
  to: number;
  /** Too short for what is drawn about a bar. */
  bare: boolean;
  /** Bars side by side that the title beside it stands for, each too short for its own. */
  together: number;
}

export interface Drawn {
  layout: RowLayout;
  scale: Scale;
  /** Time that is drawn, more than the view. */
  window: BoardWindow;
  /** Indices of rows. */
  rows: readonly [number, number];
  /** Bars as they would be after a drop, by id. */
  previewed: ReadonlyMap<string, BoardBar>;
  /** Drawn wherever they are: what has the focus must not vanish. */
  kept: ReadonlySet<string>;
  /** Width of a title, px. */
  titleWidth: (title: string) => number;
}

const NARROWEST_PX = 3;
/** Blank beside a title, and for the mark of its state. */
const TITLE_MARGIN_PX = 20;
/** The same beside each line of a title that takes several. */
const WRAPPED_MARGIN_PX = 14;
const SHORT_MARGIN_PX = 10;
const MOST_LINES = 2;
const MARK_PX = 18;
/** A note is readable from here on. */
const NOTE_PX = 84;
const BARE_PX = 24;
/** So short, and so near to the next: they are read as one. */
const TOGETHER_PX = 24;
const APART_PX = 8;

export function placedBars(drawn: Drawn): PlacedBar[] {
  const { layout, previewed } = drawn;
  const placed: PlacedBar[] = [];
  const coming = Map.groupBy(previewed.values(), ({ row }) => row);
  for (let i = drawn.rows[0]; i < drawn.rows[1]; i++) {
    const row = layout.rows[i]!;
    placeRow(drawn, row, coming.get(row.row.id) ?? [], placed);
  }
  const there = new Set(placed.map(({ bar }) => bar.id));
  for (const id of drawn.kept) {
    const bar = previewed.get(id) ?? layout.bars.get(id);
    const row = bar && layout.byId.get(bar.row);
    if (row && !there.has(id)) placed.push(place(drawn, row, bar, row.lane[row.bars.indexOf(bar)] ?? 0));
  }
  return placed;
}

function placeRow(drawn: Drawn, row: LaidRow, coming: readonly BoardBar[], placed: PlacedBar[]): void {
  const { previewed, window } = drawn;
  const [first, after] = barsWithin(row, window);
  const isChanged = coming.length > 0 || row.bars.some(({ id }) => previewed.has(id));
  let bars: readonly BoardBar[] = row.bars.slice(first, after);
  let lanes: readonly number[] = row.lane.slice(first, after);
  if (isChanged) {
    const shown = coming.filter((bar) => bar.setupFrom < window.to && bar.end > window.from);
    bars = [...bars.filter(({ id }) => !previewed.has(id)), ...shown].sort((a, b) => a.setupFrom - b.setupFrom);
    // The row does not grow while something is dragged over it: what overlaps lies in its last lane.
    lanes = lanesOf(bars).lane.map((lane) => Math.min(lane, row.lanes - 1));
  }
  const ofRow = bars.map((bar, i) => place(drawn, row, bar, lanes[i]!, bars[i + 1]));
  placed.push(...ofRow.map((each, i) => ({ ...each, together: togetherWith(ofRow, i) })));
}

/** How many up to and with this one are read as one. */
function togetherWith(ofRow: readonly PlacedBar[], last: number): number {
  if (ofRow[last]!.detail !== 'beside') return 1;
  let first = last;
  const isOne = (a: PlacedBar | undefined, b: PlacedBar) =>
    a !== undefined && Math.max(a.width, b.width) < TOGETHER_PX && b.x - a.x - a.width < APART_PX && a.y === b.y;
  while (isOne(ofRow[first - 1], ofRow[first]!)) first--;
  return last - first + 1;
}

function place(drawn: Drawn, row: LaidRow, bar: BoardBar, lane: number, next?: BoardBar): PlacedBar {
  const { scale, layout, window } = drawn;
  const length = window.to - window.from;
  const isLong = bar.end - bar.start > 3 * length;
  const from = isLong ? Math.max(bar.start, window.from - length) : bar.start;
  const to = isLong ? Math.max(from, Math.min(bar.end, window.to + length)) : bar.end;
  const x = xOf(scale, from);
  const width = Math.max(NARROWEST_PX, xOf(scale, to) - x);
  const free = next ? xOf(scale, next.setupFrom) - x - width : Infinity;
  const y = laneTop(row, lane, layout.size);
  const detail = detailOf(bar, width, free, drawn.titleWidth);
  return { bar, rowIndex: row.index, x, y, width, from, to, detail, bare: width < BARE_PX, together: 1 };
}

/** `free` px follow the bar until the next one. */
export function detailOf(bar: BoardBar, width: number, free: number, titleWidth: Drawn['titleWidth']): BarDetail {
  const title = titleWidth(bar.title) + TITLE_MARGIN_PX;
  const marks = bar.marks.length > 0 ? MARK_PX : 0;
  if (width >= title + marks) return width >= NOTE_PX ? 'full' : 'title';
  if (linesIn(bar.title, width - WRAPPED_MARGIN_PX, titleWidth) <= MOST_LINES) return 'wrapped';
  if (free >= title) return 'beside';
  return bar.short !== undefined && width >= titleWidth(bar.short) + SHORT_MARGIN_PX ? 'short' : 'block';
}

/** Infinity = one of its words is too long. */
function linesIn(title: string, width: number, titleWidth: Drawn['titleWidth']): number {
  const lines: string[] = [];
  for (const word of title.split(' ')) {
    if (titleWidth(word) > width) return Infinity;
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && titleWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.length;
}
