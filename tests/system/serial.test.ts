import { describe, expect, it } from 'vitest';
import { checksumBytes } from '../../shared/checksum.ts';
import { seededRandom } from '../../gateway/demo/random.ts';
import { serialSource, type SerialSourceOptions } from '../../gateway/sources/serial-source.ts';
import type { Source } from '../../gateway/sources/source.ts';
import { Received } from '../gateway/sources/received.ts';
import { hasSocat, inState, soon, withCable, type Cable } from './cable.ts';

interface Listening {
  cable: Cable;
  received: Received;
  source: Source;
}

function portSource(path: string, received: Received, options: Partial<SerialSourceOptions>): Source {
  let records = 0;
  return serialSource({
    id: 'line8/temperature',
    definition: { path },
    bootId: 'boot-1',
    nextRecords: (count) => (records += count) - count,
    parts: received,
    reopen: { firstMs: 10, maxMs: 50 },
    reoffer: { firstMs: 5, maxMs: 20 },
    ...options,
  });
}

const listen = (
  options: (near: string) => Partial<SerialSourceOptions>,
  work: (listening: Listening) => Promise<void>,
): Promise<void> =>
  withCable(async (cable) => {
    const received = new Received();
    const source = portSource(cable.near, received, options(cable.near));
    const stop = new AbortController();
    const running = source.run(stop.signal);
    try {
      await inState(source, 'live');
      await work({ cable, received, source });
    } finally {
      stop.abort();
      await running;
    }
  });

const nothing = (): object => ({});

/** Each block begins where the one before ends. */
function expectPositionsWithoutHoles(received: Received, recordsOf: (bytes: Buffer) => number): void {
  let next = 0;
  for (const { offset, bytes } of received.blocks) {
    expect(offset).toBe(next);
    next += recordsOf(bytes);
  }
}

const linesOf = (bytes: Buffer): number => bytes.toString().split('\n').length - 1;

describe.skipIf(!hasSocat)('a serial source on a real cable', () => {
  it('takes every line exactly once that is sent while the cable is plugged in, however often it is pulled', () =>
    listen(nothing, async ({ cable, received, source }) => {
      let sent = '';
      for (let round = 0; round < 3; round++) {
        const lines = Array.from({ length: 200 }, (_, i) => `${round};${i};21.5\n`).join('');
        await cable.send(lines);
        sent += lines;
        await soon(() => expect(received.text).toBe(sent));
        await cable.send(`${round};half a li`);
        await soon(() => expect(source.status().behindBytes).toBeGreaterThan(0));
        await cable.unplug();
        await inState(source, 'lost', cable.near);
        await cable.plug();
        await inState(source, 'live');
      }
      expect(source.status().problems).toEqual(['Half lines dropped at disconnection: 3']);
      expectPositionsWithoutHoles(received, linesOf);
      expect(received.blocks.length).toBeLessThan(600);
    }));

  it('loses nothing of a flood while the journal is full and memory, too', () =>
    listen(
      () => ({ maxBytes: 64 * 1024 }),
      async ({ cable, received, source }) => {
        received.full = true;
        const lines = Array.from({ length: 20_000 }, (_, i) => `${i};21.5\n`).join('');
        const sending = cable.send(lines);
        await inState(source, 'waiting', 'memory is full');
        expect(source.status().behindBytes).toBeLessThan(80 * 1024);
        received.full = false;
        await sending;
        await soon(() => expect(received.text.length).toBe(lines.length));
        expect(received.text).toBe(lines);
        expectPositionsWithoutHoles(received, linesOf);
      },
    ));

  it('says that the port is used by another program, and takes over when that one ends', () =>
    withCable(async (cable) => {
      const [first, second] = [new AbortController(), new AbortController()];
      const holder = portSource(cable.near, new Received(), {});
      const holding = holder.run(first.signal);
      await inState(holder, 'live');
      const received = new Received();
      const source = portSource(cable.near, received, {});
      const running = source.run(second.signal);
      await inState(source, 'lost', `"${cable.near}" is used by another program`);
      first.abort();
      await holding;
      await inState(source, 'live');
      await cable.send('1\n');
      await soon(() => expect(received.text).toBe('1\n'));
      second.abort();
      await running;
    }));
});

describe.skipIf(!hasSocat)('frames on a real cable', () => {
  const frame = { length: 8, start: 'aa55', checksum: 'crc16-modbus' as const, fields: [] };
  const reading = (value: number): Buffer => {
    const bytes = Uint8Array.of(0xaa, 0x55, value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
    return Buffer.from([...bytes, ...checksumBytes(frame.checksum, bytes)]);
  };
  const isGarbage = (bytes: Buffer): boolean =>
    !Buffer.from(checksumBytes(frame.checksum, bytes.subarray(0, 6))).equals(bytes.subarray(6, 8));
  const values = (received: Received): number[] =>
    received.blocks
      .filter(({ bytes }) => !isGarbage(bytes))
      .flatMap(({ bytes }) => Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readUInt32BE(i * 8 + 2)));

  it('arrive exactly once, with noise between them and the cable pulled, and the noise is counted', () =>
    listen(
      (path) => ({ definition: { path, frame } }),
      async ({ cable, received, source }) => {
        const random = seededRandom('noise');
        let value = 0;
        let noiseBytes = 0;
        const sent: number[] = [];
        for (let round = 0; round < 3; round++) {
          for (let burst = 0; burst < 20; burst++) {
            const noise = Buffer.from(
              Array.from({ length: Math.floor(random() * 20) }, () => Math.floor(random() * 256)),
            );
            noiseBytes += noise.length;
            const frames = Array.from({ length: 10 }, () => {
              sent.push(value);
              return reading(value++);
            });
            await cable.send(Buffer.concat([noise, ...frames]));
          }
          await soon(() => expect(values(received)).toEqual(sent));
          const half = reading(value).subarray(0, 5);
          noiseBytes += half.length;
          await cable.send(half);
          await soon(() => expect(source.status().behindBytes).toBe(5));
          await cable.unplug();
          await inState(source, 'lost');
          await cable.plug();
          await inState(source, 'live');
        }
        const garbage = received.blocks.filter(({ bytes }) => isGarbage(bytes));
        expect(garbage.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(noiseBytes);
        expect(source.status().problems).toEqual([`Bytes that are no frame of 8 bytes: ${noiseBytes}`]);
        expectPositionsWithoutHoles(received, (bytes) => (isGarbage(bytes) ? 1 : bytes.length / 8));
      },
    ));
});
