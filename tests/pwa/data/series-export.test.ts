import { describe, expect, it } from 'vitest';
import type { Destination, Progress } from '../../../pwa/data/save-file.ts';
import { exportSeries, exportUrl } from '../../../pwa/data/series-export.ts';

const wanted = {
  metrics: ['line8/a', 'line9/b'],
  window: { from: 1_000.4, to: 2_000 },
  tier: '1m' as const,
  format: 'csv' as const,
};

class Notebook implements Destination {
  text = '';
  end: 'closed' | 'aborted' | null = null;
  async write(part: Uint8Array): Promise<void> {
    this.text += new TextDecoder().decode(part);
  }
  async close(): Promise<void> {
    this.end = 'closed';
  }
  async abort(): Promise<void> {
    this.end = 'aborted';
  }
}

function body(parts: string[], whenRead?: (i: number) => void): ReadableStream<Uint8Array> {
  let i = 0;
  return new ReadableStream({
    pull(controller) {
      whenRead?.(i);
      const part = parts[i++];
      if (part === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(part));
    },
  });
}

describe('series saved as a file', () => {
  it('are asked for by metric, time and resolution', () => {
    expect(exportUrl(wanted)).toBe(
      '/api/series/export?metric=line8%2Fa&metric=line9%2Fb&from=1000&to=2000&tier=1m&format=csv',
    );
  });

  it('are written as they arrive, and rows are counted', async () => {
    const to = new Notebook();
    const seen: Progress[] = [];
    const answer = new Response(body(['time;a\n1;2\n', '3;4\n']), { headers: { 'x-rows-total': '2' } });
    const watch = { progress: (progress: Progress) => seen.push(progress), stop: new AbortController().signal };
    expect(await exportSeries(() => Promise.resolve(answer), wanted, to, watch)).toEqual({ kind: 'saved' });
    expect(to).toMatchObject({ text: 'time;a\n1;2\n3;4\n', end: 'closed' });
    expect(seen).toEqual([
      { bytes: 11, rows: 1, rowsInAll: 2 },
      { bytes: 15, rows: 2, rowsInAll: 2 },
    ]);
  });

  it('can be stopped, and then nothing is kept', async () => {
    const to = new Notebook();
    const stop = new AbortController();
    const stream = body(['time;a\n', '1;2\n', '3;4\n'], (i) => {
      if (i === 2) stop.abort();
      if (i >= 2) throw stop.signal.reason;
    });
    const watch = { progress: () => undefined, stop: stop.signal };
    const end = await exportSeries(() => Promise.resolve(new Response(stream)), wanted, to, watch);
    expect(end).toEqual({ kind: 'stopped' });
    expect(to.end).toBe('aborted');
  });

  it("say in the gateway's words why there is no file", async () => {
    const to = new Notebook();
    const refusal = new Response(JSON.stringify({ detail: 'too many rows for a sheet' }), { status: 400 });
    const watch = { progress: () => undefined, stop: new AbortController().signal };
    expect(await exportSeries(() => Promise.resolve(refusal), wanted, to, watch)).toEqual({
      kind: 'failed',
      detail: 'too many rows for a sheet',
    });
    expect(to.end).toBe('aborted');
  });

  it('are not there without a gateway', async () => {
    const watch = { progress: () => undefined, stop: new AbortController().signal };
    const end = await exportSeries(() => Promise.reject(new TypeError('fetch')), wanted, new Notebook(), watch);
    expect(end).toEqual({ kind: 'unreachable' });
  });
});
