/** One connection to a Modbus device. What goes wrong is an answer, too; nothing that happens to a line ends the process. */
import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { ModbusSource } from '../../shared/sources.ts';
import type { ModbusRequest } from './modbus-requests.ts';
import { isThere, portSettings } from './serial-port.ts';

const ANSWER_MS = 1_000;
const CONNECT_MS = 5_000;
const DEFAULT_TCP_PORT = 502;
const READ = {
  holding: 'readHoldingRegisters',
  input: 'readInputRegisters',
  coil: 'readCoils',
  discrete: 'readDiscreteInputs',
} as const;
/** A pause of 3.5 characters of 11 bits ends a message on a serial line. */
const PAUSE_BITS = 3.5 * 11;

export type ModbusDevice = Omit<ModbusSource, 'id' | 'kind' | 'meaning' | 'metrics' | 'everyMs' | 'registers'>;

export type ModbusAnswer =
  | { ok: true; words: number[] }
  /** The device refused, by a code of the protocol. */
  | { ok: false; why: 'exception'; code: number; message: string }
  /** No answer, or one that does not hold; and the line is gone. */
  | { ok: false; why: 'unanswered' | 'lost'; message: string };

export interface ModbusLink {
  ask(request: ModbusRequest): Promise<ModbusAnswer>;
  close(): Promise<void>;
}

/** How a person finds the device: its port or address, and its unit. */
export function deviceName({ path, host, tcpPort = DEFAULT_TCP_PORT, unit }: ModbusDevice): string {
  return `${path ?? `${host}:${tcpPort}`} unit ${unit}`;
}

/** What of modbus-serial its types leave out. */
interface Ports {
  RTUBufferedPort: new (path: string, options: object) => EventEmitter;
  TcpPort: new (host: string, options: object) => EventEmitter;
}

/** Rejects when the port or the connection cannot be had, or the signal aborts before. */
export async function openModbusLink(device: ModbusDevice, signal: AbortSignal): Promise<ModbusLink> {
  const { default: Modbus } = await import('modbus-serial');
  const { RTUBufferedPort, TcpPort } = Modbus as unknown as Ports;
  const { path, host, tcpPort: port = DEFAULT_TCP_PORT, unit } = device;
  const serial = path === undefined ? null : portSettings({ ...device, path });
  const wire = serial
    ? new RTUBufferedPort(serial.path, { ...serial })
    : new TcpPort(host!, { port, timeout: CONNECT_MS });
  const client = new Modbus(wire);
  let loss: string | null = null;
  let interrupt = (_why: string): void => undefined;
  const lose = (why: string): void => interrupt((loss ??= why));
  // Without a listener an error of a lost port ends the process; the client's own one goes when it is closed.
  wire.on('error', (error: Error) => lose(error.message));
  client.on('error', (error) => lose((error as Error).message));
  client.on('close', () => lose('the connection ended'));
  client.setID(unit);
  client.setTimeout(ANSWER_MS);
  const closed = new AbortController();
  const close = (): Promise<void> => {
    closed.abort();
    lose('it was closed');
    // Only this of the two does not wait for the other side of a connection; a port knows only the first.
    return new Promise((done) => (serial ? client.close(() => done()) : client.destroy(() => done())));
  };
  const wait = (ms: number): Promise<void> => delay(ms, undefined, { signal: closed.signal }).catch(() => undefined);
  const opening = Promise.withResolvers<void>();
  const giveUp = (): void => opening.reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  client.open((error?: Error | null) => (error ? opening.reject(error) : opening.resolve()));
  try {
    await opening.promise;
  } catch (error) {
    await close();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }

  const ask = async ({ table, address, count }: ModbusRequest): Promise<ModbusAnswer> => {
    if (serial) await wait((PAUSE_BITS * 1000) / serial.baudRate);
    const answer = await new Promise<ModbusAnswer>((resolve) => {
      interrupt = (message) => resolve({ ok: false, why: 'lost', message });
      if (loss !== null) interrupt(loss);
      else
        client[READ[table]](address, count).then(
          ({ data }) => resolve(answerOf(data, count)),
          (error) => resolve(failureOf(error)),
        );
    });
    if (answer.ok || answer.why !== 'unanswered') return answer;
    if (!client.isOpen) return { ...answer, why: 'lost' };
    if (!serial) return answer;
    if (!(await isThere(serial.path))) return { ok: false, why: 'lost', message: 'it was unplugged' };
    // An answer on a serial line does not say to what: a late one must not be taken for that to the next request.
    await wait(ANSWER_MS);
    return answer;
  };
  return { ask, close };
}

/** Coils come in whole bytes. */
function answerOf(values: (number | boolean)[], count: number): ModbusAnswer {
  const words = values.slice(0, count).map(Number);
  if (words.length === count) return { ok: true, words };
  return { ok: false, why: 'unanswered', message: `${words.length} of ${count} values were answered` };
}

function failureOf(error: unknown): ModbusAnswer {
  const message = error instanceof Error ? error.message : ((error as { message?: string }).message ?? String(error));
  const code = (error as { modbusCode?: unknown }).modbusCode;
  if (typeof code === 'number') return { ok: false, why: 'exception', code, message };
  return { ok: false, why: 'unanswered', message };
}
