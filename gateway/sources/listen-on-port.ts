/**
 * One opening of a serial port, over serialport's bindings and not its stream: a read loop has no events that could be
 * missed, and an error without listener cannot end the process.
 */
import type { OpenPort } from './serial-port.ts';

export interface PortOptions {
  open: () => Promise<OpenPort>;
  /** Asked once a second while the port is open. */
  isThere: () => Promise<boolean>;
  /** A port that says nothing for so long is closed: some adapters go deaf without an error. */
  silenceMs: number;
  opened: () => void;
  /** At most so much is read at once. */
  readBytes: number;
  /** Nothing more is read from the port until this resolves. */
  take: (bytes: Buffer) => Promise<void>;
  signal: AbortSignal;
}

export type WhyClosed = { cause: 'silent' | 'stopped' } | { cause: 'lost'; message: string };

const LOOK_MS = 1_000;

/** Opens a port, takes what it says until it ends, and resolves with why it ended. Rejects only with what `take` rejects with. */
export async function listenOnPort(options: PortOptions): Promise<WhyClosed> {
  const { open, isThere, silenceMs, opened, readBytes, take, signal } = options;
  let port: OpenPort;
  try {
    port = await open();
  } catch (error) {
    return { cause: 'lost', message: messageOf(error) };
  }
  let why: WhyClosed | null = null;
  let closing: Promise<void> | null = null;
  // Closing makes the read that is under way reject.
  const end = (reason: WhyClosed): void => {
    why ??= reason;
    if (port.isOpen) closing ??= port.close().catch(() => undefined);
  };
  const stop = (): void => end({ cause: 'stopped' });
  const look = async (): Promise<void> => {
    if (!(await isThere())) end({ cause: 'lost', message: 'it was unplugged' });
  };
  signal.addEventListener('abort', stop, { once: true });
  const looking = setInterval(() => void look(), LOOK_MS);
  if (signal.aborted) stop();
  else opened();
  try {
    const buffer = Buffer.allocUnsafe(readBytes);
    for (;;) {
      const watchdog = setTimeout(() => end({ cause: 'silent' }), silenceMs);
      const read = await port.read(buffer, 0, readBytes).catch(messageOf);
      clearTimeout(watchdog);
      if (typeof read === 'string' || read.bytesRead === 0) {
        return why ?? { cause: 'lost', message: typeof read === 'string' ? read : 'the port ended' };
      }
      await take(Buffer.from(buffer.subarray(0, read.bytesRead)));
    }
  } finally {
    clearInterval(looking);
    signal.removeEventListener('abort', stop);
    stop();
    // A port that is still closing is locked against being opened again.
    await closing;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
