/** Segments on disk: `<first sequence, 16 digits>.journal`, written by appending, never changed afterwards. */
import { mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface Segment {
  path: string;
  /** Sequence of its first record. */
  first: number;
  /** How much of it may be read: what is on disk for certain. */
  durableBytes: number;
  /** When its first record was received, epoch ms; null = it has none. */
  oldestAt: number | null;
  /** The latest such time: the clock may have stepped back. */
  newestAt: number | null;
}

/** The few file operations that decide about durability; tests put their faults here. */
export interface SegmentFile {
  /** Writes all of it or rejects. */
  append(buffers: Buffer[]): Promise<void>;
  /** Resolves when everything appended survives a power cut. */
  sync(): Promise<void>;
  close(): Promise<void>;
}
export type OpenSegmentFile = (path: string) => Promise<SegmentFile>;

/** Creates the file and makes its name durable too: a synced file in an unsynced directory is gone after a power cut. */
export async function openSegmentFile(path: string): Promise<SegmentFile> {
  const handle = await open(path, 'a');
  try {
    await handle.sync();
    await syncDirectory(dirname(path));
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
  return {
    async append(buffers) {
      const wanted = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
      const { bytesWritten } = await handle.writev(buffers);
      if (bytesWritten !== wanted) throw new Error(`the disk took ${bytesWritten} of ${wanted} bytes`);
    },
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

export function segmentPath(directory: string, first: number): string {
  return join(directory, `${String(first).padStart(16, '0')}.journal`);
}

/** First sequences of the segments in a directory, ascending; the directory is created when missing. */
export async function listSegments(directory: string): Promise<number[]> {
  const created = await mkdir(directory, { recursive: true });
  if (created !== undefined) await syncDirectory(dirname(created));
  const names = await readdir(directory);
  return names
    .filter((name) => /^\d{16}\.journal$/.test(name))
    .map((name) => Number(name.slice(0, 16)))
    .sort((a, b) => a - b);
}

/** Makes created, renamed and removed names durable. Windows has no such call and needs none. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
