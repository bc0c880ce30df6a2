/**
 * Modbus TCP devices as a process of its own: `node modbus-devices.ts DEVICES`. Prints their ports, answers until its input
 * ends. Register 0 counts the polls of its device: a value that is missing in the store is a poll that was lost.
 */
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { ServerTCP } from 'modbus-serial';

const ports: number[] = [];
for (let device = 0; device < Number(process.argv[2]); device++) {
  const port = await freePort();
  let polls = 0;
  const read = (first: number, count: number) => {
    const [at, poll] = [Date.now() / 1000, polls++];
    const value = (register: number) => Math.round(2000 + 50 * Math.sin(at / 7 + register) + 3 * Math.random());
    return Array.from({ length: count }, (_, i) => (first + i === 0 ? poll & 0xffff : value(first + i)));
  };
  const server = new ServerTCP({ getMultipleHoldingRegisters: read }, { host: '127.0.0.1', port });
  server.on('socketError', () => undefined);
  await once(server, 'initialized');
  ports.push(port);
}
console.log(JSON.stringify(ports));
process.stdin.resume().on('end', () => process.exit());

/** The library does not tell which port it got. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
