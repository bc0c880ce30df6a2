/**
 * Serial ports that exist only in this process. The normal serial source opens them when it is given `demoBinding` in
 * place of the system's; the device at the other end talks whether anybody listens or not, as devices do.
 */
import { createRequire } from 'node:module';

interface OpenOptions {
  path: string;
  baudRate: number;
}

interface OpenPort {
  readonly isOpen: boolean;
  read(buffer: Buffer, offset: number, length: number): Promise<{ bytesRead: number }>;
  close(): Promise<void>;
  emitData(text: string): void;
}

/** What of a serialport binding is needed to open demo ports. */
export interface DemoBinding {
  open(options: OpenOptions): Promise<OpenPort>;
  list(): Promise<{ path: string; manufacturer?: string | undefined }[]>;
}

interface MockBinding extends DemoBinding {
  createPort(path: string, options: { manufacturer: string }): void;
}

// Required, not imported: the `exports` of this package hide its types, so what is used of it is declared above.
const { MockBinding } = createRequire(import.meta.url)('@serialport/binding-mock') as { MockBinding: MockBinding };

const opened = new Map<string, OpenPort>();

/** Notes who opened which port, the one thing that the mock binding tells nobody. */
export const demoBinding: DemoBinding = {
  open: async (options) => {
    const port = await MockBinding.open(options);
    opened.set(options.path, port);
    return port;
  },
  list: () => MockBinding.list(),
};

/** Plugs a device in; from now on the port can be opened. */
export function createDemoPort(path: string): void {
  MockBinding.createPort(path, { manufacturer: 'Simulated plant' });
}

/** The device says something; nobody hears it while the port is closed. */
export function sendToDemoPort(path: string, text: string): void {
  const port = opened.get(path);
  if (port?.isOpen) port.emitData(text);
}
