import { constants, type Stats } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';

/** What a look at a file tells without opening it. Two equal stamps = nothing was written in between. */
export interface Look {
  stamp: string;
  /** Device and inode. Tells two files apart as long as one of them is open; afterwards the number is used again. */
  inode: string;
  size: number;
  modifiedAt: number;
}

export interface OpenFile {
  handle: FileHandle;
  look: Look;
}

/**
 * Looks at a file. Rejects with `SOURCE_UNAVAILABLE` for a link, pipe, device or directory: a link may lead out of the
 * folder that was declared, a pipe may block for ever, a device may act on being opened.
 */
export async function look(path: string): Promise<Look> {
  return lookOf(path, await lstat(path));
}

/** Opens a regular file for reading and looks at what was opened (it may have been replaced since the last look). */
export async function openRegularFile(path: string): Promise<OpenFile> {
  // Windows has neither flag.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    return { handle, look: lookOf(path, await handle.stat()) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Opens a file of a folder below `root`; `name` is relative to it, with `/`. A folder on the way that became a link
 * between listing and opening leads nowhere: rejects with `SOURCE_UNAVAILABLE`.
 */
export async function openBelow(root: string, name: string): Promise<OpenFile> {
  const path = join(root, name);
  const opened = await openRegularFile(path);
  if (!name.includes('/')) return opened;
  try {
    const declared = join(await realpath(root), name);
    const there = await lstat(declared);
    if ((await realpath(path)) === declared && inodeOf(there) === opened.look.inode) return opened;
    throw new AppError('SOURCE_UNAVAILABLE', `"${path}" is reached by a link and is not read; declare its real folder`);
  } catch (error) {
    await opened.handle.close();
    throw error;
  }
}

/** Looks at a file by its open handle, whatever it is called by now. */
export async function lookAgain(handle: FileHandle): Promise<Look> {
  return lookOf('', await handle.stat());
}

/** A failed file operation is expected (gone, locked, forbidden, disk error); anything else is a bug. */
export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function lookOf(path: string, stats: Stats): Look {
  if (!stats.isFile())
    throw new AppError('SOURCE_UNAVAILABLE', `"${path}" is ${kind(stats)} and is not read; only files are`);
  const { size, mtimeMs, ctimeMs } = stats;
  const inode = inodeOf(stats);
  return { stamp: `${size} ${mtimeMs} ${ctimeMs} ${inode}`, inode, size, modifiedAt: mtimeMs };
}

function inodeOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

function kind(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isDirectory()) return 'a folder';
  return stats.isFIFO() ? 'a pipe' : 'a device';
}
