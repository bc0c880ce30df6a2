/** A machine on a mock port: the other end of the cable while a source has the port open. */
import { SerialPortMock } from 'serialport';
import { expect, vi } from 'vitest';
import type { OpenPort, SerialBinding } from '../../../gateway/sources/serial-port.ts';

interface MockPort extends OpenPort {
  readonly port: { readonly data: Buffer };
  emitData(bytes: string | Buffer): void;
}

type OpenOptions = Parameters<SerialBinding['open']>[0];

const MockBinding: {
  createPort(path: string): void;
  reset(): void;
  open(options: OpenOptions): Promise<MockPort>;
} = SerialPortMock.binding;

let ports = 0;

export class MockMachine {
  readonly path = `/dev/mock${ports++}`;
  readonly openedWith: OpenOptions[] = [];
  #port: MockPort | null = null;
  #isPlugged = true;

  constructor() {
    this.plug();
  }

  readonly binding: SerialBinding = {
    open: async (options) => {
      this.#port = await MockBinding.open(options);
      this.openedWith.push(options);
      return this.#port;
    },
    isThere: async () => this.#isPlugged,
  };

  plug(): void {
    this.#isPlugged = true;
    MockBinding.createPort(this.path);
  }

  /** As a pseudo terminal goes: the read that is under way fails. */
  unplug(): Promise<void> {
    const port = this.#port!;
    this.pull();
    return port.close();
  }

  /** As an adapter on Linux goes: the read that is under way never ends. */
  pull(): void {
    this.#isPlugged = false;
    MockBinding.reset();
  }

  /** Resolves when it was heard. */
  async says(bytes: string | Buffer): Promise<void> {
    await this.sends(bytes);
    await vi.waitFor(() => expect(this.#port!.port.data).toHaveLength(0), SOON);
  }

  /** Resolves when the bytes are on the way: nobody may be listening. */
  async sends(bytes: string | Buffer): Promise<void> {
    await vi.waitFor(() => expect(this.#port?.isOpen).toBe(true), SOON);
    this.#port!.emitData(bytes);
  }
}

const SOON = { timeout: 5000, interval: 1 };
