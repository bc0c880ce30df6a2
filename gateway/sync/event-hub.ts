/**
 * `GET /api/events`: one stream of server-sent events a device, for live values and notices. Nothing in it is needed for
 * correctness: a device that missed any of it pulls, and is sent the whole current hour on its next connection.
 */
import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { onLine } from '../../shared/access/may.ts';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { Scope } from './scope.ts';

const BEAT_MS = 5_000;
/** A device that does not read this much is let go; it comes back and starts from the current hour. */
const MOST_UNREAD_BYTES = 1_000_000;

interface Listener {
  stream: PassThrough;
  scope: Scope;
  /** What the device may see now: sessions end, lines change. */
  may: () => Scope;
}

export class EventHub {
  readonly #listeners = new Set<Listener>();
  readonly #greeting: () => LiveEvent[];
  readonly #beat: NodeJS.Timeout;

  /** `greeting` = what a new connection is sent first. */
  constructor(parts: { greeting: () => LiveEvent[]; now: () => number }) {
    this.#greeting = parts.greeting;
    this.#beat = setInterval(() => {
      this.endChanged();
      this.send({ type: 'beat', now: parts.now() });
    }, BEAT_MS);
  }

  get connections(): number {
    return this.#listeners.size;
  }

  /** What those who listen may see, each once. */
  get scopes(): Scope[] {
    return [...new Map([...this.#listeners].map(({ scope }) => [scope.id, scope])).values()];
  }

  /** `may` = what the device sees; asked again with every beat, and the stream ends when the answer is another. */
  connect(may: () => Scope): Readable {
    const stream = new PassThrough({ highWaterMark: 65_536 });
    const listener: Listener = { stream, scope: may(), may };
    this.#listeners.add(listener);
    stream.on('close', () => this.#listeners.delete(listener));
    stream.on('error', () => stream.destroy());
    for (const event of this.#greeting()) {
      const seen = seenFrom(event, listener.scope);
      if (seen) stream.write(frame(seen));
    }
    return stream;
  }

  send(event: LiveEvent): void {
    /** By scope: most devices see the same. */
    const frames = new Map<string, string | null>();
    for (const { stream, scope } of this.#listeners) {
      if (stream.writableLength > MOST_UNREAD_BYTES) {
        stream.destroy();
        continue;
      }
      let text = frames.get(scope.id);
      if (text === undefined) {
        const seen = seenFrom(event, scope);
        text = seen && frame(seen);
        frames.set(scope.id, text);
      }
      if (text !== null) stream.write(text);
    }
  }

  /** Ends streams of devices that may see something else than when they connected; they come back for what they may. */
  endChanged(): void {
    for (const { stream, scope, may } of this.#listeners) if (may().id !== scope.id) stream.destroy();
  }

  close(): void {
    clearInterval(this.#beat);
    for (const { stream } of this.#listeners) stream.destroy();
  }
}

/** The part of an event that may be seen; null = none of it. */
function seenFrom(event: LiveEvent, { id, lines }: Scope): LiveEvent | null {
  switch (event.type) {
    case 'hour':
    case 'line':
      return onLine(lines, event.row.line) ? event : null;
    case 'minutes': {
      const frames = event.frames.filter(({ line }) => onLine(lines, line));
      if (frames.length === event.frames.length) return event;
      return frames.length > 0 ? { ...event, frames } : null;
    }
    case 'rows':
      return event.scope === id ? event : null;
    case 'hello':
    case 'notice':
    case 'beat':
      return event;
  }
}

function frame({ type, ...data }: LiveEvent): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
