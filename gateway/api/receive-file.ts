/** A file that a person sends, onto the disk as it comes: never in memory, never more than there is room for. */
import { open, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '../../shared/errors.ts';
import { refuseOtherFiles } from './text-file.ts';

/** The journal must go on: a copy never takes the last of the disk. */
export const KEPT_FREE_BYTES = 512 * 1024 ** 2;
const LOOK_EACH_BYTES = 16 * 1024 ** 2;

export interface Receiving {
  stream: Readable;
  /** The file that is made; its folder exists. */
  path: string;
  /** Told by the sender; null = unknown. */
  size: number | null;
  limit: number;
  signal: AbortSignal;
  progress: (bytes: number) => void;
  freeBytes?: (directory: string) => Promise<number>;
}

/**
 * Resolves with the size when the file is whole. Rejects with REQUEST_INVALID (too large, no text, or the sender went away) or
 * DATA_DIR_UNUSABLE (no room), and leaves no half file behind. The stream is left as it is: who refuses must still answer.
 */
export async function receiveFile(receiving: Receiving): Promise<number> {
  const { stream, path, size, limit, signal, progress, freeBytes = freeBytesOf } = receiving;
  const checkRoom = async (bytes: number) => {
    if (bytes > limit) throw tooLarge(limit);
    if ((await freeBytes(dirname(path))) - bytes < KEPT_FREE_BYTES) throw noRoom();
  };
  await checkRoom(size ?? 0);
  const file = await open(path, 'wx', 0o600);
  let received = 0;
  let looked = 0;
  try {
    for await (const chunk of whatComes(stream, signal)) {
      if (received === 0) refuseOtherFiles(chunk);
      received += chunk.length;
      if (received > limit) throw tooLarge(limit);
      if (received - looked >= LOOK_EACH_BYTES) {
        looked = received;
        await checkRoom(0);
      }
      await file.write(chunk);
      progress(received);
    }
    if (size !== null && received !== size) throw brokenOff();
    return received;
  } catch (error) {
    await rm(path, { force: true });
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? noRoom(error) : error;
  } finally {
    await file.close();
  }
}

async function* whatComes(stream: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      if (signal.aborted) throw brokenOff();
      yield chunk as Buffer;
    }
  } catch (error) {
    throw error instanceof AppError ? error : brokenOff(error);
  }
}

async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

function tooLarge(limit: number): AppError {
  const gigabytes = Math.round((limit / 1024 ** 3) * 10) / 10;
  return new AppError(
    'REQUEST_INVALID',
    `The file is larger than ${gigabytes} GB. Split it, or read it by the command: npx lineside import.`,
  );
}

function noRoom(cause?: unknown): AppError {
  return new AppError(
    'DATA_DIR_UNUSABLE',
    'There is no room for the file on the disk of the gateway. Free some, or read it from where it is: npx lineside import.',
    { cause },
  );
}

function brokenOff(cause?: unknown): AppError {
  return new AppError('REQUEST_INVALID', 'The file did not arrive as a whole. Give it again.', { cause });
}
