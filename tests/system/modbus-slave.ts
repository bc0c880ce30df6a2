/** The other end of a Modbus RTU line: registers and coils say their own address (a coil whether it is odd). */
import { setTimeout as delay } from 'node:timers/promises';
import { SerialPort } from 'serialport';
import { checksumBytes } from '../../shared/checksum.ts';

const ILLEGAL_ADDRESS = 2;

export interface RtuSlave {
  close(): Promise<void>;
}

/** Knows addresses up to 999; answers `unit` only, one question after the other, the first few each after so many ms. */
export async function rtuSlave(path: string, unit: number, lateMs: number[] = []): Promise<RtuSlave> {
  const port = new SerialPort({ path, baudRate: 9600, autoOpen: false });
  let request = Buffer.alloc(0);
  let busy = Promise.resolve();
  port.on('error', () => undefined);
  port.on('data', (bytes: Buffer) => {
    request = Buffer.concat([request, bytes]);
    while (request.length >= 8) {
      const reply = withChecksum(answer(request));
      if (request[0] === unit) {
        const ms = lateMs.shift();
        busy = busy.then(() => (ms ? delay(ms) : undefined)).then(() => void port.write(reply));
      }
      request = request.subarray(8);
    }
  });
  await new Promise<void>((opened, failed) => port.open((error) => (error ? failed(error) : opened())));
  return { close: () => new Promise((closed) => port.close(() => closed())) };
}

function answer(request: Buffer): number[] {
  const [unit, code] = [request[0]!, request[1]!];
  const [address, count] = [request.readUInt16BE(2), request.readUInt16BE(4)];
  if (address + count > 1000) return [unit, code | 0x80, ILLEGAL_ADDRESS];
  const addresses = Array.from({ length: count }, (_, i) => address + i);
  if (code > 2) return [unit, code, 2 * count, ...addresses.flatMap((each) => [each >> 8, each & 255])];
  const bytes = new Array<number>(Math.ceil(count / 8)).fill(0);
  for (const [i, each] of addresses.entries()) bytes[i >> 3]! |= (each % 2) << (i % 8);
  return [unit, code, bytes.length, ...bytes];
}

function withChecksum(bytes: number[]): Buffer {
  return Buffer.from([...bytes, ...checksumBytes('crc16-modbus', Uint8Array.from(bytes))]);
}
