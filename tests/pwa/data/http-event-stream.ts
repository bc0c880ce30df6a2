/** `EventSource` over fetch, as much as `EventStream` asks for: Node has none without a flag. */
import type { EventStream } from '../../../pwa/data/events.ts';

type Listener = (event: { data?: unknown }) => void;

export function httpEventStream(url: string): EventStream {
  const listeners = new Map<string, Listener[]>();
  const closing = new AbortController();
  const emit = (type: string, data?: string) => listeners.get(type)?.forEach((listener) => listener({ data }));

  async function read(): Promise<void> {
    const response = await fetch(url, { signal: closing.signal });
    let text = '';
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const type = /^event: (.*)$/m.exec(event)?.[1] ?? 'message';
        emit(type, /^data: (.*)$/m.exec(event)?.[1]);
      }
    }
  }

  read()
    .catch(() => undefined)
    .finally(() => {
      if (!closing.signal.aborted) emit('error');
    });

  return {
    addEventListener: (type, listener) => listeners.set(type, [...(listeners.get(type) ?? []), listener]),
    close: () => closing.abort(),
  };
}
