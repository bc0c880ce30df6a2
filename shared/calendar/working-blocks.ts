/**
 * A calendar that answers fast: its pieces are worked out four weeks at a time, when first asked for, with the working time
 * summed up, so that a question about months is a few sums and a binary search.
 */
import { add, type Piece } from './layers.ts';
import type { LineCalendar, Rest } from './line-calendar.ts';
import type { Window } from './windows.ts';

const DAY_MS = 86_400_000;
const BLOCK_MS = 28 * DAY_MS;
/** So far ahead is looked for working time. */
const HORIZON_MS = 3_653 * DAY_MS;

interface Block {
  pieces: readonly Piece[];
  working: readonly Window[];
  /** Working time of the block before each of `working`, ms; one more for all of it. */
  before: readonly number[];
}

export function blockCalendar(piecesOf: (window: Window) => Piece[]): LineCalendar {
  const blocks = new Map<number, Block>();
  const blockAt = (index: number): Block => {
    let block = blocks.get(index);
    if (!block) blocks.set(index, (block = blockOf(piecesOf({ from: index * BLOCK_MS, to: (index + 1) * BLOCK_MS }))));
    return block;
  };

  function pieces(window: Window): Piece[] {
    const found: Piece[] = [];
    if (window.from >= window.to) return found;
    for (let index = Math.floor(window.from / BLOCK_MS); index * BLOCK_MS < window.to; index++) {
      const { pieces: all } = blockAt(index);
      for (let i = firstEndingAfter(all, window.from); i < all.length && all[i]!.from < window.to; i++)
        add(found, {
          ...all[i]!,
          from: Math.max(all[i]!.from, window.from),
          to: Math.min(all[i]!.to, window.to),
        });
    }
    return found;
  }

  function after(from: number, workMs: number): number | null {
    if (workMs <= 0) return from;
    // Of next to no pieces an hour nobody can say when they are done.
    if (!Number.isFinite(workMs)) return null;
    const horizon = from + HORIZON_MS;
    let left = workMs;
    for (let index = Math.floor(from / BLOCK_MS); index * BLOCK_MS < horizon; index++) {
      const { working, before } = blockAt(index);
      const first = index * BLOCK_MS < from ? firstEndingAfter(working, from) : 0;
      const total = before.at(-1)!;
      const done = first < working.length ? before[first]! + Math.max(0, from - working[first]!.from) : total;
      if (total - done < left) {
        left -= total - done;
        continue;
      }
      const last = firstReaching(before, done + left);
      const end = working[last]!.from + (done + left - before[last]!);
      return end <= horizon ? end : null;
    }
    return null;
  }

  function next(from: number): number | null {
    for (let index = Math.floor(from / BLOCK_MS); index * BLOCK_MS < from + HORIZON_MS; index++) {
      const { working } = blockAt(index);
      const first = working[firstEndingAfter(working, from)];
      if (first) return first.from < from + HORIZON_MS ? Math.max(from, first.from) : null;
    }
    return null;
  }

  return {
    working: (window) =>
      pieces(window).flatMap(({ is, from, to }): Window[] => (is === 'working' ? [{ from, to }] : [])),
    resting: (window) =>
      pieces(window).flatMap(({ is, name, from, to }): Rest[] =>
        is === 'working' ? [] : [{ from, to, why: is, name }],
      ),
    next,
    after,
  };
}

function blockOf(pieces: readonly Piece[]): Block {
  const working = pieces.filter(({ is }) => is === 'working');
  const before = [0];
  for (const { from, to } of working) before.push(before.at(-1)! + to - from);
  return { pieces, working, before };
}

/** Index of the first that ends after `at`; their number if none does. */
function firstEndingAfter(windows: readonly Window[], at: number): number {
  let low = 0;
  for (let high = windows.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (windows[middle]!.to <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first window with whose end so much working time (more than 0) has passed. */
function firstReaching(before: readonly number[], workMs: number): number {
  let low = 0;
  for (let high = before.length - 1; low < high;) {
    const middle = (low + high) >>> 1;
    if (before[middle + 1]! < workMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
