import { afterEach, describe, expect, it } from 'vitest';
import { sourcesData, type SourcesData } from '../../../pwa/data/sources.ts';
import type { PendingUpload } from '../../../pwa/data/source-uploads.ts';
import { RAW_HEADERS } from '../../../shared/sync/sources.ts';
import { until } from '../../system/gateway-process.ts';

type Answer = () => Response | Promise<Response>;
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const away: Answer = () => Promise.reject(new TypeError('failed to fetch'));

let stop = new AbortController();
afterEach(() => {
  stop.abort();
  stop = new AbortController();
});

/** Asks of a gateway that answers what `answers` says, by the start of `METHOD path`; else nothing. */
function asking(answers: Record<string, Answer>): { sources: SourcesData; asked: string[] } {
  const asked: string[] = [];
  const fetch = async (url: string, { method = 'GET' }: RequestInit) => {
    asked.push(`${method} ${url}`);
    const found = Object.keys(answers).find((start) => `${method} ${url}`.startsWith(start));
    return found === undefined ? away() : answers[found]!();
  };
  return { sources: sourcesData(fetch, stop.signal), asked };
}

describe('what a device asks about sources', () => {
  it('is asked anew each time, and is answered with what the gateway says', async () => {
    const { sources, asked } = asking({ 'GET /api/sources': () => json({ sources: [{ id: 'line8/vision' }] }) });
    expect(await sources.list()).toEqual({ ok: true, value: [{ id: 'line8/vision' }] });
    await sources.list();
    expect(asked).toHaveLength(2);
  });

  it('tells apart a gateway out of reach, a thing that is not there, and a refusal with its words', async () => {
    const { sources } = asking({
      'GET /api/sources/line8/vision/rejected': () => json({ detail: 'The store is away.' }, 503),
      'GET /api/sources/line8/vision': () => json({ detail: 'none' }, 404),
    });
    expect(await sources.list()).toEqual({ ok: false, why: 'unreachable', detail: null });
    expect(await sources.detail('line8/vision')).toEqual({ ok: false, why: 'unknown', detail: 'none' });
    expect(await sources.rejected('line8/vision')).toEqual({ ok: false, why: 'failed', detail: 'The store is away.' });
  });

  it.each([() => json({}), () => json([]), () => json(null), () => new Response('<html>')])(
    'does not take for an answer what is none',
    async (answer) => {
      const { sources } = asking({ 'GET /api': answer, 'POST /api': answer });
      const failed = { ok: false, why: 'failed', detail: null };
      expect(await sources.list()).toEqual(failed);
      expect(await sources.detail('line8/vision')).toEqual(failed);
      expect(await sources.tryMapping('line8/vision', { sample: { text: '' } })).toEqual(failed);
    },
  );

  it('brings bytes with the place of the row in them', async () => {
    const headers = {
      [RAW_HEADERS.at]: '2',
      [RAW_HEADERS.length]: '3',
      [RAW_HEADERS.from]: 'journal',
      [RAW_HEADERS.encoding]: 'latin1',
    };
    const { sources, asked } = asking({
      'GET /api/sources/line8/vision/raw': () => new Response('abcdef', { headers }),
    });
    expect(await sources.raw('line8/vision', { fileKey: 'k', generation: 1, offset: 7 })).toEqual({
      ok: true,
      value: { bytes: new TextEncoder().encode('abcdef'), at: 2, length: 3, from: 'journal', encoding: 'latin1' },
    });
    expect(asked).toEqual(['GET /api/sources/line8/vision/raw?fileKey=k&generation=1&offset=7']);
  });
});

describe('files on their way to the gateway', () => {
  const file = (name: string) => new File(['x'], name);
  const following = (sources: SourcesData) => {
    let now: readonly PendingUpload[] = [];
    sources.uploads.subscribe((uploads) => (now = uploads));
    return () => now.map(({ name, state }) => `${name} ${state}`);
  };

  it('go one at a time, oldest name first', async () => {
    let arrived: (() => void)[] = [];
    const { sources, asked } = asking({
      'POST /api/imports': () => new Promise((resolve) => arrived.push(() => resolve(json({ id: 'i1' }, 202)))),
    });
    const uploads = following(sources);
    sources.upload('line8/vision', [file('PR10.txt'), file('PR9.txt')]);
    expect(uploads()).toEqual(['PR9.txt sending', 'PR10.txt waiting']);
    await until(() => arrived.length === 1);
    arrived.shift()!();
    await until(() => arrived.length === 1);
    expect(uploads()).toEqual(['PR10.txt sending']);
    arrived.shift()!();
    await until(() => uploads().length === 0);
    expect(asked).toEqual([
      'POST /api/imports?line=line8&source=vision&name=PR9.txt',
      'POST /api/imports?line=line8&source=vision&name=PR10.txt',
    ]);
    arrived = [];
  });

  it('wait while the gateway is out of reach, until they are sent again', async () => {
    const answers: Record<string, Answer> = {};
    const { sources, asked } = asking(answers);
    const uploads = following(sources);
    sources.upload('line8/vision', [file('PR1.txt'), file('PR2.txt')]);
    await until(() => uploads()[0] === 'PR1.txt stuck');
    expect(uploads()).toEqual(['PR1.txt stuck', 'PR2.txt waiting']);
    answers['POST /api/imports'] = () => json({ id: 'i1' }, 202);
    sources.resumeUploads();
    await until(() => uploads().length === 0);
    expect(asked.filter((question) => question.startsWith('POST'))).toHaveLength(3);
  });

  it('are the gateway’s to tell of once it answers: what was refused or cancelled there is not sent again', async () => {
    const { sources } = asking({ 'GET /api/imports': () => json({ imports: [] }), 'POST /api/imports': away });
    const uploads = following(sources);
    sources.upload('line8/vision', [file('PR1.txt')]);
    await until(() => uploads().length === 0);
  });

  it('can be taken back while they wait', async () => {
    const { sources } = asking({ 'POST /api/imports': () => new Promise(() => undefined) });
    const uploads = following(sources);
    sources.upload('line8/vision', [file('PR1.txt'), file('PR2.txt')]);
    sources.withdrawUpload(2);
    sources.withdrawUpload(1);
    expect(uploads()).toEqual(['PR1.txt sending']);
  });
});
