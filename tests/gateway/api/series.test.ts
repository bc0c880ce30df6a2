import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriesRoutes } from '../../../gateway/api/routes/series.ts';
import { SeriesReader } from '../../../gateway/projections/series/series-reader.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { HOUR_MS } from '../../../shared/documents/document.ts';
import type { SeriesMetric } from '../../../shared/series/metric.ts';
import { decodeReply, type SeriesReply } from '../../../shared/series/reply.ts';
import {
  asDocuments,
  plant,
  projectionOn,
  START,
  storeFacts,
  temperatures,
} from '../projections/series/series-facts.ts';
import { remembering, type Served, served } from './served.ts';

let gateway: Served;
let open: { at: number; scaled: number }[] = [];

beforeAll(async () => {
  const store = new MemoryStore();
  const facts = [
    temperatures('a', 0, [
      [START, 1800],
      [START + 1_000, -5],
    ]),
  ];
  await storeFacts(store, facts);
  const projection = projectionOn(store);
  await projection.handleChunks(asDocuments(facts));
  const reader = new SeriesReader({
    projection,
    plant: () => plant,
    edge: { openSamples: () => open, openHours: () => [] },
  });
  gateway = await served(seriesRoutes({ reader, zone: 'America/Los_Angeles', audit: remembering() }));
});
afterAll(() => gateway.close());

const path = (more = '') => `/api/series?metric=line8/temperature&from=${START}&to=${START + HOUR_MS}&width=800${more}`;

describe('series over HTTP', () => {
  it('are bytes that a browser unpacks', async () => {
    const response = await fetch(`${gateway.address}${path()}`);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    const reply = decodeReply(new Uint8Array(await response.arrayBuffer()));
    expect(reply).toMatchObject({ tier: 'raw', points: 2, columns: { value: [1800, -5] } });
  });

  it('are JSON when asked', async () => {
    const { body } = await gateway.json<SeriesReply>(path('&format=json&tier=1h'));
    expect(body).toMatchObject({ tier: '1h', columns: { min: [-5], max: [1800] } });
  });

  it('are not sent again while they are the same', async () => {
    const first = await fetch(`${gateway.address}${path()}`);
    const etag = first.headers.get('etag')!;
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const again = () => fetch(`${gateway.address}${path()}`, { headers: { 'if-none-match': etag }, cache: 'no-store' });
    expect((await again()).status).toBe(304);
    open = [{ at: START + 2_000, scaled: 1 }];
    expect((await again()).status).toBe(200);
    open = [];
  });

  it('are listed', async () => {
    const { body } = await gateway.json<{ metrics: SeriesMetric[] }>('/api/series/metrics');
    expect(body.metrics.map(({ id }) => id)).toContain('line8/temperature');
  });

  it.each([
    ['/api/series?from=0&to=1&width=1', '"metric" must be given, once.'],
    [path('&tier=5m'), '"tier=5m" is not one of raw, 1m, 15m, 1h, 1d.'],
    [path('&from=1'), '"from" may be given once.'],
    [path().replace('width=800', 'width=wide'), '"width=wide" is not a whole number.'],
    [path('&format=xml'), '"format=xml" is not one of binary, json.'],
    ['/api/series/export?from=0&to=1', '"metric" must be given, up to 20 times.'],
    [`${path().replace('?', '/export?')}&zone=Moon`, '"zone=Moon" is not a time zone'],
  ])('are refused with a reason: %s', async (wrong, reason) => {
    const { status, body } = await gateway.json(wrong);
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { code: 'REQUEST_INVALID', detail: expect.stringContaining(reason) },
    });
  });
});
