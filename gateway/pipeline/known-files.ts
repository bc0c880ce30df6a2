/** The files of a source by what is known of them: that in chunks, from the catalogue, with what is open since. */
import type { Window } from '../../shared/calendar/windows.ts';
import { tailHash } from '../sources/fingerprint.ts';
import type { KnownPosition } from '../sources/source.ts';
import type { CataloguedFile, FileWithRows } from './catalogued-file.ts';
import type { OpenFile } from './open-file.ts';

type Catalogued = readonly CataloguedFile[];
type Open = readonly OpenFile<{ at: number; offset: number }>[];

/** How far a file is known, of one generation or (without) of the latest, for its source to go on; null = not at all. */
export function knownPosition(
  catalogued: Catalogued,
  opened: Open,
  { fileKey, generation }: { fileKey: string; generation: number | undefined },
): KnownPosition | null {
  const newest = <T extends { fileKey: string; generation: number }>(files: readonly T[]) =>
    files
      .filter((file) => file.fileKey === fileKey && (generation === undefined || file.generation === generation))
      .sort((a, b) => b.generation - a.generation)[0];
  const open = newest(opened);
  const stored = newest(catalogued);
  if (open && (!stored || open.generation >= stored.generation))
    return { generation: open.generation, offset: open.chunk.toPos, tail: tailHash(open.tail) };
  if (!stored) return null;
  return { generation: stored.generation, offset: stored.toPos, tail: tailHash(Buffer.from(stored.tail, 'base64')) };
}

/** Every file that was ever read, with how far and how many rows by now, rejected ones included. */
export function filesRead(
  catalogued: Catalogued,
  opened: Open,
): { id: string; file: string; position: number; rows: number }[] {
  const files = new Map(catalogued.map(({ id, file, toPos, rows }) => [id, { id, file, position: toPos, rows }]));
  for (const { id, file, chunk } of opened) {
    const rows = (files.get(id)?.rows ?? 0) + chunk.rows.length + chunk.rejected.length;
    files.set(id, { id, file, position: chunk.toPos, rows });
  }
  return [...files.values()];
}

/** Files with rows in the window, in order of their first row: the order of position across files. */
export function filesBetween(catalogued: Catalogued, opened: Open, { from, to }: Window): FileWithRows[] {
  const files = new Map(catalogued.map((file) => [file.id, file]));
  for (const { id, file, fileKey, generation, chunk } of opened) {
    if (chunk.firstAt === null || chunk.lastAt === null) continue;
    const stored = files.get(id);
    files.set(id, {
      ...(stored ?? { id, file, fileKey, generation, toPos: 0, chunkedTo: 0, tail: '', endsAt: null, rows: 0 }),
      firstAt: Math.min(stored?.firstAt ?? Infinity, chunk.firstAt),
      lastAt: Math.max(stored?.lastAt ?? -Infinity, chunk.lastAt),
    });
  }
  return [...files.values()]
    .filter((file): file is FileWithRows => file.firstAt !== null && file.lastAt !== null)
    .filter((file) => file.lastAt >= from && file.firstAt < to)
    .sort((a, b) => a.firstAt - b.firstAt || (a.id < b.id ? -1 : 1));
}
