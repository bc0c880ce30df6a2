import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceRoutes, type RawBytes } from '../../../gateway/api/routes/sources.ts';
import { tryMapping } from '../../../gateway/source-editing/try-mapping.ts';
import { MAX_SAMPLE_BYTES, RAW_HEADERS, type TriedMapping } from '../../../shared/sync/sources.ts';
import { CYCLES, sourceDetail } from '../../fixtures/sources.ts';
import { posted, served, type Served } from './served.ts';

const FILE = Buffer.from(Array.from({ length: 20 }, (_, i) => `row ${i}\n`).join(''));
const asked: unknown[] = [];
let gateway: Served;

beforeAll(async () => {
  const detail = sourceDetail({ id: 'line8/vision' });
  const isKnown = (id: string) => id === detail.id;
  gateway = await served(
    sourceRoutes({
      summaries: () => [detail],
      detail: async (id) => (isKnown(id) ? detail : null),
      rejected: (id) => (isKnown(id) ? [] : null),
      definition: (id) => (isKnown(id) ? CYCLES : null),
      raw: async (_id, place, reach): Promise<RawBytes | null> => {
        asked.push(place);
        if (place.fileKey !== 'abc') return null;
        const from = Math.max(0, place.offset - reach.before);
        const bytes = FILE.subarray(from, place.offset + reach.after);
        return { bytes, at: place.offset - from, length: null, from: 'file', encoding: 'utf-8' };
      },
      tryMapping: (definition, sample) => tryMapping(definition, sample, 'America/Los_Angeles'),
    }),
  );
});
afterAll(() => gateway.close());

describe('the sources over HTTP', () => {
  it('are listed, and each tells all about itself', async () => {
    expect((await gateway.json('/api/sources')).body).toMatchObject({
      sources: [{ id: 'line8/vision', state: 'live' }],
    });
    expect((await gateway.json('/api/sources/line8/vision')).body).toMatchObject({ definition: { id: 'vision' } });
    expect((await gateway.json('/api/sources/line8/vision/rejected')).body).toEqual({ rows: [] });
  });

  it.each(['', '/rejected', '/raw?fileKey=abc&generation=0&offset=0'])('do not know another one%s', async (path) => {
    expect(await gateway.json(`/api/sources/line8/camera${path}`)).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND', detail: expect.stringContaining('"line8/camera"') as string },
    });
  });

  it('give the bytes of a row with a few lines around it, and say where in them it is', async () => {
    const offset = FILE.indexOf('row 10');
    const response = await fetch(
      `${gateway.address}/api/sources/line8/vision/raw?fileKey=abc&generation=0&offset=${offset}`,
    );
    const bytes = Buffer.from(await response.arrayBuffer());
    const [at, length] = [RAW_HEADERS.at, RAW_HEADERS.length].map((name) => Number(response.headers.get(name)));
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(bytes.toString('utf8', at, at! + length!)).toBe('row 10');
    expect(bytes.toString().trimEnd().split('\n')).toEqual(Array.from({ length: 11 }, (_, i) => `row ${5 + i}`));
  });

  it.each(['fileKey=../../etc/passwd', 'fileKey=abc&offset=-1', 'fileKey=a%2Fb', 'fileKey=abc&fileKey=abc'])(
    'find bytes by what the list of rows says, never by a name: %s',
    async (query) => {
      asked.length = 0;
      const { status } = await gateway.json(`/api/sources/line8/vision/raw?generation=0&offset=0&${query}`);
      expect(status).toBe(400);
      expect(asked).toEqual([]);
    },
  );

  it('say when bytes are not kept any more', async () => {
    const { status } = await gateway.json('/api/sources/line8/vision/raw?fileKey=gone&generation=0&offset=0');
    expect(status).toBe(404);
  });

  it('try a mapping: as declared, or as somebody is writing it', async () => {
    const path = '/api/sources/line8/vision/test';
    const sample = { text: '1330700,159070,7,1,10/06/26 15:42:10.123\n' };
    expect((await gateway.json<TriedMapping>(path, posted({ sample }))).body).toMatchObject({ kind: 'rows', ok: 1 });
    const definition = { ...CYCLES, delimiter: ';' };
    expect((await gateway.json(path, posted({ sample, definition }))).body).toMatchObject({ ok: 0, rejected: 1 });
    expect((await gateway.json(path, posted({ sample, definition: { kind: 'csv' } }))).body).toMatchObject({
      kind: 'problems',
    });
  });

  it.each([[{}], [{ sample: {} }], [{ sample: { text: 7 } }], [null]])('ask for a sample: %j', async (question) => {
    const { status } = await gateway.json('/api/sources/line8/vision/test', posted(question));
    expect(status).toBe(400);
  });

  it('take a sample of 1 MB and not more', async () => {
    const tried = (bytes: number) =>
      gateway.json(
        '/api/sources/line8/vision/test',
        posted({ sample: { base64: Buffer.alloc(bytes, 10).toString('base64') } }),
      );
    expect((await tried(MAX_SAMPLE_BYTES)).status).toBe(200);
    expect((await tried(MAX_SAMPLE_BYTES + 1)).status).toBe(400);
    expect(gateway.bugs).toEqual([]);
  });
});
