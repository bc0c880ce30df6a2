import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { CouchStore } from '../../gateway/store/couch-store.ts';
import type { EmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { embeddedStores } from './embedded-stores.ts';

const given = embeddedStores();

describe('the embedded store when things break', () => {
  it('loses no acknowledged fact when its process is killed under load, and counts the crashes', async () => {
    const embedded = await given.start();
    const load = writeWithoutPause(embedded, 6);
    for (let kill = 1; kill <= 3; kill += 1) {
      const before = load.acknowledged.length;
      await vi.waitFor(() => expect(load.acknowledged.length).toBeGreaterThan(before + 300), { timeout: 20_000 });
      killStore(embedded);
      await vi.waitFor(() => expect(embedded.state()).toMatchObject({ crashes: kill, running: true }), {
        timeout: 20_000,
      });
    }
    await load.stop();
    const stored = await embedded.store.get('facts_load', load.acknowledged);
    expect(stored.filter((fact) => fact === null)).toEqual([]);
    expect(load.failures.length).toBeGreaterThan(0);
    expect(new Set(load.failures)).toEqual(new Set(['STORE_UNREACHABLE']));
    expect(embedded.state().lastCrash).toContain('SIGKILL');
    expect(given.logged).toHaveLength(3);
  });

  it('lets calls wait for a restart under way, and tells each change of state', async () => {
    const embedded = await given.start();
    const told: boolean[] = [];
    embedded.onChange(({ running: up }) => told.push(up));
    killStore(embedded);
    await vi.waitFor(() => expect(embedded.state().running).toBe(false), { interval: 1 });
    expect(await embedded.store.insert('facts_x', [{ _id: 'a' }])).toEqual(['inserted']);
    expect(told).toEqual([false, true]);
  });

  it('answers "unreachable" in a bounded time while it cannot be started, and comes back by itself when it can', async () => {
    const embedded = await given.start();
    await rm(given.directory, { recursive: true });
    killStore(embedded);
    await vi.waitFor(() => expect(embedded.state().crashes).toBeGreaterThan(2), { timeout: 10_000 });
    const asked = performance.now();
    await expect(embedded.store.get('facts_x', ['a'])).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    expect(performance.now() - asked).toBeLessThan(6_000);
    await mkdir(given.directory, { mode: 0o700 });
    await vi.waitFor(() => expect(embedded.state().running).toBe(true), { timeout: 30_000 });
    expect(await embedded.store.get('facts_x', ['a'])).toEqual([null]);
  });

  it('keeps everything over a stop and a start', async () => {
    const first = await given.start();
    await first.store.insert('facts_x', [{ _id: 'a' }]);
    await first.store.put('local_x', [{ _id: 'position', offset: 1 }]);
    await first.stop();
    const second = await given.start();
    expect(await second.store.get('facts_x', ['a'])).toEqual([{ _id: 'a' }]);
    await second.store.put('local_x', [{ _id: 'position', offset: 2 }]);
    expect(await second.store.get('local_x', ['position'])).toEqual([{ _id: 'position', offset: 2 }]);
  });

  it('leaves no process behind when it is stopped, and calls fail at once from then on', async () => {
    const embedded = await given.start();
    const { pid } = embedded.state();
    await embedded.stop();
    expect(isAlive(pid)).toBe(false);
    expect(embedded.state()).toMatchObject({ running: false, crashes: 0, pid: null });
    await expect(embedded.store.get('facts_x', ['a'])).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
  });

  it('leaves no process behind when the gateway is killed, and the next gateway has the facts', async () => {
    const { gateway, storePid } = await startDoomedGateway();
    gateway.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(storePid)).toBe(false), { timeout: 5_000 });
    const embedded = await given.start();
    expect(await embedded.store.get('facts_doomed', ['acknowledged'])).toEqual([{ _id: 'acknowledged' }]);
  });

  it('ends the process of a killed gateway that hangs and still holds the files', async () => {
    const { gateway, storePid } = await startDoomedGateway();
    process.kill(storePid, 'SIGSTOP');
    gateway.kill('SIGKILL');
    await once(gateway, 'exit');
    const embedded = await given.start();
    expect(isAlive(storePid)).toBe(false);
    expect(given.logged).toEqual([expect.stringContaining(`${storePid}`)]);
    expect(await embedded.store.get('facts_doomed', ['acknowledged'])).toEqual([{ _id: 'acknowledged' }]);
  });

  it('refuses a directory that a living gateway uses, and leaves that one alone', async () => {
    const embedded = await given.start();
    await expect(given.start()).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE' });
    expect(await embedded.store.get('facts_x', ['a'])).toEqual([null]);
    expect(embedded.state().crashes).toBe(0);
  });

  it('survives Ctrl-C, which reaches it too: the gateway still writes then', async () => {
    const embedded = await given.start();
    process.kill(embedded.state().pid ?? 0, 'SIGINT');
    process.kill(embedded.state().pid ?? 0, 'SIGTERM');
    expect(await embedded.store.insert('facts_x', [{ _id: 'last-words' }])).toEqual(['inserted']);
    expect(embedded.state().crashes).toBe(0);
  });

  it('finds its place again when another client overwrote its documents', async () => {
    const embedded = await given.start();
    const other = new CouchStore(() => embedded.address());
    for (let n = 0; n < 3; n += 1) {
      await embedded.store.put('local_x', [{ _id: 'a', n }]);
      await other.put('local_x', [{ _id: 'a', n: n + 100 }, { _id: 'b' }]);
      await embedded.store.remove('local_x', ['b']);
    }
    expect(await embedded.store.get('local_x', ['a', 'b'])).toEqual([{ _id: 'a', n: 102 }, null]);
  });
});

/** Writers that go on inserting until they are stopped, whatever happens to the store. */
function writeWithoutPause(embedded: EmbeddedStore, writers: number) {
  const acknowledged: string[] = [];
  const failures: unknown[] = [];
  let stopped = false;
  const write = async (writer: number) => {
    for (let n = 0; !stopped; n += 20) {
      const batch = Array.from({ length: 20 }, (_, index) => ({
        _id: `w${writer}:${n + index}`,
        text: 'x'.repeat(200),
      }));
      try {
        await embedded.store.insert('facts_load', batch);
        acknowledged.push(...batch.map(({ _id }) => _id));
      } catch (error) {
        failures.push((error as { code?: unknown }).code ?? error);
      }
    }
  };
  const done = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  const stop = async () => {
    stopped = true;
    await done;
  };
  return { acknowledged, failures, stop };
}

async function startDoomedGateway() {
  const gateway = spawn(process.execPath, [join(import.meta.dirname, 'doomed-gateway.ts'), given.directory]);
  const [line] = (await once(gateway.stdout, 'data')) as [Buffer];
  return { gateway, storePid: Number(line.toString()) };
}

function killStore(embedded: EmbeddedStore): void {
  const { pid } = embedded.state();
  if (pid === null) throw new Error('the store is not running');
  process.kill(pid, 'SIGKILL');
}

/** A dead process that nobody has collected yet has no command line any more. */
function isAlive(pid: number | null): boolean {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) && readFileSync(file, 'utf8') !== '';
}
