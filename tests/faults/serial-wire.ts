/** A serial line of which both ends are here: two pseudo terminals, held by socat. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { access, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../system/gateway-process.ts';

export const hasSocat = spawnSync('socat', ['-V']).status === 0;

export interface SerialWire {
  /** What the gateway opens. */
  port: string;
  say(text: string): Promise<void>;
  end(): Promise<void>;
}

export async function serialWire(directory: string): Promise<SerialWire> {
  const [port, far] = [join(directory, 'port'), join(directory, 'machine')];
  const socat = spawn('socat', [`pty,raw,echo=0,link=${port}`, `pty,raw,echo=0,link=${far}`]);
  const stopped = once(socat, 'close');
  process.once('exit', () => socat.kill());
  await until(
    () =>
      Promise.all([access(port), access(far)]).then(
        () => true,
        () => null,
      ),
    5_000,
  );
  const machine: FileHandle = await open(far, 'r+');
  return {
    port,
    say: async (text) => {
      await machine.write(text);
    },
    end: async () => {
      await machine.close();
      socat.kill();
      await stopped;
    },
  };
}
