import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CouchStore } from '../../../gateway/store/couch-store.ts';

interface Asked {
  method: string;
  url: string;
  body: string;
}

type Answer = { status: number; json?: unknown; text?: string } | 'silence' | 'hang up';

let server: Server | null = null;
let asked: Asked[] = [];

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

/** A store at a peer that says what the test wants, one answer after the other. */
async function storeAnswering(...answers: Answer[]): Promise<CouchStore> {
  asked = [];
  server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('');
    asked.push({ method: request.method ?? '', url: request.url ?? '', body });
    const answer = answers.shift() ?? { status: 500 };
    if (answer === 'silence') return;
    if (answer === 'hang up') return void request.socket.destroy();
    response.writeHead(answer.status).end(answer.text ?? JSON.stringify(answer.json ?? {}));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return new CouchStore(() => ({ url, authorization: 'Basic x' }), 300);
}

describe('CouchStore', () => {
  it.each<[string, Answer]>([
    ['says nothing', 'silence'],
    ['hangs up', 'hang up'],
    ['has no disk space', { status: 500, json: { error: 'IO error', reason: 'No space left on device' } }],
    ['is starting', { status: 503 }],
  ])('says "try again later" when the store %s', async (_, answer) => {
    const store = await storeAnswering(answer);
    await expect(store.insert('facts_x', [{ _id: 'a' }])).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
  });

  it('says so, with the cause, when nobody listens', async () => {
    const store = new CouchStore(() => ({ url: 'http://127.0.0.1:1', authorization: 'Basic x' }));
    const failure = await store.databases('').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'STORE_UNREACHABLE', cause: expect.any(Error) as Error });
  });

  it.each<[string, Answer]>([
    ['the password is wrong', { status: 401, json: { error: 'unauthorized' } }],
    ['the document is too large', { status: 413, json: { error: 'too_large' } }],
    ['the answer is not JSON', { status: 201, text: '<html>' }],
    ['rows are missing in the answer', { status: 201, json: [] }],
    ['a row is refused', { status: 201, json: [{ id: 'a', error: 'forbidden', reason: 'no' }] }],
  ])('says that this software is at fault when %s', async (_, answer) => {
    const store = await storeAnswering(answer, { status: 200, json: { rows: [{}] } });
    await expect(store.insert('facts_x', [{ _id: 'a' }])).rejects.toMatchObject({ code: 'STORE_REFUSED' });
  });

  it('creates a missing database once for writers that come together', async () => {
    const missing = { status: 404, json: { error: 'not_found' } };
    const row = { status: 201, json: [{ ok: true, id: 'a', rev: '1-a' }] };
    const store = await storeAnswering(missing, missing, { status: 201 }, row, row);
    await Promise.all([store.insert('facts_x', [{ _id: 'a' }]), store.insert('facts_x', [{ _id: 'b' }])]);
    expect(asked.map(({ method }) => method).sort()).toEqual(['POST', 'POST', 'POST', 'POST', 'PUT']);
  });

  it('gives up creating a database that is always missing', async () => {
    const missing = { status: 404, json: {} };
    const there = { status: 412, json: { error: 'file_exists' } };
    const store = await storeAnswering(missing, there, missing, there, missing, there);
    await expect(store.insert('facts_x', [{ _id: 'a' }])).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
  });

  it('hands the sequence of a real CouchDB back as it came', async () => {
    const since = '23-g1AAAACReJzLYWBg+/=&?';
    const json = { results: [{ doc: { _id: 'a', _rev: '1-a' } }], last_seq: since, pending: 4 };
    const store = await storeAnswering({ status: 200, json }, { status: 200, json });
    const changes = await store.changes('facts_x', '0', 1);
    expect(changes).toEqual({ documents: [{ _id: 'a' }], since, pending: 4 });
    await store.changes('facts_x', changes.since, 1);
    expect(new URL(asked[1]?.url ?? '', 'http://x').searchParams.get('since')).toBe(since);
  });

  it('asks for chunks, which may be large, a hundred at a time', async () => {
    const json = { results: [], last_seq: '7', pending: 0 };
    const store = await storeAnswering({ status: 200, json }, { status: 200, json });
    for (const database of ['series_gw_line8_2026_11', 'facts_gw_line8_2026_11'])
      await store.changes(database, '0', 500);
    const limits = asked.map(({ url }) => new URL(url ?? '', 'http://x').searchParams.get('limit'));
    expect(limits).toEqual(['100', '500']);
  });

  it('does not ask for the revision of a document that it wrote itself', async () => {
    const written = (rev: string) => ({ status: 201, json: [{ ok: true, id: 'a', rev }] });
    const store = await storeAnswering(written('1-a'), written('2-b'));
    await store.put('local_x', [{ _id: 'a' }]);
    await store.put('local_x', [{ _id: 'a' }]);
    expect(JSON.parse(asked[1]?.body ?? '')).toEqual({ docs: [{ _id: 'a', _rev: '1-a' }] });
    expect(asked).toHaveLength(2);
  });

  it('does not fight for ever with another writer of its local documents', async () => {
    const conflict = { status: 201, json: [{ id: 'a', error: 'conflict', reason: '' }] };
    const revision = { status: 200, json: { rows: [{ id: 'a', value: { rev: '1-a' } }] } };
    const fight = [conflict, revision, conflict, revision, conflict, revision, conflict];
    const store = await storeAnswering(...fight);
    await expect(store.put('local_x', [{ _id: 'a' }])).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    expect(asked).toHaveLength(fight.length);
  });

  it('goes on writing after a write that failed', async () => {
    const store = await storeAnswering('hang up', { status: 201, json: [{ ok: true, id: 'a', rev: '1-a' }] });
    await expect(store.put('local_x', [{ _id: 'a' }])).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    await expect(store.put('local_x', [{ _id: 'a' }])).resolves.toBeUndefined();
  });
});
