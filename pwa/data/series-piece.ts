/** What can be shown of one metric now, and how far it can be trusted. Pure. */
import { subtract, totalMs, union, type Window } from '../../shared/calendar/windows.ts';
import type { SeriesReply } from '../../shared/series/reply.ts';
import { joinReplies } from './series-join.ts';
import type { HeldTile } from './series.ts';

export interface SeriesPiece {
  /** Of all tiles that the window touches; null = nothing is here. */
  reply: SeriesReply | null;
  /** Parts of the window that were not delivered: not to be confused with gaps, of which the gateway knows nothing. */
  missing: Window[];
  /** More of it may come by itself. */
  pending: boolean;
  /** Why something is missing or old. */
  trouble: HeldTile['trouble'];
  /** When the gateway last spoke of what still grows, ms; null = all is settled, or nothing is here. */
  asOf: number | null;
}

/**
 * `candidates`: tiles of the window that are held, tier by tier, the wanted tier first. The first that is complete is
 * taken, else the one that covers most.
 */
export function bestPiece(candidates: readonly (() => readonly HeldTile[])[], window: Window): SeriesPiece {
  let wanted: { tiles: readonly HeldTile[]; isWhole: boolean } | null = null;
  let best: readonly HeldTile[] = [];
  let missing = [window];
  for (const tilesOf of candidates) {
    const tiles = tilesOf();
    const left = subtract([window], union(tiles.flatMap(({ tile, reply }) => (reply ? [tile] : []))));
    wanted ??= { tiles, isWhole: left.length === 0 };
    if (totalMs(left) < totalMs(missing)) [best, missing] = [tiles, left];
    if (left.length === 0) break;
  }
  const open = best.filter(({ reply }) => reply !== null && reply.settledTo < reply.to);
  const trouble = wanted?.tiles.find((held) => held.trouble)?.trouble ?? null;
  const heard = open.flatMap(({ heardAt }) => heardAt ?? []);
  return {
    reply: remembered(best.flatMap(({ reply }) => reply ?? [])),
    missing,
    pending: !wanted?.isWhole && trouble === null,
    trouble,
    asOf: heard.length === 0 ? null : Math.min(...heard),
  };
}

/** A screen reads more often than answers come: the same answers give the same object again. */
const joined = new WeakMap<SeriesReply, { replies: readonly SeriesReply[]; whole: SeriesReply | null }>();

function remembered(replies: readonly SeriesReply[]): SeriesReply | null {
  const first = replies[0];
  if (!first) return null;
  const last = joined.get(first);
  if (last?.replies.length === replies.length && last.replies.every((reply, i) => reply === replies[i]))
    return last.whole;
  const whole = joinReplies(replies);
  joined.set(first, { replies, whole });
  return whole;
}
