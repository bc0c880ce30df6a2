/**
 * `GET /api/events`: one stream of server-sent events a device, for live values and notices. Nothing in it is needed for
 * correctness: a device that missed any of it pulls, and is sent the whole current hour on its next connection.
 */
import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import type { LiveEvent } from '../../shared/sync/protocol.ts';

const BEAT_MS = 5_000;
/** A device that does not read this much is let go; it comes back and starts from the current hour. */
const MOST_UNREAD_BYTES = 1_000_000;

export class EventHub {
  readonly #streams = new Set<PassThrough>();
  readonly #greeting: () => LiveEvent[];
  readonly #beat: NodeJS.Timeout;

  /** `greeting` = what a new connection is sent first. */
  constructor(parts: { greeting: () => LiveEvent[]; now: () => number }) {
    this.#greeting = parts.greeting;
    this.#beat = setInterval(() => this.send({ type: 'beat', now: parts.now() }), BEAT_MS);
  }

  get connections(): number {
    return this.#streams.size;
  }

  connect(): Readable {
    const stream = new PassThrough({ highWaterMark: 65_536 });
    this.#streams.add(stream);
    stream.on('close', () => this.#streams.delete(stream));
    stream.on('error', () => stream.destroy());
    for (const event of this.#greeting()) stream.write(frame(event));
    return stream;
  }

  send(event: LiveEvent): void {
    const text = frame(event);
    for (const stream of this.#streams) {
      if (stream.writableLength > MOST_UNREAD_BYTES) stream.destroy();
      else stream.write(text);
    }
  }

  close(): void {
    clearInterval(this.#beat);
    for (const stream of this.#streams) stream.destroy();
  }
}

function frame({ type, ...data }: LiveEvent): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
