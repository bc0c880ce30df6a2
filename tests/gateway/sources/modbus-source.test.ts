import { describe, expect, it, vi } from 'vitest';
import type { ModbusAnswer, ModbusLink } from '../../../gateway/sources/modbus-link.ts';
import type { ModbusRequest } from '../../../gateway/sources/modbus-requests.ts';
import { modbusSource, type ModbusSourceOptions } from '../../../gateway/sources/modbus-source.ts';
import type { Source } from '../../../gateway/sources/source.ts';
import { Received } from './received.ts';

/** A device whose registers say their own address. */
class FakeDevice {
  readonly asked: ModbusRequest[] = [];
  connections = 0;
  closed = 0;
  atOnce = 0;
  isThere = true;
  /** Instead of an answer. */
  failure: (request: ModbusRequest) => ModbusAnswer | Promise<ModbusAnswer> | null = () => null;
  #underWay = 0;

  readonly open = async (): Promise<ModbusLink> => {
    if (!this.isThere) throw new Error('connect ECONNREFUSED');
    this.connections++;
    return {
      ask: async (request) => {
        this.asked.push(request);
        this.atOnce = Math.max(this.atOnce, ++this.#underWay);
        const failed = await this.failure(request);
        this.#underWay--;
        return failed ?? { ok: true, words: Array.from({ length: request.count }, (_, i) => request.address + i) };
      },
      close: async () => {
        this.closed++;
      },
    };
  };
}

const refused = (code: number): ModbusAnswer => ({
  ok: false,
  why: 'exception',
  code,
  message: `Modbus exception ${code}: Illegal data address`,
});
const unanswered: ModbusAnswer = { ok: false, why: 'unanswered', message: 'Timed out' };

const registers = [
  { metric: 'pressure', table: 'holding', address: 12 },
  { metric: 'temperature', table: 'holding', address: 10 },
] as const;

interface Polling {
  device: FakeDevice;
  received: Received;
  source: Source;
  says(state: string, detail: string): Promise<void>;
  has(blocks: number): Promise<void>;
}

async function poll(options: Partial<ModbusSourceOptions>, work: (polling: Polling) => Promise<void>): Promise<void> {
  const device = new FakeDevice();
  const received = new Received();
  let records = 0;
  const source = modbusSource({
    id: 'line8/press',
    definition: { host: 'plc', unit: 3, everyMs: 10, registers: [...registers] },
    open: device.open,
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
  const says = (state: string, detail: string): Promise<void> =>
    vi.waitFor(() => expect(source.status()).toMatchObject({ state, detail: expect.stringContaining(detail) }), soon);
  const has = (blocks: number): Promise<void> =>
    vi.waitFor(() => expect(received.blocks.length).toBeGreaterThanOrEqual(blocks), soon);
  try {
    await work({ device, received, source, says, has });
  } finally {
    stop.abort();
    await running;
  }
}

describe('a Modbus source', () => {
  it('hands over each poll as one record of all registers, numbered in order', () =>
    poll({}, async ({ received, source, has, says }) => {
      await has(3);
      await says('live', 'Polling "plc:502 unit 3"; polls answered in the last minute: ');
      expect(received.blocks.slice(0, 3)).toMatchObject(
        [0, 1, 2].map((offset) => ({
          sourceId: 'line8/press',
          file: 'plc:502 unit 3',
          fileKey: 'boot-1',
          generation: 0,
          offset,
          bytes: Buffer.from('000c000a', 'hex'),
        })),
      );
      expect(source.status().problems).toEqual([]);
    }));

  it('does not let polls pile up on a slow device, and says that it is slow', () =>
    poll({}, async ({ device, source, has }) => {
      device.failure = () => new Promise((answer) => setTimeout(() => answer({ ok: true, words: [1, 2, 3] }), 30));
      await has(4);
      expect(device.atOnce).toBe(1);
      expect(source.status().problems).toEqual(['"plc:502 unit 3" is too slow to be polled every 10 ms']);
    }));

  it('misses a poll that is not answered, and stays live', () =>
    poll({}, async ({ device, source, has }) => {
      await has(2);
      let failures = 0;
      device.failure = () => (failures++ < 1 ? unanswered : null);
      await vi.waitFor(() =>
        expect(source.status().problems[0]).toMatch(/^Polls without an answer in the last minute: 1 of/),
      );
      expect(source.status().state).toBe('live');
    }));

  it('waits for a device that does not answer, since it answered last, and connects anew', () =>
    poll({}, async ({ device, received, source, has, says }) => {
      await has(1);
      device.failure = () => unanswered;
      await says('waiting', '"plc:502 unit 3" does not answer since 20');
      expect(source.status().since).toBe(received.blocks.at(-1)!.receivedAt);
      await vi.waitFor(() => expect(device.connections).toBeGreaterThan(2));
      expect(source.status().state).toBe('waiting');
      device.failure = () => null;
      await says('live', 'Polling');
      expect(device.connections - device.closed).toBe(1);
    }));

  it('names the register that the device refuses, and goes on asking', () =>
    poll({}, async ({ device, received, says }) => {
      device.failure = ({ address, count }) => (address <= 12 && address + count > 12 ? refused(2) : null);
      await says('waiting', 'refuses holding register 12 ("pressure"): Modbus exception 2');
      expect(received.blocks).toEqual([]);
      device.failure = () => null;
      await says('live', 'Polling');
    }));

  it('stops reading registers along that nobody asked for when the device refuses them', () =>
    poll({}, async ({ device, received, has }) => {
      device.failure = ({ address, count }) => (address <= 11 && address + count > 11 ? refused(2) : null);
      await has(2);
      expect(received.blocks[0]!.bytes.toString('hex')).toBe('000c000a');
      const refusals = device.asked.filter(({ count }) => count > 1);
      expect(refusals).toHaveLength(1);
    }));

  it('does not ask for less when the device is only busy', () =>
    poll({}, async ({ device, says }) => {
      device.failure = () => refused(6);
      await says('waiting', 'Modbus exception 6');
      expect(device.asked.every(({ count }) => count === 3)).toBe(true);
    }));

  it('is lost while the device cannot be reached, and goes on when it can', () =>
    poll({}, async ({ device, source, has, says }) => {
      await has(1);
      device.isThere = false;
      device.failure = () => ({ ok: false, why: 'lost', message: 'the connection ended' });
      const before = Date.now();
      await says('lost', '"plc:502 unit 3" is not reachable (connect ECONNREFUSED); trying again');
      expect(source.status().since).toBeGreaterThanOrEqual(before);
      device.failure = () => null;
      device.isThere = true;
      await says('live', 'Polling');
    }));

  it('keeps polls that the journal refuses, and pauses when memory is full', () =>
    poll({ maxBytes: 2000 }, async ({ received, source, says }) => {
      received.full = true;
      await says('waiting', 'is not polled: memory is full');
      expect(source.status().problems[0]).toContain('check free space');
      expect(source.status().problems[1]).toContain('may have been lost since');
      received.full = false;
      await says('live', 'Polling');
      await vi.waitFor(() => expect(received.blocks.length).toBeGreaterThan(4));
      expect(received.blocks.map(({ offset }) => offset)).toEqual(received.blocks.map((_, i) => i));
    }));
});
