/** Tiles of one metric and tier put together: the same shape as one answer for all their time. Pure. */
import { subtract, union } from '../../shared/calendar/windows.ts';
import type { CellColumns, RawColumns, SeriesReply } from '../../shared/series/reply.ts';
import { ROLLUP_TIERS } from '../../shared/series/tiers.ts';
import { coarsened } from './series-coarsen.ts';

/** `replies` do not overlap; null if there are none. Time between them is a gap: nothing is known of it here. The coarsest tier of them wins. */
export function joinReplies(replies: readonly SeriesReply[]): SeriesReply | null {
  const sorted = sameTier(replies).sort((a, b) => a.from - b.from);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return null;
  const whole = { from: first.from, to: last.to };
  const covered = union(sorted.map(({ from, to }) => ({ from, to })));
  const gaps = sorted.flatMap((reply) => reply.gaps.map(([from, to]) => ({ from, to })));
  const columns = joinColumns(sorted.map((reply) => reply.columns as unknown as Record<string, readonly number[]>));
  const unsettled = sorted.find((reply) => reply.settledTo < reply.to);
  return {
    ...last,
    ...whole,
    points: columns['at']!.length,
    settledTo: unsettled?.settledTo ?? last.settledTo,
    gaps: union([...gaps, ...subtract([whole], covered)]).map(({ from, to }) => [from, to] as const),
    columns: columns as unknown as RawColumns & CellColumns,
  } as SeriesReply;
}

function sameTier(replies: readonly SeriesReply[]): SeriesReply[] {
  const coarsest = ROLLUP_TIERS.findLast((tier) => replies.some((reply) => reply.tier === tier));
  return replies.map((reply) => (coarsest ? coarsened(reply, coarsest) : reply));
}

/** Of the columns that all of them have. */
function joinColumns(parts: readonly Record<string, readonly number[]>[]): Record<string, number[]> {
  const names = Object.keys(parts[0] ?? {}).filter((name) => parts.every((part) => part[name] !== undefined));
  return Object.fromEntries(names.map((name) => [name, parts.flatMap((part) => part[name]!)]));
}
