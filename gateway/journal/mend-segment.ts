/** Repairs of a segment on disk, each whole or not at all, also when the power fails meanwhile. */
import { constants } from 'node:fs';
import { copyFile, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncDirectory } from './segment-file.ts';

const COPY_BYTES = 1024 * 1024;

export async function cutSegment(path: string, length: number): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.truncate(length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Leaves only the readable stretches in the segment; answers where the damaged whole is kept. Rejects, and changes nothing, without room for both. */
export async function keepReadable(path: string, readable: readonly { from: number; to: number }[]): Promise<string> {
  const keptAs = await setAside(path);
  const repaired = `${path}.repaired`;
  try {
    await writeStretches(keptAs, repaired, readable);
    await rename(repaired, path);
  } catch (error) {
    for (const copy of [keptAs, repaired]) await rm(copy, { force: true });
    throw error;
  }
  await syncDirectory(dirname(path));
  return keptAs;
}

async function writeStretches(
  from: string,
  to: string,
  stretches: readonly { from: number; to: number }[],
): Promise<void> {
  const source = await open(from, 'r');
  try {
    const target = await open(to, 'w');
    try {
      for (const stretch of stretches) await copyStretch(source, target, stretch);
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function copyStretch(source: FileHandle, target: FileHandle, { from, to }: { from: number; to: number }) {
  const piece = Buffer.allocUnsafe(Math.min(COPY_BYTES, to - from));
  for (let at = from; at < to;) {
    const { bytesRead } = await source.read(piece, 0, Math.min(piece.length, to - at), at);
    await target.writeFile(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
}

/** Copies to `<path>.damaged`, or `.damaged.2` … when an earlier start kept one already. */
async function setAside(path: string): Promise<string> {
  for (let n = 1; ; n++) {
    const copy = n === 1 ? `${path}.damaged` : `${path}.damaged.${n}`;
    try {
      await copyFile(path, copy, constants.COPYFILE_EXCL);
      return copy;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
      await rm(copy, { force: true });
      throw error;
    }
  }
}
