/** Where reading stands in a file, and what lies before, to notice when the file is no longer the one that was read. */
import type { FileHandle } from 'node:fs/promises';
import type { Encoding } from '../../shared/text-encoding.ts';
import type { FileIdentity } from './file-identity.ts';
import { FINGERPRINT_BYTES, tailHash, tailLength } from './fingerprint.ts';
import type { KnownPosition, SourceParts } from './source.ts';

export interface Place {
  fileKey: string;
  encoding: Encoding;
  generation: number;
  offset: number;
  /** The first ≤ 64 bytes of what was read. */
  head: Buffer;
  /** The last ≤ 64 bytes of what was read. */
  tail: Buffer;
}

export interface Located {
  place: Place;
  /** `begins`: never seen. `goesOn`: what is known is in the file. `rewritten`: it is not, the file is read anew. */
  as: 'begins' | 'goesOn' | 'rewritten';
  /** The file ends before what is known of it: it may be on its way to become the same again (an upload that began anew). */
  isShorter: boolean;
}

/**
 * Finds where to go on in a file that is opened for the first time or was changed under the reader: at the furthest known
 * position that fits, the latest generation first; else from 0 as the next generation. Trying the older ones lets a file
 * that was replaced and restored go on, and files that begin with the same row keep a generation each.
 */
export async function locate(handle: FileHandle, file: FileIdentity, known: SourceParts['known']): Promise<Located> {
  const latest = await known(file.fileKey);
  const { size } = await handle.stat();
  let isShorter = false;
  for (let generation = latest?.generation ?? -1; generation >= 0; generation--) {
    const position = generation === latest?.generation ? latest : await known(file.fileKey, generation);
    if (position?.generation !== generation) continue;
    const place = await placeAt(handle, file, position);
    if (place) return { place, as: 'goesOn', isShorter: false };
    isShorter ||= size < position.offset;
  }
  const empty = Buffer.alloc(0);
  const generation = latest ? latest.generation + 1 : 0;
  const place = { ...file, generation, offset: 0, head: empty, tail: empty };
  return { place, as: latest ? 'rewritten' : 'begins', isShorter };
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

async function placeAt(handle: FileHandle, file: FileIdentity, position: KnownPosition): Promise<Place | null> {
  const { generation, offset } = position;
  const length = Math.min(FINGERPRINT_BYTES, offset);
  const tail = await readAt(handle, offset - length, length);
  const hashed = tailLength(position.tail);
  const fits = hashed > 0 && tail.length === length && tailHash(tail.subarray(-hashed)) === position.tail;
  return fits ? { ...file, generation, offset, head: await readAt(handle, 0, length), tail } : null;
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
