/** The one event stream of this device: opened by the leading tab, reopened for ever, closed when it falls silent. */
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import { BackOff, type Delays } from './back-off.ts';

/** What is used of `EventSource`. Its own reconnecting is not: it gives up on some answers and has no back-off. */
export interface EventStream {
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void;
  close(): void;
}

export interface EventParts {
  open: (url: string) => EventStream;
  heard: (event: LiveEvent) => void;
  /** The connection ended, could not be made, or says nothing. */
  lost: () => void;
  random: () => number;
  delays?: Delays;
  silenceMs?: number;
}

/** Beats come every 5 s. */
export const SILENCE_MS = 12_000;
const TYPES = ['hello', 'hour', 'minutes', 'line', 'notice', 'rows', 'beat'] as const satisfies LiveEvent['type'][];

export interface Events {
  /** The network is back: try now, whatever the back-off says. */
  wake(): void;
  /** Opens another connection in the place of the one that is open; nothing is lost. */
  again(): void;
  stop(): void;
}

export function listen(parts: EventParts): Events {
  const backOff = new BackOff(parts.delays ?? { firstMs: 500, mostMs: 5_000 }, parts.random);
  let stream: EventStream | null = null;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;

  function connect(): void {
    clearTimeout(again);
    const opened = parts.open('/api/events');
    stream = opened;
    expectMore();
    for (const type of TYPES) {
      opened.addEventListener(type, ({ data }) => {
        if (opened === stream) take(type, data);
      });
    }
    opened.addEventListener('error', () => {
      if (opened === stream) lose();
    });
  }

  function take(type: LiveEvent['type'], data: unknown): void {
    const event = parse(type, data);
    if (!event) {
      lose();
      return;
    }
    expectMore();
    if (type === 'hello') backOff.reset();
    parts.heard(event);
  }

  function expectMore(): void {
    clearTimeout(silence);
    silence = setTimeout(lose, parts.silenceMs ?? SILENCE_MS);
  }

  function lose(): void {
    close();
    again = setTimeout(connect, backOff.nextMs());
    parts.lost();
  }

  function close(): void {
    clearTimeout(silence);
    clearTimeout(again);
    stream?.close();
    stream = null;
  }

  connect();
  return {
    wake() {
      backOff.reset();
      if (stream === null) connect();
    },
    again() {
      close();
      connect();
    },
    stop: close,
  };
}

/** Null for what this version does not understand. */
function parse(type: LiveEvent['type'], data: unknown): LiveEvent | null {
  try {
    const body: unknown = JSON.parse(String(data));
    return typeof body === 'object' && body !== null ? ({ ...body, type } as LiveEvent) : null;
  } catch {
    return null;
  }
}
