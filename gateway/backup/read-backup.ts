/** Reads a backup part by part, each checked before it is given; what is damaged, cut off or no backup at all is refused. */
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { Value } from 'typebox/value';
import { AppError } from '../../shared/errors.ts';
import {
  Begin,
  End,
  FIRST_LINE,
  hashOf,
  MOST_LINE_BYTES,
  MOST_PART_BYTES,
  PartLine,
  unpacked,
  type PartIs,
} from './part.ts';

export interface Part {
  is: PartIs;
  content: Buffer;
}

export interface CheckedBackup extends Begin {
  parts: number;
  documents: number;
  /** Of the file. */
  bytes: number;
}

/** Reads all of it and writes nothing. Rejects with USAGE when it is not whole. */
export async function checkBackup(path: string): Promise<CheckedBackup> {
  let begin: Begin | null = null;
  let end: End | null = null;
  for await (const { is, content } of readBackup(path)) {
    if (is.is === 'begin') begin = Value.Parse(Begin, JSON.parse(content.toString()));
    if (is.is === 'end') end = Value.Parse(End, JSON.parse(content.toString()));
  }
  const handle = await open(path, 'r');
  const { size } = await handle.stat().finally(() => handle.close());
  return { ...begin!, parts: end!.parts, documents: end!.documents, bytes: size };
}

/** The parts in order; the last is `end`, and when it was given the file is known to be whole. Rejects with USAGE. */
export async function* readBackup(path: string): AsyncGenerator<Part> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw new AppError('USAGE', `"${path}" cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`);
  });
  try {
    const { size } = await handle.stat();
    const damaged = (why: string) =>
      new AppError('USAGE', `"${path}" is no whole backup: ${why}. Nothing was changed; take another one.`);
    const first = await readAt(handle, 0, FIRST_LINE.length);
    if (first.toString() !== FIRST_LINE) throw damaged('it does not begin as one does');
    const lines = createHash('sha256');
    let parts = 0;
    for (let at = FIRST_LINE.length; ; parts++) {
      const head = await readAt(handle, at, MOST_LINE_BYTES);
      const length = head.indexOf(10) + 1;
      const line = length > 0 ? lineOf(head.subarray(0, length)) : null;
      if (!line) throw damaged(at >= size ? 'its end is missing' : `there is no part at byte ${at}`);
      const bytes = line.bytes <= MOST_PART_BYTES ? await readAt(handle, at + length, line.bytes) : Buffer.alloc(0);
      if (bytes.length !== line.bytes || hashOf(bytes) !== line.sha256)
        throw damaged(`the part at byte ${at} is damaged or cut off`);
      const content = await unpacked(bytes).catch(() => {
        throw damaged(`the part at byte ${at} cannot be unpacked`);
      });
      at += length + line.bytes;
      if ((line.part.is === 'begin') !== (parts === 0)) throw damaged('its parts are not in order');
      if (line.part.is === 'end') {
        const end: unknown = JSON.parse(content.toString());
        const isRight = Value.Check(End, end) && end.parts === parts && end.lines === lines.digest('hex');
        if (!isRight || at !== size) throw damaged('parts are missing, or more follow than were written');
        yield { is: line.part, content };
        return;
      }
      lines.update(head.subarray(0, length));
      yield { is: line.part, content };
    }
  } finally {
    await handle.close();
  }
}

function lineOf(bytes: Buffer): PartLine | null {
  try {
    const line: unknown = JSON.parse(bytes.toString());
    return Value.Check(PartLine, line) ? line : null;
  } catch {
    return null;
  }
}

/** As many as there are, at most `length`. */
async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
