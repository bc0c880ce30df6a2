/** Where reading stands in a file, and what lies before, to notice when the file is no longer the one that was read. */
import type { FileHandle } from 'node:fs/promises';
import { FINGERPRINT_BYTES, tailHash, tailLength } from './fingerprint.ts';
import type { KnownPosition, SourceParts } from './source.ts';

export interface Place {
  fileKey: string;
  generation: number;
  offset: number;
  /** The first ≤ 64 bytes of what was read. */
  head: Buffer;
  /** The last ≤ 64 bytes of what was read. */
  tail: Buffer;
}

/**
 * Finds where to go on in a file that is opened for the first time or was changed under the reader: at the furthest known
 * position that fits, the latest generation first; else from 0 as the next generation. Trying the older ones lets a file
 * that was replaced and restored go on, and files that begin with the same row keep a generation each.
 */
export async function locate(handle: FileHandle, fileKey: string, known: SourceParts['known']): Promise<Place> {
  const latest = await known(fileKey);
  for (let generation = latest?.generation ?? -1; generation >= 0; generation--) {
    const position = generation === latest?.generation ? latest : await known(fileKey, generation);
    const place = position?.generation === generation ? await placeAt(handle, fileKey, position) : null;
    if (place) return place;
  }
  const empty = Buffer.alloc(0);
  return { fileKey, generation: latest ? latest.generation + 1 : 0, offset: 0, head: empty, tail: empty };
}

/** The place after `rows` were read at `place`. Copies the few bytes that it keeps, so that no block is held in memory. */
export function advance(place: Place, rows: Buffer): Place {
  return {
    ...place,
    offset: place.offset + rows.length,
    head: Buffer.concat([place.head, rows.subarray(0, FINGERPRINT_BYTES - place.head.length)]),
    tail: Buffer.from(Buffer.concat([place.tail, rows.subarray(-FINGERPRINT_BYTES)]).subarray(-FINGERPRINT_BYTES)),
  };
}

export async function startsAsBefore(handle: FileHandle, place: Place): Promise<boolean> {
  return (await readAt(handle, 0, place.head.length)).equals(place.head);
}

async function placeAt(handle: FileHandle, fileKey: string, position: KnownPosition): Promise<Place | null> {
  const { generation, offset } = position;
  const length = Math.min(FINGERPRINT_BYTES, offset);
  const tail = await readAt(handle, offset - length, length);
  const hashed = tailLength(position.tail);
  const fits = hashed > 0 && tail.length === length && tailHash(tail.subarray(-hashed)) === position.tail;
  return fits ? { fileKey, generation, offset, head: await readAt(handle, 0, length), tail } : null;
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
