/** The step that makes a cluster of three CouchDBs, against what answers as they do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../docker/couchdb/cluster-setup.js', import.meta.url));
const NODES = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];

let folder: string;
let servers: Server[];
let port: number;
let asked: { action: string; host?: string; remote_node?: string }[];
let members: string[];
let state: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lineside-cluster-'));
  await writeFile(join(folder, 'password'), 'of-the-database\n');
  [asked, members, state] = [[], [NODES[0]!], 'cluster_enabled'];
  const answer = createServer((request, response) => {
    const say = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
    const expected = `Basic ${Buffer.from('lineside:of-the-database').toString('base64')}`;
    if (request.headers.authorization !== expected) return say(401, { reason: 'Name or password is incorrect.' });
    if (request.url === '/_up') return say(200, { status: 'ok' });
    const nodes = members.map((node) => `couchdb@${node}`);
    if (request.url === '/_membership') return say(200, { all_nodes: nodes, cluster_nodes: nodes });
    if (request.method === 'GET') return say(200, { state });
    let text = '';
    request.on('data', (part) => (text += part));
    request.on('end', () => {
      const question = JSON.parse(text) as (typeof asked)[number];
      asked.push(question);
      if (question.action === 'add_node') members.push(question.host!);
      if (question.action === 'finish_cluster') state = 'cluster_finished';
      say(201, { ok: true });
    });
  });
  answer.listen(0, '0.0.0.0');
  await once(answer, 'listening');
  port = (answer.address() as AddressInfo).port;
  servers = [answer];
});
afterEach(async () => {
  for (const server of servers) server.close();
  await rm(folder, { recursive: true });
});

async function setUp(password = join(folder, 'password')): Promise<{ code: number | null; output: string }> {
  const env = { NODES: NODES.join(','), COUCHDB_PORT: String(port), COUCHDB_USER: 'lineside', PATIENCE_S: '1' };
  const child = spawn(process.execPath, [script], { env: { ...env, COUCHDB_PASSWORD_FILE: password } });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

describe('the cluster of three', () => {
  it('is made by the first node: each other is prepared, added, and the whole finished', async () => {
    const { code, output } = await setUp();
    expect({ code, output }).toEqual({ code: 0, output: `The cluster is set up: ${NODES.join(', ')}\n` });
    expect(asked.map(({ action, host, remote_node: remote }) => [action, host ?? remote])).toEqual([
      ['enable_cluster', '127.0.0.2'],
      ['add_node', '127.0.0.2'],
      ['enable_cluster', '127.0.0.3'],
      ['add_node', '127.0.0.3'],
      ['finish_cluster', undefined],
    ]);
  });

  it('is left alone when it is there', async () => {
    await setUp();
    asked = [];
    expect((await setUp()).code).toBe(0);
    expect(asked).toEqual([]);
  });

  it('goes on where a former attempt ended', async () => {
    members.push('127.0.0.2');
    expect((await setUp()).code).toBe(0);
    expect(asked.map(({ action }) => action)).toEqual(['enable_cluster', 'add_node', 'finish_cluster']);
  });

  it('is not made with a wrong password, and the password is not told', async () => {
    await writeFile(join(folder, 'other'), 'another-password');
    const { code, output } = await setUp(join(folder, 'other'));
    expect(code).toBe(1);
    expect(output).toContain('Name or password is incorrect');
    expect(output).not.toContain('another-password');
  });
});
