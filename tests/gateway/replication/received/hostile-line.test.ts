/** A line that means harm, at a plant with a real store: what it sends never reaches the child as it came. */
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedStore, type EmbeddedStore } from '../../../../gateway/store/embedded/embedded-store.ts';
import { NOW, plantHere, type Asking, type PlantHere } from './plant-here.ts';
import { pushed, reasonRow } from './written-rows.ts';

const writing = { gateway: 'gw-1', line: 'line8', at: NOW - 3_600_000 };
const FACTS = 'facts_gw-1_line8_2026_11';
const SAID = 'facts_plant_line8_2026_11';
const row = pushed(reasonRow(writing));

let directory: string;
let embedded: EmbeddedStore;
let plant: PlantHere;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-hostile-'));
  embedded = await startEmbeddedStore({ directory, log: () => {}, now: Date.now });
});
afterAll(async () => {
  await embedded.stop();
  await rm(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  plant = await plantHere({ store: embedded.store });
  await plant.ask(at(FACTS, '/_bulk_docs'), { body: { docs: [row], new_edits: false } });
  await plant.store.insert(SAID, [reasonRow(writing, 9)]);
});
afterEach(async () => {
  expect(plant.given.bugs).toEqual([]);
  expect(embedded.state()).toMatchObject({ running: true, crashes: 0 });
  await plant.close();
});

const at = (database: string, path = '') => `/databases/${database}${path}`;

describe('a hostile line', () => {
  it('cannot end the store with what ends pouchdb-server', async () => {
    const killing: [string, Asking][] = [
      [at(FACTS, '/_revs_diff'), { body: { [row._id]: 5 } }],
      [at(FACTS, '/_revs_diff'), { body: { a: 5 } }],
      [at(FACTS, '/_revs_diff'), { body: null }],
      [at(FACTS, '/_revs_diff'), { body: { [row._id]: [7] } }],
      [at(SAID, '/_changes?feed=longpoll&filter=nope/nope'), {}],
      [at(SAID, '/_changes?filter=_doc_ids'), {}],
      [at(SAID, '/_changes?filter=_view&view=a/b'), {}],
      [at(SAID, '/_changes?filter=_selector'), { body: { selector: {} } }],
      [at(SAID, '/_changes?feed=eventsource'), {}],
      [at(SAID, '/_changes?feed=continuous&heartbeat=0'), {}],
      [at(SAID, '/_changes?since=%22a%22'), {}],
      [at(SAID, '/_changes?since=now'), {}],
      [at(SAID, '/_changes?since=-1'), {}],
      [at(SAID, '/_changes?limit=0'), {}],
      [at(SAID, '/_changes?limit=-5'), {}],
      [at(SAID, '/_changes?since=0&since=1'), {}],
      [at(SAID, '/_bulk_get?attachments=true&open_revs=all'), { body: { docs: [] } }],
      [at(SAID, '/_bulk_get'), { body: { docs: [{ id: '_design/x', rev: 5 }] } }],
      [at('newdb'), { method: 'PUT', body: {} }],
      [at(FACTS), { method: 'DELETE' }],
      ['/_log?bytes=zz', {}],
      ['/_replicate', { body: { source: 'http://127.0.0.1:1/x', target: 'y' } }],
      [at('_users'), {}],
      [at('_replicator', '/_bulk_docs'), { body: { docs: [], new_edits: false } }],
      [at(FACTS, '/_design/evil'), { method: 'PUT', body: { validate_doc_update: 'process.exit(7)' } }],
      [at(FACTS, '/_temp_view'), { body: { map: 'function(){}' } }],
      [at(FACTS, '/_find'), { body: { selector: {} } }],
      [at(FACTS, '/_all_docs'), {}],
      [at(FACTS, '/_purge'), { body: {} }],
      [at(FACTS, `/${row._id}`), {}],
      [at('..%2flocal_plant_access'), {}],
      [at('local_plant_access'), {}],
    ];
    for (const [path, asking] of killing) {
      const { status } = await plant.ask(path, asking);
      expect([400, 404, 405, 501], `${path} ${status}`).toContain(status);
    }
    // Asked for in bulk it is merely not there.
    const odd = { docs: ['_design/x', '_local/y', '', '../z', '%00', 'a"b', 'constructor.x'].map((id) => ({ id })) };
    const { body, status } = await plant.ask<{ results: { docs: unknown[] }[] }>(at(SAID, '/_bulk_get'), { body: odd });
    expect(status).toBe(200);
    expect(body.results.every(({ docs }) => JSON.stringify(docs).includes('not_found'))).toBe(true);
  });

  it('gets a page for any sequence that looks like one', async () => {
    for (const since of ['0', '1', '5-abc', '9999999999999999', '00', '3-', `1-${'A'.repeat(3_000)}`])
      expect([200, 400]).toContain((await plant.ask(at(SAID, `/_changes?since=${since}`))).status);
  });

  it('stores nothing by rows that are none', async () => {
    const rows = [
      ...[null, 7, 'x', [], {}, { _id: 5 }, { _id: '' }, { _id: '_design/x', language: 'javascript' }],
      ...[
        { ...row, _id: '_local/x' },
        { ...row, _deleted: true },
        { ...row, _rev: '2-abc', _id: 'a' },
      ],
      { ...row, _attachments: { a: { stub: true } } },
    ];
    const { status, body } = await plant.ask<{ error: string }[]>(at(FACTS, '/_bulk_docs'), {
      body: { docs: rows, new_edits: false },
    });
    expect(status).toBe(201);
    expect(body.map(({ error }) => error)).toEqual(rows.map(() => 'forbidden'));
    expect(await embedded.store.range(FACTS, { from: '!', to: '~' })).toEqual([reasonRow(writing)]);
    expect(plant.plant.figures('gw-1').refusedRows).toBe(rows.length);
  });

  it('is told what is wrong with bodies that are none, and the plant lives on', async () => {
    const path = at(FACTS, '/_bulk_docs');
    const bodies = [
      ...['', '{', '[]', 'null', '"x"', '{"docs":[]}', '{"docs":{},"new_edits":false}', '{"docs":[],"new_edits":true}'],
      '{"docs":[],"new_edits":false,"more":1}',
      '{"docs":[],"new_edits":false,"__proto__":{"a":1}}',
      '['.repeat(1_500_000),
      `{"docs":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)},"new_edits":false,"x":1}`,
      `{"docs":[${'{},'.repeat(1_200_000)}{}],"new_edits":false}`,
      `{"docs":[${'0,'.repeat(1_001)}0],"new_edits":false}`,
    ];
    for (const text of bodies) expect((await plant.ask(path, { text })).status, text.slice(0, 60)).toBe(400);
    const deep = `{"docs":[{"_id":"a","_rev":"1-a","x":${'['.repeat(900_000)}${']'.repeat(900_000)}}],"new_edits":false}`;
    const answer = await plant.ask<{ reason: string }[]>(path, { text: deep });
    expect(answer.body[0]!.reason).toMatch(/levels deep/);
    const plain = { headers: { 'content-type': 'text/plain' }, text: '{}' };
    expect((await plant.ask(path, plain)).status).toBe(400);
    expect((await plant.ask(path, { text: '\ufffe{}' })).status).toBe(400);
  });

  it('is told that a body is too large before it is read, or as soon as that is seen', async () => {
    const path = at(FACTS, '/_bulk_docs');
    const { body, status } = await plant.ask(path, {
      text: `{"docs":["${'x'.repeat(24_000_000)}"],"new_edits":false}`,
    });
    expect([status, body.code]).toEqual([413, 'REQUEST_INVALID']);
    expect((await plant.ask(at(FACTS, '/_revs_diff'), { text: `{"a":["${'x'.repeat(1_000_000)}"]}` })).status).toBe(
      413,
    );

    const { port } = new URL(plant.address);
    const answered = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          `POST /api/replication${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer token-of-gw-1\r\n` +
            'Lineside-Protocol: 2\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
        );
        const piece = 'x'.repeat(1_000_000);
        for (let i = 0; i < 26; i++) socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
      });
      let text = '';
      socket.on('data', (some) => {
        text += String(some);
        if (!text.includes('\r\n\r\n')) return;
        socket.destroy();
        resolve(text);
      });
      socket.on('error', reject);
    });
    expect(answered).toMatch(/^HTTP\/1.1 413 /);
  });

  it('refers to rows with odd ids, and gets them back as missing', async () => {
    const ids = ['_design/x', '_local/y', '', '../z', 'a"b', '\u0000', 'x'.repeat(300)];
    const { body } = await plant.ask(at(FACTS, '/_revs_diff'), {
      body: Object.fromEntries(ids.map((id) => [id, ['1-a']])),
    });
    expect(Object.keys(body).sort()).toEqual([...ids].sort());
    for (const id of ['__proto__', 'constructor', 'prototype'])
      expect((await plant.ask(at(FACTS, '/_revs_diff'), { text: `{"${id}":["1-a"]}` })).status).toBe(400);
  });

  it('asks for thousands of databases, and makes none of them', async () => {
    const before = await embedded.store.databases('');
    const names = Array.from({ length: 1_500 }, (_, i) => `plan_gw-1_${1000 + Math.floor(i / 12)}_0${(i % 9) + 1}`);
    for (let i = 0; i < names.length; i += 100) {
      const some = names.slice(i, i + 100);
      // As many at once as an impatient one would ask.
      const statuses = await Promise.all(
        some.map(async (name) => [
          (await plant.ask(at(name, '/_local/x'), { method: 'PUT', body: { last_seq: 1 } })).status,
        ]),
      );
      expect(new Set(statuses.flat()).isSubsetOf(new Set([201, 429, 503]))).toBe(true);
    }
    expect(await embedded.store.databases('')).toEqual(before);
    expect(await embedded.store.databases('local_plant_checkpoints')).toEqual([]);
  });
});
