import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataDirectory } from '../../../gateway/disk/data-directory.ts';

let directory: string;
let children: ChildProcess[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-data-'));
  children = [];
});
afterEach(async () => {
  for (const child of children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await rm(directory, { recursive: true });
});

/** A process that lives, with these arguments on its command line. */
async function living(...names: string[]): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1000)', ...names], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  await once(child.stdout!, 'data');
  return child.pid!;
}

async function dead(): Promise<number> {
  const pid = await living();
  const child = children.at(-1)!;
  child.kill('SIGKILL');
  await once(child, 'exit');
  return pid;
}

const file = async () => JSON.parse(await readFile(join(directory, 'gateway.json'), 'utf8')) as Record<string, unknown>;

describe('the data directory', () => {
  it('is made, and readable by its user only', async () => {
    const path = join(directory, 'new', 'data');
    const opened = await DataDirectory.open(path, process.pid);
    expect(opened.gateway).toMatch(/^gw-[0-9a-f]{8}$/);
    expect((await stat(join(path, 'gateway.json'))).mode & 0o777).toBe(0o600);
  });

  it('keeps the gateway’s id for ever, and gives a new token each time', async () => {
    const first = await DataDirectory.open(directory, process.pid);
    await first.listening(8080);
    expect(await file()).toMatchObject({ pid: process.pid, port: 8080, token: first.token });
    await first.release();
    expect(await file()).toMatchObject({ pid: null, port: null });
    const second = await DataDirectory.open(directory, process.pid);
    expect(second.gateway).toBe(first.gateway);
    expect(second.token).not.toBe(first.token);
  });

  it('is refused to a second gateway while the first one lives', async () => {
    const pid = await living('/opt/lineside/gateway/main.ts');
    const first = await DataDirectory.open(directory, pid);
    await first.listening(8123);
    await expect(DataDirectory.open(directory, process.pid)).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
      message: expect.stringContaining(`process ${pid}`) as string,
    });
    expect(await DataDirectory.alive(directory)).toMatchObject({ pid, port: 8123, token: first.token });
    expect(await file()).toMatchObject({ pid });
  });

  it('is refused to one of two gateways that start at the same moment', async () => {
    const pids = await Promise.all([living('gateway/main.ts'), living('gateway/main.ts')]);
    for (let round = 0; round < 20; round++) {
      const path = join(directory, String(round));
      const opened = await Promise.allSettled(pids.map((pid) => DataDirectory.open(path, pid)));
      const refused = opened.filter((outcome) => outcome.status === 'rejected');
      expect(refused).toMatchObject([{ reason: { code: 'DATA_DIR_UNUSABLE' } }]);
    }
  });

  it('is taken over from a gateway that was killed', async () => {
    const first = await DataDirectory.open(directory, await dead());
    expect(await DataDirectory.alive(directory)).toBeNull();
    expect((await DataDirectory.open(directory, process.pid)).gateway).toBe(first.gateway);
  });

  it('is taken over when another program has the number of the gateway that was killed', async () => {
    await DataDirectory.open(directory, await living('/usr/bin/something-else'));
    expect(await DataDirectory.alive(directory)).toBeNull();
    await expect(DataDirectory.open(directory, process.pid)).resolves.toBeInstanceOf(DataDirectory);
  });

  it('that cannot be used is named', async () => {
    await writeFile(join(directory, 'file'), '');
    await expect(DataDirectory.open(join(directory, 'file'), process.pid)).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
    });
    await expect(DataDirectory.open(join(directory, 'file', 'below'), process.pid)).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
    });
  });

  it.each(['', '{', '{"token":"x"}'])(
    'does not take another identity when its file is damaged: all history would be out of sight (%j)',
    async (text) => {
      await writeFile(join(directory, 'gateway.json'), text);
      await expect(DataDirectory.open(directory, process.pid)).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE' });
      expect(await readFile(join(directory, 'gateway.json'), 'utf8')).toBe(text);
    },
  );

  it('is no gateway’s as long as nobody opened it', async () => {
    expect(await DataDirectory.alive(directory)).toBeNull();
    expect(await DataDirectory.alive(join(directory, 'missing'))).toBeNull();
    await chmod(directory, 0o700);
  });
});

describe('a folder that a backup is restored into', () => {
  const path = () => join(directory, 'data');

  it('must be empty, and stays as it is when it is not', async () => {
    await writeFile(join(directory, 'anything'), 'mine');
    await expect(DataDirectory.forRestore(directory, process.pid)).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE' });
    expect(await readdir(directory)).toEqual(['anything']);
  });

  it('is no data directory before all of it is there, and then has an id that never was', async () => {
    const restoring = await DataDirectory.forRestore(path(), process.pid);
    await restoring.abandon();
    await expect(DataDirectory.open(path(), process.pid)).rejects.toThrow(/half a restore/);
    const again = await DataDirectory.forRestore(path(), process.pid);
    await again.restored();
    const opened = await DataDirectory.open(path(), process.pid);
    expect(opened.gateway).toBe(again.gateway);
    await opened.release();
    await expect(DataDirectory.forRestore(path(), process.pid)).rejects.toThrow(/is not empty/);
  });

  it('is emptied of what a killed attempt left, and keeps the id that it gave', async () => {
    const killed = await DataDirectory.forRestore(path(), await dead());
    await writeFile(join(path(), 'half'), '');
    const again = await DataDirectory.forRestore(path(), process.pid);
    expect(again.gateway).toBe(killed.gateway);
    expect((await readdir(path())).sort()).toEqual(['gateway.lock', 'restore-unfinished']);
  });
});
