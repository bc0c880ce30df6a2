import { describe, expect, it, vi } from 'vitest';
import { checksumBytes } from '../../../shared/checksum.ts';
import { serialSource, type SerialSourceOptions } from '../../../gateway/sources/serial-source.ts';
import type { Source } from '../../../gateway/sources/source.ts';
import { MockMachine } from './mock-machine.ts';
import { Received } from './received.ts';

interface Listening {
  machine: MockMachine;
  received: Received;
  source: Source;
  has(blocks: string[]): Promise<void>;
  says(state: string, detail: string): Promise<void>;
}

async function listen(
  { definition, ...options }: Omit<Partial<SerialSourceOptions>, 'definition'> & { definition?: object },
  work: (listening: Listening) => Promise<void>,
): Promise<void> {
  const machine = new MockMachine();
  const received = new Received();
  let records = 0;
  const source = serialSource({
    id: 'line8/temperature',
    definition: { path: machine.path, ...definition },
    binding: machine.binding,
    bootId: 'boot-1',
    nextRecords: (count) => (records += count) - count,
    parts: received,
    reopen: { firstMs: 5, maxMs: 20 },
    reoffer: { firstMs: 5, maxMs: 20 },
    ...options,
  });
  const stop = new AbortController();
  const running = source.run(stop.signal);
  const soon = { timeout: 5000, interval: 1 };
  const has = (blocks: string[]): Promise<void> =>
    vi.waitFor(() => expect(received.blocks.map(({ bytes }) => bytes.toString())).toEqual(blocks), soon);
  const says = (state: string, detail: string): Promise<void> =>
    vi.waitFor(() => expect(source.status()).toMatchObject({ state, detail: expect.stringContaining(detail) }), soon);
  try {
    await work({ machine, received, source, has, says });
  } finally {
    stop.abort();
    await running;
  }
}

const offsets = (received: Received): number[] => received.blocks.map(({ offset }) => offset);

describe('a serial source of text', () => {
  it('makes one block of the lines that a read completes, numbered in order, however the bytes arrive', () =>
    listen({}, async ({ machine, received, source, has }) => {
      await machine.says('21');
      await machine.says('.5\n21.6\r\n \r\n\n21.7\n2');
      await has(['21.5\n21.6\r\n21.7\n']);
      await machine.says('1.8\n');
      await has(['21.5\n21.6\r\n21.7\n', '21.8\n']);
      expect(received.blocks.map(({ fileKey, generation, offset }) => [fileKey, generation, offset])).toEqual([
        ['boot-1', 0, 0],
        ['boot-1', 0, 3],
      ]);
      expect(received.blocks[0]).toMatchObject({ sourceId: 'line8/temperature', file: machine.path });
      expect(source.status()).toMatchObject({ state: 'live', behindBytes: 0, problems: [] });
    }));

  it('cuts a line that does not end at 4 kB, in a block of its own, so a babbling device cannot fill the memory', () =>
    listen({}, async ({ machine, received, source, has }) => {
      await machine.says(`1\n${'x'.repeat(10_000)}`);
      await has(['1\n', 'x'.repeat(4096), 'x'.repeat(4096)]);
      expect(source.status().behindBytes).toBe(10_000 - 2 * 4096);
      await machine.says('\n2\n');
      await has(['1\n', 'x'.repeat(4096), 'x'.repeat(4096), `${'x'.repeat(10_000 - 8192)}\n2\n`]);
      expect(offsets(received)).toEqual([0, 1, 2, 3]);
    }));

  it('sets the port as the plant file says, and 9600 baud when it says nothing', async () => {
    await listen({}, async ({ machine }) => {
      await vi.waitFor(() => expect(machine.openedWith[0]).toMatchObject({ baudRate: 9600 }));
    });
    const settings = { baudRate: 4800, dataBits: 7, stopBits: 2, parity: 'even' } as const;
    await listen({ definition: settings }, async ({ machine }) => {
      await vi.waitFor(() => expect(machine.openedWith[0]).toMatchObject(settings));
    });
  });

  it('opens the port again after it was unplugged, and drops the half line that was under way', () =>
    listen({}, async ({ machine, source, has, says }) => {
      await machine.says('1\n2');
      await has(['1\n']);
      const before = Date.now();
      await machine.unplug();
      await says('lost', machine.path);
      expect(source.status().since).toBeGreaterThanOrEqual(before);
      machine.plug();
      await machine.says('3\n');
      await has(['1\n', '3\n']);
      expect(source.status()).toMatchObject({
        state: 'live',
        problems: ['Half lines dropped at disconnection: 1'],
      });
    }));

  it('notices an adapter that was pulled though its port goes on reading without end', () =>
    listen({}, async ({ machine, has, says }) => {
      await machine.says('1\n');
      await has(['1\n']);
      machine.pull();
      await says('lost', 'it was unplugged');
      machine.plug();
      await machine.says('2\n');
      await has(['1\n', '2\n']);
    }));

  it('waits for a port that is not there yet', () =>
    listen({ definition: { path: '/dev/later' } }, async ({ received, says }) => {
      await says('lost', '"/dev/later" is not there');
      expect(received.blocks).toEqual([]);
    }));

  it('says that another program uses the port', () => {
    const open = () => Promise.reject(new Error('Error Resource temporarily unavailable Cannot lock port'));
    return listen({ definition: { path: '/dev/ttyS0' }, binding: { open } }, ({ says }) =>
      says('lost', '"/dev/ttyS0" is used by another program'),
    );
  });

  it('says that the device is silent since it was heard last, opens the port anew, and is live at the next line', () =>
    listen({ definition: { silenceSeconds: 0.03 } }, async ({ machine, received, source, has, says }) => {
      await machine.says('1\n');
      await has(['1\n']);
      await says('waiting', 'is silent since 20');
      expect(source.status().since).toBe(received.blocks[0]!.receivedAt);
      await vi.waitFor(() => expect(machine.openedWith.length).toBeGreaterThan(2));
      expect(source.status().state).toBe('waiting');
      expect(source.status().since).toBe(received.blocks[0]!.receivedAt);
      await machine.says('2\n');
      await has(['1\n', '2\n']);
    }));

  it('asks to check the baud rate when the larger part of what it hears is not text', () =>
    listen({ definition: { baudRate: 19_200 } }, async ({ machine, source, has, says }) => {
      await machine.says('°C 21.5 Größe\n');
      await machine.says(Buffer.from('B0C3A4 f8\n', 'latin1'));
      await has(['°C 21.5 Größe\n', 'B0C3A4 f8\n']);
      expect(source.status().problems).toEqual([]);
      await machine.says(Buffer.alloc(200, 0x80));
      await says('live', 'is not readable: check the baud rate (19200)');
      expect(source.status().problems).toHaveLength(1);
      await machine.says(`\n${'21.5\n'.repeat(100)}`);
      await says('live', 'Listening');
    }));
});

describe('a serial source whose journal is full', () => {
  it('keeps listening, and hands over in order what it heard when the journal takes it again', () =>
    listen({}, async ({ machine, received, source, has }) => {
      received.full = true;
      for (const line of ['1\n2\n', '3\n', '4\n']) await machine.says(line);
      await vi.waitFor(() => expect(source.status().behindBytes).toBe(8));
      expect(source.status()).toMatchObject({ state: 'live', problems: [expect.stringContaining('check free space')] });
      received.full = false;
      await has(['1\n2\n', '3\n', '4\n']);
      expect(offsets(received)).toEqual([0, 2, 3]);
      await vi.waitFor(() => expect(source.status()).toMatchObject({ behindBytes: 0, problems: [] }));
    }));

  it('stops reading when memory is full, says what may be lost, and goes on by itself', () =>
    listen({ maxBytes: 2000 }, async ({ machine, received, source, has, says }) => {
      received.full = true;
      await machine.says('1\n');
      await machine.says('x'.repeat(1500) + '\n');
      await says('waiting', 'memory is full');
      await machine.sends('2\n');
      expect(source.status().behindBytes).toBe(1503);
      expect(source.status().problems[1]).toMatch(/bytes of ".*" may have been lost since 20/);
      received.full = false;
      await has(['1\n', 'x'.repeat(1500) + '\n', '2\n']);
      expect(source.status()).toMatchObject({ state: 'live', behindBytes: 0 });
      expect(source.status().problems).toEqual([expect.stringMatching(/may have been lost between 20.* and 20/)]);
    }));

  it('reads on while the journal is slow, and offers all that came meanwhile at once', () => {
    let offered: { offset: number; taken: () => void }[] = [];
    const parts = new Received();
    parts.accept = ({ offset }) => new Promise((taken) => offered.push({ offset, taken }));
    const sync = (): number[] => {
      const synced = offered;
      offered = [];
      for (const { taken } of synced) taken();
      return synced.map(({ offset }) => offset);
    };
    return listen({ parts }, async ({ machine, source }) => {
      for (const line of ['1\n', '2\n', '3\n', '4\n']) await machine.says(line);
      await vi.waitFor(() => expect(source.status().behindBytes).toBe(8));
      expect(sync()).toEqual([0]);
      await vi.waitFor(() => expect(offered).toHaveLength(3));
      expect(sync()).toEqual([1, 2, 3]);
      await vi.waitFor(() => expect(source.status().behindBytes).toBe(0));
    });
  });

  it('gives up what is refused when the gateway ends, and ends', async () => {
    await listen({}, async ({ machine, received, source }) => {
      received.full = true;
      await machine.says('1\n');
      await vi.waitFor(() => expect(source.status().problems).toHaveLength(1));
    });
  });

  it('hands over what it heard before the gateway ends', async () => {
    let heard: Received | null = null;
    await listen({}, async ({ machine, received, source }) => {
      heard = received;
      received.full = true;
      await machine.says('1\n');
      await vi.waitFor(() => expect(source.status().problems).toHaveLength(1));
      received.full = false;
    });
    expect(heard!.text).toBe('1\n');
  });

  it('does not swallow a bug of who takes its blocks', async () => {
    const parts = new Received();
    parts.accept = () => Promise.reject(new TypeError('no such thing'));
    const machine = new MockMachine();
    const running = serialSource({
      id: 'line8/temperature',
      definition: { path: machine.path },
      binding: machine.binding,
      bootId: 'boot-1',
      nextRecords: () => 0,
      parts,
    }).run(new AbortController().signal);
    const ended = expect(running).rejects.toThrow(new TypeError('no such thing'));
    await machine.says('1\n');
    await ended;
  });
});

describe('a serial source of frames', () => {
  const frame = { length: 4, start: 'aa', checksum: 'sum8' as const, fields: [] };
  const reading = (value: number): Buffer => {
    const bytes = Uint8Array.of(0xaa, value >> 8, value & 0xff);
    return Buffer.from([...bytes, ...checksumBytes('sum8', bytes)]);
  };
  const hex = (received: Received): string[] => received.blocks.map(({ bytes }) => bytes.toString('hex'));

  it('hands over the frames of a read together, and garbage as a record of its own', () =>
    listen({ definition: { frame } }, async ({ machine, received, source }) => {
      await machine.says(Buffer.concat([reading(1), reading(2)]));
      await machine.says(Buffer.concat([Buffer.from('00ff', 'hex'), reading(3)]));
      const expected = [Buffer.concat([reading(1), reading(2)]), Buffer.from('00ff', 'hex'), reading(3)];
      await vi.waitFor(() => expect(hex(received)).toEqual(expected.map((bytes) => bytes.toString('hex'))));
      expect(offsets(received)).toEqual([0, 2, 3]);
      expect(source.status()).toMatchObject({ state: 'live', problems: ['Bytes that are no frame of 4 bytes: 2'] });
    }));

  it('asks to check the baud rate while nothing but garbage comes, long before the garbage ends', () =>
    listen({ definition: { frame } }, async ({ machine, received, says }) => {
      await machine.says(Buffer.alloc(300, 0x80));
      await says('live', 'check the baud rate (9600)');
      expect(received.blocks).toEqual([]);
    }));

  it('shows half a frame at disconnection as garbage, and finds the first frame after it', () =>
    listen({ definition: { frame } }, async ({ machine, received, says }) => {
      await machine.says(Buffer.concat([reading(1), reading(2).subarray(0, 3)]));
      await vi.waitFor(() => expect(received.blocks).toHaveLength(1));
      await machine.unplug();
      await says('lost', machine.path);
      machine.plug();
      await machine.says(reading(3));
      const expected = [reading(1), reading(2).subarray(0, 3), reading(3)];
      await vi.waitFor(() => expect(hex(received)).toEqual(expected.map((bytes) => bytes.toString('hex'))));
    }));
});
