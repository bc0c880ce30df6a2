/** A serial cable between two pseudo terminals that can really be pulled: socat holds it, and ends by its number. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';

export const hasSocat = spawnSync('socat', ['-V']).status === 0;
if (!hasSocat) console.warn('socat is not installed: tests over real serial cables are skipped');

export interface Cable {
  /** The gateway's end. */
  near: string;
  /** The machine's end. */
  far: string;
  plug(): Promise<void>;
  unplug(): Promise<void>;
  /** The machine says something; resolves when it is on the cable. */
  send(bytes: string | Buffer): Promise<void>;
}

export async function withCable(work: (cable: Cable) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'lineside-cable-'));
  const [near, far] = [join(directory, 'near'), join(directory, 'far')];
  let unplug = async (): Promise<void> => undefined;
  const cable: Cable = {
    near,
    far,
    plug: async () => {
      const socat = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`]);
      unplug = async () => {
        unplug = async () => undefined;
        const closed = once(socat, 'close');
        socat.kill();
        await closed;
      };
      await vi.waitFor(() => Promise.all([access(near), access(far)]), { timeout: 5000, interval: 10 });
    },
    unplug: () => unplug(),
    send: async (bytes) => {
      const end = await open(far, 'r+');
      try {
        await end.writeFile(bytes);
      } finally {
        await end.close();
      }
    },
  };
  try {
    await cable.plug();
    await work(cable);
  } finally {
    await unplug();
    await rm(directory, { recursive: true });
  }
}

export const soon = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 20_000, interval: 5 });

export const inState = (source: { status(): unknown }, state: string, detail = ''): Promise<void> =>
  soon(() => expect(source.status()).toMatchObject({ state, detail: expect.stringContaining(detail) }));
