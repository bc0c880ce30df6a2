/**
 * How many connections a gateway holds at once. One device never takes them all, and some are kept for this machine, so
 * that commands and people at the gateway itself get in when everything else is taken.
 */
import type { Server, Socket } from 'node:net';

/** A connection costs about 50 kB with TLS; a plant has hundreds of devices, each needs 1 (HTTP/2) to 6 (HTTP/1.1). */
export const MOST_CONNECTIONS = 2_000;
/** Of these only from this machine. */
export const KEPT_FOR_LOOPBACK = 50;
/** From one address: devices behind one proxy or router share it. */
export const MOST_FROM_ADDRESS = 512;

export interface ConnectionLimits {
  most: number;
  kept: number;
  perAddress: number;
}

export class ConnectionLimit {
  readonly #sockets = new Set<Socket>();
  readonly #byAddress = new Map<string, number>();
  readonly #limits: ConnectionLimits;
  #refused = 0;

  constructor(
    server: Server,
    limits = { most: MOST_CONNECTIONS, kept: KEPT_FOR_LOOPBACK, perAddress: MOST_FROM_ADDRESS },
  ) {
    this.#limits = limits;
    // Before any handshake: that is what costs.
    server.prependListener('connection', (socket: Socket) => this.#take(socket));
  }

  get open(): number {
    return this.#sockets.size;
  }

  get refused(): number {
    return this.#refused;
  }

  endAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #take(socket: Socket): void {
    const { most, kept, perAddress } = this.#limits;
    const address = socket.remoteAddress ?? '';
    const own = this.#byAddress.get(address) ?? 0;
    const isFull = isLoopback(address)
      ? this.#sockets.size >= most
      : this.#sockets.size >= most - kept || own >= perAddress;
    if (isFull) {
      this.#refused++;
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    this.#byAddress.set(address, own + 1);
    socket.once('close', () => this.#release(socket, address));
  }

  #release(socket: Socket, address: string): void {
    this.#sockets.delete(socket);
    const left = (this.#byAddress.get(address) ?? 1) - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
  }
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
