/** A file that the gateway makes while it is read: with progress, and it can be stopped. */
import type { Fetch } from './requests.ts';

export interface Progress {
  bytes: number;
  /** Known of text only. */
  rows: number | null;
  /** About so many rows there will be; null = the gateway did not say. */
  rowsInAll: number | null;
}

/** Where the bytes go: memory, or a file that the person chose. */
export interface Destination {
  write(part: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Everything has arrived. */
  close(): Promise<void>;
  abort(): Promise<void>;
}

export interface Watch {
  progress: (progress: Progress) => void;
  stop: AbortSignal;
}

export type ExportEnd =
  { kind: 'saved' } | { kind: 'stopped' } | { kind: 'unreachable' } | { kind: 'failed'; detail: string };

const NEWLINE = 10;

/** Never rejects. A file that was not finished is not kept. `isText`: rows can be counted as they come. */
export async function saveFile(
  fetch: Fetch,
  { url, isText }: { url: string; isText: boolean },
  to: Destination,
  watch: Watch,
): Promise<ExportEnd> {
  try {
    const response = await fetch(url, { signal: watch.stop });
    if (!response.ok || !response.body) {
      await to.abort();
      const problem = (await response.json().catch(() => null)) as { detail?: unknown } | null;
      return {
        kind: 'failed',
        detail: typeof problem?.detail === 'string' ? problem.detail : `HTTP ${response.status}`,
      };
    }
    const total = Number(response.headers.get('x-rows-total') ?? NaN);
    const rowsInAll = Number.isFinite(total) ? total : null;
    let bytes = 0;
    let lines = 0;
    for (const reader = response.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      await to.write(value);
      bytes += value.length;
      if (isText) lines += newlines(value);
      watch.progress({ bytes, rows: isText ? Math.max(0, lines - 1) : null, rowsInAll });
    }
    await to.close();
    return { kind: 'saved' };
  } catch (error) {
    await to.abort().catch(() => undefined);
    if (watch.stop.aborted) return { kind: 'stopped' };
    return error instanceof TypeError ? { kind: 'unreachable' } : { kind: 'failed', detail: String(error) };
  }
}

function newlines(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === NEWLINE) count++;
  return count;
}
