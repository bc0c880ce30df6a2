import { constants, type Stats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';

/** What a look at a file tells without opening it. Two equal stamps = nothing was written in between. */
export interface Look {
  stamp: string;
  size: number;
  modifiedAt: number;
}

/**
 * Looks at a file. Rejects with `SOURCE_UNAVAILABLE` for a link, pipe, device or directory: a link may lead out of the
 * folder that was declared, a pipe may block for ever, a device may act on being opened.
 */
export async function look(path: string): Promise<Look> {
  return lookOf(path, await lstat(path));
}

/** Opens a regular file for reading and looks at what was opened (it may have been replaced since the last look). */
export async function openRegularFile(path: string): Promise<{ handle: FileHandle; look: Look }> {
  // Windows has neither flag.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    return { handle, look: lookOf(path, await handle.stat()) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A failed file operation is expected (gone, locked, forbidden, disk error); anything else is a bug. */
export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function lookOf(path: string, stats: Stats): Look {
  if (!stats.isFile())
    throw new AppError('SOURCE_UNAVAILABLE', `"${path}" is ${kind(stats)} and is not read; only files are`);
  const { size, mtimeMs, ctimeMs, ino } = stats;
  return { stamp: `${size} ${mtimeMs} ${ctimeMs} ${ino}`, size, modifiedAt: mtimeMs };
}

function kind(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isDirectory()) return 'a folder';
  return stats.isFIFO() ? 'a pipe' : 'a device';
}
