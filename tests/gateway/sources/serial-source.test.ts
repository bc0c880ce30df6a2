import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { SerialPortMock } from 'serialport';
import { describe, expect, it, vi } from 'vitest';
import type { OpenPort } from '../../../gateway/sources/listen-on-port.ts';
import { serialSource, type SerialSourceOptions } from '../../../gateway/sources/serial-source.ts';
import type { Source } from '../../../gateway/sources/source.ts';
import { inTemporaryDirectory, Received } from './received.ts';

interface MockPort extends OpenPort {
  emitData(text: string): void;
}

const MockBinding: {
  createPort(path: string): void;
  reset(): void;
  open(options: { path: string; baudRate: number }): Promise<MockPort>;
} = SerialPortMock.binding;

/** A machine on a mock port: this is the other end of the cable while the source has the port open. */
class MockMachine {
  readonly path: string;
  openings = 0;
  #port: MockPort | null = null;

  constructor(path: string) {
    this.path = path;
    this.plug();
  }

  readonly binding = {
    open: async (options: { path: string; baudRate: number }): Promise<MockPort> => {
      this.#port = await MockBinding.open(options);
      this.openings++;
      return this.#port;
    },
  };

  plug(): void {
    MockBinding.createPort(this.path);
  }

  unplug(): Promise<void> {
    const port = this.#port!;
    MockBinding.reset();
    return port.close();
  }

  async says(text: string): Promise<void> {
    await vi.waitFor(() => expect(this.#port?.isOpen).toBe(true));
    this.#port!.emitData(text);
  }
}

interface Listening {
  machine: MockMachine;
  received: Received;
  source: Source;
  has(lines: string[]): Promise<void>;
}

let ports = 0;

async function listen(
  options: Partial<SerialSourceOptions>,
  work: (listening: Listening) => Promise<void>,
): Promise<void> {
  const machine = new MockMachine(`/dev/mock${ports++}`);
  const received = new Received();
  let records = 0;
  const source = serialSource({
    id: 'line8/temperature',
    path: machine.path,
    baudRate: 9600,
    binding: machine.binding,
    bootId: 'boot-1',
    nextRecord: () => records++,
    parts: received,
    silenceMs: 60_000,
    reopen: { firstMs: 5, maxMs: 20 },
    ...options,
  });
  const stop = new AbortController();
  const running = source.run(stop.signal);
  const has = (lines: string[]): Promise<void> =>
    vi.waitFor(() => expect(received.blocks.map((block) => block.bytes.toString())).toEqual(lines), { timeout: 5000 });
  try {
    await work({ machine, received, source, has });
  } finally {
    stop.abort();
    await running;
  }
}

const says = (source: Source, state: string, detail: string): Promise<void> =>
  vi.waitFor(
    () => expect(source.status()).toMatchObject({ state, detail: expect.stringContaining(detail) as string }),
    {
      timeout: 5000,
      interval: 2,
    },
  );

describe('a serial source', () => {
  it('makes one block of each line, numbered in order, however the bytes arrive', () =>
    listen({}, async ({ machine, received, source, has }) => {
      await machine.says('21');
      await machine.says('.5\n21.6\r\n\r\n2');
      await has(['21.5\n', '21.6\r\n']);
      await machine.says('1.7\n');
      await has(['21.5\n', '21.6\r\n', '21.7\n']);
      expect(received.blocks.map(({ fileKey, generation, offset }) => [fileKey, generation, offset])).toEqual([
        ['boot-1', 0, 0],
        ['boot-1', 0, 1],
        ['boot-1', 0, 2],
      ]);
      expect(received.blocks[0]).toMatchObject({ sourceId: 'line8/temperature', file: machine.path });
      expect(source.status()).toMatchObject({ state: 'live', behindBytes: 0 });
    }));

  it('cuts a line that does not end at 4 kB, so a babbling device cannot fill the memory', () =>
    listen({}, async ({ machine, received, source, has }) => {
      await machine.says('x'.repeat(10_000));
      await vi.waitFor(() => expect(received.blocks).toHaveLength(2));
      expect(source.status().behindBytes).toBe(10_000 - 2 * 4096);
      await machine.says('\n1\n');
      await has(['x'.repeat(4096), 'x'.repeat(4096), `${'x'.repeat(10_000 - 8192)}\n`, '1\n']);
    }));

  it('opens the port again after it was unplugged, and drops the half line that was under way', () =>
    listen({}, async ({ machine, source, has }) => {
      await machine.says('1\n2');
      await has(['1\n']);
      await machine.unplug();
      await says(source, 'lost', machine.path);
      machine.plug();
      await machine.says('3\n');
      await has(['1\n', '3\n']);
      await says(source, 'live', 'half lines dropped at disconnection: 1');
    }));

  it('waits for a port that is not there yet', () =>
    listen({ path: '/dev/later' }, async ({ received, source }) => {
      await says(source, 'lost', '"/dev/later" is not there');
      expect(received.blocks).toEqual([]);
    }));

  it('says that the device is silent and since when, opens the port anew, and is live at the next line', () =>
    listen({ silenceMs: 30 }, async ({ machine, source, has }) => {
      await machine.says('1\n');
      await says(source, 'waiting', 'is silent since 20');
      await vi.waitFor(() => expect(machine.openings).toBeGreaterThan(2));
      expect(source.status().state).toBe('waiting');
      await machine.says('2\n');
      await has(['1\n', '2\n']);
    }));

  it('keeps lines that the journal refuses and hands them over in order when it takes them again', () =>
    listen({}, async ({ machine, received, source, has }) => {
      received.full = true;
      await machine.says('1\n2\n');
      await says(source, 'waiting', 'check free space');
      await machine.says('3\n');
      expect(source.status().behindBytes).toBeGreaterThan(0);
      received.full = false;
      await has(['1\n', '2\n', '3\n']);
      expect(received.blocks.map((block) => block.offset)).toEqual([0, 1, 2]);
      await says(source, 'live', 'Listening');
    }));
});

const hasSocat = spawnSync('socat', ['-V']).status === 0;
if (!hasSocat) console.warn('socat is not installed: the test of a serial source on a real port is skipped');

describe.skipIf(!hasSocat)('a serial source on a pseudo terminal', () => {
  it('goes on after the cable was pulled and plugged in again', () =>
    inTemporaryDirectory(async (directory) => {
      const [near, far] = [join(directory, 'near'), join(directory, 'far')];
      const plug = async (): Promise<() => Promise<void>> => {
        const cable = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`]);
        await vi.waitFor(() => Promise.all([access(near), access(far)]), { timeout: 5000 });
        return async () => {
          cable.kill();
          await once(cable, 'close');
        };
      };
      let unplug = await plug();
      const received = new Received();
      let records = 0;
      const source = serialSource({
        id: 'line8/temperature',
        path: near,
        baudRate: 9600,
        bootId: 'boot-1',
        nextRecord: () => records++,
        parts: received,
        silenceMs: 60_000,
        reopen: { firstMs: 10, maxMs: 50 },
      });
      const stop = new AbortController();
      const running = source.run(stop.signal);
      try {
        await says(source, 'live', near);
        appendFileSync(far, '1\n');
        await vi.waitFor(() => expect(received.text).toBe('1\n'), { timeout: 5000 });
        await unplug();
        await says(source, 'lost', near);
        unplug = await plug();
        await says(source, 'live', near);
        appendFileSync(far, '2\n');
        await vi.waitFor(() => expect(received.text).toBe('1\n2\n'), { timeout: 5000 });
      } finally {
        stop.abort();
        await running;
        await unplug();
      }
    }));
});
