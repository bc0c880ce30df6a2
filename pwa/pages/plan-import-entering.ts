/** What a table says is entered piece by piece, so that the screen answers meanwhile: what was entered stays, wherever it ends. */
import type { Said } from '../../shared/orders/said.ts';
import type { PlanActing } from './plan-acting.ts';

/** Changes; each holds some hundred rows. */
const PIECE = 4;

export interface ImportPiece {
  said: readonly Said[];
  /** How many rows of the table are in it. */
  rows: number;
}

/** The last has what is left of `rows`. */
export function piecesOf(said: readonly Said[], rows: number): ImportPiece[] {
  const pieces: ImportPiece[] = [];
  let left = rows;
  for (let from = 0; from < said.length; from += PIECE) {
    const piece = said.slice(from, from + PIECE);
    const isLast = from + PIECE >= said.length;
    const count = isLast ? left : Math.min(left, thingsIn(piece));
    pieces.push({ said: piece, rows: count });
    left -= count;
  }
  return pieces;
}

/** A row is an order with its jobs, or one thing of another kind. */
function thingsIn(said: readonly Said[]): number {
  const things = new Set<string>();
  for (const one of said)
    for (const { entity, id } of one.type === 'change' ? one.sets : [])
      things.add(entity === 'job' ? `order:${id.slice(0, id.lastIndexOf('.'))}` : `${entity}:${id}`);
  return things.size;
}

/** Whether all of it was entered. `told` hears how many rows are. */
export async function enterPieces(
  acting: Pick<PlanActing, 'attempt'>,
  pieces: readonly ImportPiece[],
  { told, stop, words }: { told: (rows: number) => void; stop: AbortSignal; words: (rows: number) => string },
): Promise<boolean> {
  let rows = 0;
  for (const piece of pieces) {
    if (stop.aborted) return false;
    const entered = await acting.attempt(() => ({ ok: true, said: [...piece.said] }), words(rows + piece.rows));
    if (!entered) return false;
    rows += piece.rows;
    told(rows);
  }
  return true;
}
