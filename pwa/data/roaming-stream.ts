/**
 * `EventSource` over `fetch`, as much of it as `EventStream` asks for: the browser's own can bring no token, and away from
 * home there are no cookies. One connection; whoever listens watches over its silence and opens the next one.
 */
import type { EventStream } from './events.ts';
import type { Fetch } from './requests.ts';

type Listener = (event: { data?: unknown }) => void;

/** Nothing that a gateway says at once is longer (characters); what does not end is not kept. */
const MOST_UNREAD = 16_000_000;

export function fetchedStream(fetch: Fetch, url: string): EventStream {
  const listeners = new Map<string, Listener[]>();
  const closing = new AbortController();
  const tell = (type: string, data?: string) => {
    if (!closing.signal.aborted) for (const listener of listeners.get(type) ?? []) listener({ data });
  };

  async function read(): Promise<void> {
    const headers = { accept: 'text/event-stream' };
    const response = await fetch(url, { headers, cache: 'no-store', signal: closing.signal });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (!response.ok || !isStream || !response.body) {
      await response.body?.cancel();
      return;
    }
    const parser = new EventParser(tell);
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read())
      if (!parser.take(decoder.decode(piece.value, { stream: true }))) return reader.cancel();
  }

  void read()
    .catch(() => undefined)
    .then(() => tell('error'));

  return {
    addEventListener(type, listener) {
      listeners.set(type, [...(listeners.get(type) ?? []), listener]);
    },
    close: () => closing.abort(),
  };
}

/** Server-sent events out of text that comes in any pieces. */
export class EventParser {
  readonly #tell: (type: string, data: string) => void;
  #rest = '';
  #type = '';
  #data: string[] = [];

  constructor(tell: (type: string, data: string) => void) {
    this.#tell = tell;
  }

  /** False: a line has become longer than any event is. */
  take(piece: string): boolean {
    const text = this.#rest + piece;
    // The second half of a line's end may be in the next piece.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const lines = whole.split(/\r\n|\r|\n/);
    this.#rest = (lines.pop() ?? '') + text.slice(whole.length);
    for (const line of lines) this.#line(line);
    return this.#rest.length <= MOST_UNREAD;
  }

  #line(line: string): void {
    if (line === '') {
      if (this.#data.length > 0) this.#tell(this.#type || 'message', this.#data.join('\n'));
      this.#type = '';
      this.#data = [];
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#type = value;
    else if (field === 'data') this.#data.push(value);
  }
}
