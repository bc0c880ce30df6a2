/** A disk of a size that can be changed, in memory; mounting it needs root. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MIB = 1024 * 1024;

/** Answers why there can be none, or null. */
export function whyNoSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  // Root in a container often may not mount.
  const place = mkdtempSync(join(tmpdir(), 'lineside-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place], { stdio: 'pipe' });
    execFileSync('umount', [place], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return `may not mount (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`;
  } finally {
    rmdirSync(place);
  }
}

export interface SmallDisk {
  freeBytes(): Promise<number>;
  /** Somebody else's file takes all the room that there is, or leaves so many bytes. */
  fill(leave?: number): Promise<void>;
  resize(mib: number): void;
  /** Somebody else's file goes. */
  clean(): Promise<void>;
  remove(): void;
}

/** Mounts at an empty directory. */
export function smallDisk(path: string, mib: number): SmallDisk {
  const others = join(path, 'of-somebody-else');
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', path]);
  const freeBytes = async (): Promise<number> => {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  };
  return {
    freeBytes,
    fill: async (leave = 0) => {
      const file = await open(others, 'a');
      try {
        for (;;) {
          const room = (await freeBytes()) - leave;
          if (room <= 0) return;
          await file.writeFile(Buffer.alloc(Math.min(room, MIB), 1));
        }
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'ENOSPC') throw error;
      } finally {
        await file.close();
      }
    },
    resize: (size) => void execFileSync('mount', ['-o', `remount,size=${size}m`, path]),
    clean: () => rm(others, { force: true }),
    remove: () => void execFileSync('umount', ['-l', path]),
  };
}
