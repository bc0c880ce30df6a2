/**
 * A lot that comes to its line again for a later operation of its order: what was made in one pass is the one operation's, what in
 * the next the other's. A pass ends when people end its job or begin the next one there, and between two stretches of the line's
 * time when its job has all that it wants.
 */
import type { KnownOfJob } from './known-of-job.ts';
import { goodAfter } from './good-after.ts';
import { wantedOf } from './job-standing.ts';
import type { LotRow, LotStretch } from './lot-row.ts';

/** One operation of an order on a line. */
export interface Pass {
  of: KnownOfJob;
  /** When people first said there that it runs, or that the lot is its own, ms; null = nobody did. */
  begunAt: number | null;
  /** What it makes counts: the line asks nobody first, or somebody has said so. */
  counts: boolean;
}

/** A pass with what was made in it: the row of the lot, or that part of it. */
export interface MadeInPass {
  row: LotRow;
  pass: Pass;
}

interface Piece extends LotStretch {
  turn: number;
}

/** `passes` in order of the route, one at least; those in which nothing was made are left out. All good parts are in one of them. */
export function madeInPasses(row: LotRow, passes: readonly Pass[]): MadeInPass[] {
  if (passes.length === 1) return [{ row, pass: passes[0]! }];
  const pieces = piecesOf(row, passes);
  return rowsOf(row, pieces).map((part, i) => ({ row: part, pass: passes[pieces[i]!.turn]! }));
}

function piecesOf(row: LotRow, passes: readonly Pass[]): Piece[] {
  const pieces: Piece[] = [];
  const stretches = row.stretches ?? [{ fromMs: row.fromMs, toMs: row.toMs, good: row.good }];
  let [turn, before] = [0, 0];
  for (const stretch of stretches) {
    if (isFull(passes[turn]!, pieces.at(-1), turn)) turn = Math.min(turn + 1, passes.length - 1);
    for (let rest = stretch; ;) {
      turn = turnAt(passes, turn, rest.fromMs);
      const at = turnsWithin(passes, turn, rest);
      const good = at === null ? rest.good : clamped(row.good - goodAfter(row, at) - before, rest.good);
      add(pieces, { turn, fromMs: rest.fromMs, toMs: at ?? rest.toMs, good });
      before += good;
      if (at === null) break;
      rest = { fromMs: at, toMs: rest.toMs, good: rest.good - good };
    }
  }
  return pieces;
}

/** Between two stretches: of what nobody has confirmed nothing counts, and so nothing is enough. */
function isFull({ of, counts }: Pass, made: Piece | undefined, turn: number): boolean {
  const wanted = wantedOf(of.job, of.order);
  return counts && wanted !== null && made?.turn === turn && made.good >= wanted;
}

/** Whose turn it is at a moment, by people's words: never one before. */
function turnAt(passes: readonly Pass[], turn: number, at: number): number {
  const begun = passes.findLastIndex(({ begunAt }, i) => i > turn && begunAt !== null && begunAt <= at);
  let now = Math.max(turn, begun);
  while (now < passes.length - 1 && (passes[now]!.of.endedAt ?? Infinity) <= at) now++;
  return now;
}

/** The first moment within a stretch at which it is another's turn; null = there is none. */
function turnsWithin(passes: readonly Pass[], turn: number, { fromMs, toMs }: LotStretch): number | null {
  if (turn === passes.length - 1) return null;
  const words = [passes[turn]!.of.endedAt, ...passes.slice(turn + 1).map(({ begunAt }) => begunAt)];
  const first = Math.min(...words.map((at) => (at !== null && at > fromMs && at < toMs ? at : Infinity)));
  return first === Infinity ? null : first;
}

function add(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last?.turn === piece.turn)
    pieces[pieces.length - 1] = { ...last, toMs: piece.toMs, good: last.good + piece.good };
  else pieces.push(piece);
}

const known = new WeakMap<LotRow, { pieces: readonly Piece[]; rows: readonly LotRow[] }>();

/** The same objects as long as the lot is shared in the same way. */
function rowsOf(row: LotRow, pieces: readonly Piece[]): readonly LotRow[] {
  if (pieces.length === 1) return [row];
  const before = known.get(row);
  if (before && isSame(before.pieces, pieces)) return before.rows;
  let good = 0;
  const rows = pieces.map((piece, i): LotRow => {
    const { ended, stretches: _, ...rest } = row;
    const isLast = i === pieces.length - 1;
    const counted = ended && isLast ? { ended: { at: ended.at, good: Math.max(0, ended.good - good) } } : {};
    good += piece.good;
    const { fromMs, toMs } = piece;
    return { ...rest, ...counted, fromMs, toMs, good: piece.good, days: [], current: row.current && isLast };
  });
  known.set(row, { pieces, rows });
  return rows;
}

function isSame(some: readonly Piece[], others: readonly Piece[]): boolean {
  const keys = ['turn', 'fromMs', 'toMs', 'good'] as const;
  return some.length === others.length && some.every((one, i) => keys.every((key) => one[key] === others[i]![key]));
}

function clamped(good: number, most: number): number {
  return Math.min(most, Math.max(0, good));
}
