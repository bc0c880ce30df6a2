import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Ballast } from '../../../gateway/disk/ballast.ts';
import { DiskSpace, type DiskLevel } from '../../../gateway/disk/disk-space.ts';

const MIB = 1024 * 1024;

/** A disk whose room a test decides about; ballast takes of it. */
function disk(freeMib: number) {
  const it = { freeMib, quota: false, ballast: false, log: [] as string[], levels: [] as DiskLevel[], at: 0 };
  const space = new DiskSpace({
    directory: '/data',
    lowBytes: 1000 * MIB,
    now: () => it.at,
    log: (message) => it.log.push(message),
    changed: ({ level }) => it.levels.push(level),
    freeBytes: async () => it.freeMib * MIB,
    ballast: {
      bytes: 32 * MIB,
      missingBytes: async () => (it.ballast ? 0 : 32 * MIB),
      make: async () => {
        if (it.ballast) return true;
        if (it.quota || it.freeMib < 32) return false;
        it.freeMib -= 32;
        it.ballast = true;
        return true;
      },
      isDiskWritable: async () => !it.quota,
      drop: async () => {
        if (it.ballast) it.freeMib += 32;
        it.ballast = false;
      },
    },
  });
  const has = async (mib: number): Promise<DiskLevel> => {
    it.freeMib = mib;
    await space.look();
    return space.status().level;
  };
  return { it, space, has };
}

const noRoom = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });

describe('the room on the disk', () => {
  it('is warned of before it ends, once per level', async () => {
    const { it: state, has } = disk(5_000);
    expect(await has(5_000)).toBe('ok');
    expect(await has(900)).toBe('low');
    expect(await has(800)).toBe('low');
    expect(await has(150)).toBe('critical');
    expect(await has(4_000)).toBe('ok');
    expect(state.levels).toEqual(['low', 'critical', 'ok']);
    expect(state.log.map((line) => line.slice(0, 30))).toHaveLength(3);
  });

  it('knows since when it is as it is', async () => {
    const { it: state, space, has } = disk(5_000);
    state.at = 7;
    await has(900);
    state.at = 9;
    await has(700);
    expect(space.status()).toEqual({ level: 'low', freeBytes: 700 * MIB, since: 7 });
  });

  it('is full before nothing is left, and goes on when there is room again', async () => {
    const { it: state, space, has } = disk(5_000);
    await has(5_000);
    expect(state.ballast).toBe(true);
    expect(await has(15)).toBe('full');
    expect(space.isFull).toBe(true);
    for (const mib of [31, 20, 0, 31]) expect(await has(mib)).toBe('full');
    expect(await has(32)).toBe('critical');
  });

  it('gives up its ballast only when the store cannot start otherwise', async () => {
    const { it: state, space, has } = disk(5_000);
    await has(5_000);
    await has(3);
    expect(state.ballast).toBe(true);
    space.needRoom();
    await space.look();
    expect(state).toMatchObject({ ballast: false, freeMib: 35 });
    for (const mib of [35, 20, 63]) expect(await has(mib)).toBe('full');
    expect(await has(64)).toBe('critical');
    expect(state).toMatchObject({ ballast: true, freeMib: 32 });
  });

  it('gives it up at once when the gateway starts on a full disk', async () => {
    const { it: state, has } = disk(2);
    state.ballast = true;
    expect(await has(2)).toBe('full');
    expect(state.ballast).toBe(false);
  });

  it('does not give it up on a disk that is not full, whatever else keeps the store from starting', async () => {
    const { it: state, space, has } = disk(5_000);
    await has(5_000);
    space.needRoom();
    await space.look();
    expect(state.ballast).toBe(true);
  });

  it('is full when a write says so, whatever the system tells of free bytes, until it takes something again', async () => {
    const { it: state, space, has } = disk(5_000);
    await has(5_000);
    state.quota = true;
    space.failed(noRoom);
    await space.look();
    expect(space.isFull).toBe(true);
    expect(await has(5_000)).toBe('full');
    state.quota = false;
    expect(await has(5_000)).toBe('ok');
  });

  it('is not blamed for a disk that is broken', async () => {
    const { space, has } = disk(5_000);
    await has(5_000);
    space.failed(Object.assign(new Error('i/o error'), { code: 'EIO' }));
    await space.look();
    expect(space.isFull).toBe(false);
  });

  it('is taken for enough, with one word about it, where the system does not tell', async () => {
    const log: string[] = [];
    const freeBytes = () => Promise.reject(new Error('not supported'));
    const space = new DiskSpace({
      directory: '/data',
      lowBytes: 1,
      now: () => 0,
      log: (line) => log.push(line),
      freeBytes,
    });
    await space.look();
    await space.look();
    expect(space.isFull).toBe(false);
    expect(log).toHaveLength(1);
  });
});

describe('the ballast', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lineside-ballast-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('takes its bytes on the disk, also when a kill left half of it', async () => {
    const path = join(directory, 'ballast');
    await writeFile(path, 'half');
    const ballast = new Ballast(path, 2.5 * MIB);
    expect(await ballast.make()).toBe(true);
    const { size, blocks } = await stat(path);
    expect(size).toBe(2.5 * MIB);
    expect(blocks * 512).toBeGreaterThanOrEqual(size);
    expect(await ballast.isDiskWritable()).toBe(true);
    await ballast.drop();
    await ballast.drop();
    await expect(stat(path)).rejects.toThrow();
  });

  it('says when it cannot be made, and leaves nothing', async () => {
    const ballast = new Ballast(join(directory, 'missing', 'ballast'), MIB);
    expect([await ballast.make(), await ballast.isDiskWritable()]).toEqual([false, false]);
  });
});
