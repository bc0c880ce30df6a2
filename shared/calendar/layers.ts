/** Pieces of time that say whether a line works, laid over each other: what lies on top counts. */
import type { RestKind } from './line-calendar.ts';
import type { Window } from './windows.ts';

export interface Piece extends Window {
  is: RestKind | 'working';
  /** As it was called; null = it has no name. */
  name: string | null;
}

/** Sorted and without overlaps: of several at a time the one that began first counts, of those the one named first. */
export function flat(pieces: readonly Piece[]): Piece[] {
  const layer: Piece[] = [];
  for (const piece of [...pieces].sort((a, b) => a.from - b.from)) {
    const from = Math.max(piece.from, layer.at(-1)?.to ?? -Infinity);
    if (from < piece.to) layer.push({ ...piece, from });
  }
  return layer;
}

/** Both lists sorted and without overlaps; where there is something of `top`, it counts. Neighbours that say the same are joined. */
export function over(under: readonly Piece[], top: readonly Piece[]): Piece[] {
  if (top.length === 0) return [...under];
  const pieces: Piece[] = [];
  let i = 0;
  for (const piece of under) {
    let from = piece.from;
    while (i < top.length && top[i]!.from < piece.to) {
      const above = top[i]!;
      if (above.from > from) add(pieces, { ...piece, from, to: above.from });
      from = Math.max(from, above.to);
      if (above.to > piece.to) break;
      add(pieces, above);
      i++;
    }
    if (from < piece.to) add(pieces, { ...piece, from });
  }
  for (; i < top.length; i++) add(pieces, top[i]!);
  return pieces;
}

/** Appends what comes after all others, joined with the last if that says the same and reaches it. */
export function add(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last && last.to === piece.from && last.is === piece.is && last.name === piece.name)
    pieces[pieces.length - 1] = { ...last, to: piece.to };
  else pieces.push(piece);
}
