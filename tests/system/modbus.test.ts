import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { ServerTCP } from 'modbus-serial';
import { describe, expect, it } from 'vitest';
import type { ModbusSource as ModbusDefinition, Register } from '../../shared/sources.ts';
import { modbusSource } from '../../gateway/sources/modbus-source.ts';
import type { Source } from '../../gateway/sources/source.ts';
import { Received } from '../gateway/sources/received.ts';
import { hasSocat, inState, soon, withCable } from './cable.ts';
import { rtuSlave } from './modbus-slave.ts';

const registers: Register[] = [
  { metric: 'speed', table: 'holding', address: 40, type: 'float32' },
  { metric: 'count', table: 'input', address: 7 },
  { metric: 'guard', table: 'discrete', address: 3 },
  { metric: 'pump', table: 'coil', address: 12 },
  { metric: 'pressure', table: 'holding', address: 30 },
];
const RECORD = '00280029' + '0007' + '0001' + '0000' + '001e';

async function poll(
  device: Pick<ModbusDefinition, 'path' | 'host' | 'tcpPort'>,
  work: (source: Source, received: Received) => Promise<void>,
  declared = registers,
): Promise<void> {
  const received = new Received();
  let records = 0;
  const source = modbusSource({
    id: 'line8/press',
    definition: { ...device, unit: 3, everyMs: 20, registers: declared },
    bootId: 'boot-1',
    nextRecords: (count) => (records += count) - count,
    parts: received,
    reopen: { firstMs: 10, maxMs: 100 },
  });
  const stop = new AbortController();
  const running = source.run(stop.signal);
  try {
    await work(source, received);
  } finally {
    stop.abort();
    await running;
  }
  expect(new Set(received.blocks.map(({ bytes }) => bytes.toString('hex'))).size).toBeLessThanOrEqual(1);
  expect(received.blocks.map(({ offset }) => offset)).toEqual(received.blocks.map((_, i) => i));
}

async function more(received: Received): Promise<void> {
  const before = received.blocks.length;
  await soon(() => expect(received.blocks.length).toBeGreaterThan(before + 2));
  expect(received.blocks.at(-1)!.bytes.toString('hex')).toBe(RECORD);
}

describe.skipIf(!hasSocat)('a Modbus device on a real cable', () => {
  it('is polled again after the cable was pulled, and nothing of it ends the gateway', () =>
    withCable(async (cable) => {
      let slave = await rtuSlave(cable.far, 3);
      await poll({ path: cable.near }, async (source, received) => {
        for (let round = 0; round < 3; round++) {
          await inState(source, 'live', `Polling "${cable.near} unit 3"`);
          await more(received);
          await cable.unplug();
          await inState(source, 'lost', `"${cable.near}" is not there`);
          await slave.close();
          await cable.plug();
          slave = await rtuSlave(cable.far, 3);
        }
        await inState(source, 'live');
        await more(received);
      });
      await slave.close();
    }));

  it('is said not to answer while it is switched off, and is polled when it is on again', () =>
    withCable(async (cable) => {
      await poll({ path: cable.near }, async (source, received) => {
        const slave = await rtuSlave(cable.far, 3);
        await inState(source, 'live');
        await slave.close();
        await inState(source, 'waiting', `"${cable.near} unit 3" does not answer since 20`);
        expect(source.status().since).toBe(received.blocks.at(-1)!.receivedAt);
        const again = await rtuSlave(cable.far, 3);
        await inState(source, 'live');
        await more(received);
        await again.close();
      });
    }));

  it('misses polls for noise on the line, and takes no wrong value for a right one', () =>
    withCable(async (cable) => {
      const slave = await rtuSlave(cable.far, 3);
      await poll({ path: cable.near }, async (source, received) => {
        await inState(source, 'live');
        for (let burst = 0; burst < 5; burst++) {
          await cable.send(Buffer.from('03030400ff03', 'hex'));
          await more(received);
        }
      });
      await slave.close();
    }));

  it('that answers late is not taken for answering the next question', () =>
    withCable(async (cable) => {
      const slave = await rtuSlave(cable.far, 3, [0, 1_300]);
      const alike: Register[] = [
        { metric: 'first', table: 'holding', address: 10 },
        { metric: 'second', table: 'holding', address: 500 },
      ];
      await poll(
        { path: cable.near },
        async (source, received) => {
          await inState(source, 'live');
          expect(source.status().problems[0]).toMatch(/^Polls without an answer in the last minute: 1 of/);
          expect(received.blocks[0]!.bytes.toString('hex')).toBe('000a01f4');
        },
        alike,
      );
      await slave.close();
    }));

  it('that refuses an address is told by register and exception', () =>
    withCable(async (cable) => {
      const slave = await rtuSlave(cable.far, 3);
      const wrong: Register = { metric: 'flow', table: 'holding', address: 1000 };
      await poll(
        { path: cable.near },
        async (source, received) => {
          await inState(source, 'waiting', 'refuses holding register 1000 ("flow"): Modbus exception 2');
          expect(received.blocks).toEqual([]);
        },
        [...registers, wrong],
      );
      await slave.close();
    }));
});

/** Loopback; `port` 0 = any. Registers say their own address. */
async function tcpSlave(port: number): Promise<{ port: number; close(): Promise<void> }> {
  const address = (of: number): number => of;
  const server = new ServerTCP(
    {
      getHoldingRegister: address,
      getInputRegister: address,
      getCoil: (of: number) => of % 2 === 1,
      getDiscreteInput: (of: number) => of % 2 === 1,
    },
    { host: '127.0.0.1', port, unitID: 3 },
  );
  server.on('socketError', () => undefined);
  await once(server, 'initialized');
  const { _server } = server as unknown as { _server: Server };
  return {
    port: (_server.address() as AddressInfo).port,
    close: () => {
      for (const socket of server.socks.keys()) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

describe('a Modbus device in the network', () => {
  it('is polled again when it comes back', async () => {
    let slave = await tcpSlave(0);
    const { port } = slave;
    await poll({ host: '127.0.0.1', tcpPort: port }, async (source, received) => {
      for (let round = 0; round < 3; round++) {
        await inState(source, 'live');
        await more(received);
        await slave.close();
        await inState(source, 'lost', `"127.0.0.1:${port} unit 3" is not reachable`);
        slave = await tcpSlave(port);
      }
      await inState(source, 'live');
      await more(received);
    });
    await slave.close();
  });

  it('that takes connections but never answers is waited for', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await poll({ host: '127.0.0.1', tcpPort: port }, async (source, received) => {
      await inState(source, 'waiting', 'does not answer since 20');
      expect(received.blocks).toEqual([]);
    });
    server.close();
    await once(server, 'close');
  });

  it('that answers rubbish is waited for, and nothing of it ends the gateway', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (request) =>
        socket.write(Buffer.concat([request.subarray(0, 4), Buffer.from('0003ff', 'hex')])),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await poll({ host: '127.0.0.1', tcpPort: port }, async (source) => {
      await inState(source, 'waiting', 'does not answer since 20');
    });
    server.close();
    await once(server, 'close');
  });
});
