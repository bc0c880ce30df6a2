/**
 * The store's own disk is full in the middle of a write. It must not write on behind the torn part, must be readable in
 * the room that the ballast leaves, and must have everything that it acknowledged, also what came when there was room again.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskSpace } from '../../gateway/disk/disk-space.ts';
import { startEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { until } from '../system/gateway-process.ts';
import { account, timed, type FaultRun } from './fault.ts';
import { smallDisk } from './small-disk.ts';

const DATABASE = 'facts_full';
const MIB = 1024 * 1024;
const DISK_MIB = 128;

export function fullStore(times: number): Promise<FaultRun> {
  return timed('full disk under the store', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lineside-full-'));
    const disk = smallDisk(directory, DISK_MIB);
    const log = (): void => undefined;
    const space = new DiskSpace({ directory, lowBytes: DISK_MIB * MIB, now: Date.now, log });
    const embedded = await startEmbeddedStore({ directory: join(directory, 'store'), log, now: Date.now });
    embedded.onChange(({ running }) => {
      if (!running) space.needRoom();
    });
    const looking = setInterval(() => void space.look(), 250);
    const acknowledged: string[] = [];
    const insert = async (count: number, bytes: number): Promise<boolean> => {
      const first = acknowledged.length;
      const facts = Array.from({ length: count }, (_, i) => ({
        _id: `fact:${String(first + i).padStart(8, '0')}:${Math.round(performance.now() * 1000)}`,
        text: 'x'.repeat(bytes),
      }));
      const done = await embedded.store.insert(DATABASE, facts).then(
        () => true,
        () => false,
      );
      if (done) acknowledged.push(...facts.map(({ _id }) => _id));
      return done;
    };
    const missing = async (): Promise<number> =>
      (await embedded.store.get(DATABASE, acknowledged)).filter((fact) => fact === null).length;
    let lost = 0;
    try {
      await space.look();
      for (let round = 0; round < times; round++) {
        for (let i = 0; i < 20; i++) await insert(10, 500);
        await disk.fill();
        await until(async () => !(await insert(5, 3_000 * (round + 1))), 20_000);
        await until(() => space.isFull, 10_000);
        await until(
          () =>
            missing().then(
              (count) => count === 0 || (lost += count) > 0,
              () => false,
            ),
          20_000,
        );
        await disk.clean();
        await until(() => !space.isFull, 10_000);
        // Little enough to stay in one log of the database, behind what was torn.
        await until(() => insert(1, 100), 20_000);
        for (let i = 0; i < 50; i++) await insert(2, 100);
        const { crashes, pid } = embedded.state();
        process.kill(pid!, 'SIGKILL');
        await until(() => embedded.state().crashes > crashes && embedded.state().running, 20_000);
        lost += await missing();
      }
      const stored = await embedded.store.range(DATABASE, { from: 'fact:', to: 'fact:~' });
      const { duplicated } = account(
        [],
        stored.map(({ _id }) => _id),
      );
      return {
        times,
        acknowledged: acknowledged.length,
        lost,
        duplicated,
        note: 'reads go on in the room of the ballast',
      };
    } finally {
      clearInterval(looking);
      await embedded.stop();
      disk.remove();
      await rm(directory, { recursive: true });
    }
  });
}
