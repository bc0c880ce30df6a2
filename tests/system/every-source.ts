/** A plant file with every kind of source at once, what its machines write, and the commands beside the gateway. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServerTCP } from 'modbus-serial';
import type { PlantDefinition } from '../../shared/equipment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const HOUR_MS = 3_600_000;
/** Whole minute, some time ago: what was read of the files is closed. */
export const BEGAN = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 3 * HOUR_MS;

export const metric = (id: string, resolution: number, unit = '') => ({ id, name: id, unit, resolution });
export const time = (at: number) => new Date(at).toISOString().slice(0, 23).replace('T', ' ');

export function plantWith(port: string, tcpPort: number): PlantDefinition {
  return {
    plant: { id: 'test', name: 'Test plant', timezone: 'UTC' },
    lines: [
      {
        id: 'line8',
        name: 'Line 8',
        idealRatePerHour: 8400,
        standardRatePerHour: 5000,
        stops: { minSeconds: 1.1, bins: [12, 60, 300], downFromSeconds: 60 },
        sources: [
          {
            ...{ id: 'vision', kind: 'csv', path: 'Line8/PR*.txt', meaning: 'cycles' },
            columns: ['itemNumber', 'lotNumber', 'serialNumber', 'partPresent', 'time'],
            time: { column: 'time', format: 'YYYY-MM-DD HH:mm:ss.SSS' },
          },
          {
            ...{ id: 'oven', kind: 'csv', path: 'Oven/*.lvm', meaning: 'samples', delimiter: '\t' },
            header: { until: '***End_of_Header***', names: true },
            metrics: [metric('oven-temperature', 0.1, '°C'), metric('oven-pressure', 0.01, 'bar')],
            time: { column: 'X_Value', format: 'YYYY-MM-DD HH:mm:ss.SSS' },
          },
          {
            ...{ id: 'plc', kind: 'csv', path: 'Plc/state*.csv', meaning: 'states' },
            columns: ['state', 'time'],
            state: { column: 'state', names: { RUN: 'Execute', ALARM: 'Aborted' } },
            time: { column: 'time', format: 'epoch-ms' },
          },
          {
            ...{
              id: 'scale',
              kind: 'serial',
              path: port,
              meaning: 'samples',
              columns: ['weight'],
              silenceSeconds: 600,
            },
            metrics: [metric('weight', 0.1, 'g')],
          },
          {
            ...{ id: 'press', kind: 'modbus', host: '127.0.0.1', tcpPort, unit: 3, everyMs: 50, meaning: 'samples' },
            metrics: [metric('press-count', 1)],
            registers: [{ metric: 'press-count', table: 'holding', address: 40 }],
          },
        ],
      },
    ],
  } as PlantDefinition;
}

export async function modbusSlave(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = new ServerTCP({ getHoldingRegister: (of: number) => of }, { host: '127.0.0.1', port: 0, unitID: 3 });
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

export const HEADER =
  'LabVIEW Measurement\t\nOperator\tnobody\n***End_of_Header***\nX_Value\toven-temperature\toven-pressure\n';
export const ovenRow = (i: number) =>
  `${time(BEGAN + i * 1_000)}\t${180 + (i % 10) / 10}\t${i % 100 === 0 ? '1.25' : ''}\n`;

export interface Command {
  code: number | null;
  output: string;
  errors: string;
}

export async function lineside(
  args: readonly string[],
  dataDir: string,
  env: Record<string, string> = {},
): Promise<Command> {
  const child = spawn(process.execPath, [join(root, 'gateway/cli.ts'), ...args, '--data-dir', dataDir], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, errors };
}
