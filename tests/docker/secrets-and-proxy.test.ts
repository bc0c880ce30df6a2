/** Secrets as they are made for the containers, and the TLS proxy at work with them before three stand-ins for CouchDB. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeUnless } from '../faults/describe-unless.ts';
import { until } from '../system/gateway-process.ts';

const docker = fileURLToPath(new URL('../../docker/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lineside-secrets-'));
const group = String(process.getgid?.() ?? 0);
const make = (...args: string[]) =>
  spawnSync('sh', [`${docker}make-secrets.sh`, ...args], {
    ...{ encoding: 'utf8', env: { ...process.env, SECRETS_FOLDER: folder, SECRETS_GROUP: group } },
  });
const secret = (name: string) => readFileSync(join(folder, name), 'utf8');

beforeAll(() => void expect(make('plant')).toMatchObject({ status: 0 }));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the secrets of the containers', () => {
  it('are made once, and can be read by the group of the images and nobody else', () => {
    const before = secret('couchdb_password');
    expect(before).toMatch(/^[0-9a-f]{48}$/);
    expect(make('plant').status).toBe(0);
    expect(secret('couchdb_password')).toBe(before);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o440);
  });

  it('hold a certificate for the database, of an authority that can make no other', () => {
    const [ca, certificate] = [secret('database_ca.crt'), secret('database.crt')].map(
      (pem) => new X509Certificate(pem),
    );
    expect(certificate!.checkIssued(ca!) && certificate!.verify(ca!.publicKey)).toBe(true);
    expect(certificate!.checkHost('couchdb.database')).toBe('couchdb.database');
    expect(readdirSync(folder).filter((name) => /ca.*key/.test(name))).toEqual([]);
  });

  it('tell a camera’s password once and keep its hash', () => {
    const { status, stdout } = make('camera', 'line8');
    expect(status).toBe(0);
    const [, password] = /password ([0-9a-f]{16}):/.exec(stdout)!;
    const [, hash = ''] = secret('cameras').trim().split(':');
    const salt = hash.split('$')[2]!;
    expect(execFileSync('openssl', ['passwd', '-6', '-salt', salt, password!], { encoding: 'utf8' }).trim()).toBe(hash);
    expect(make('camera', 'line8').status).toBe(1);
    expect(make('camera', 'Line 8').status).toBe(1);
  });
});

const HAPROXY = process.env.HAPROXY ?? 'haproxy';
const hasProxy = spawnSync(HAPROXY, ['-v']).status === 0;

describeUnless(hasProxy ? null : 'there is no haproxy (HAPROXY=/path)', 'the proxy before the cluster', () => {
  const nodes: Server[] = [];
  let proxy: ChildProcess;
  let port: number;

  beforeAll(async () => {
    for (let node = 1; node <= 3; node++) {
      const server = createServer((_, response) => response.end(`node ${node}`)).listen(0, '127.0.0.1');
      await once(server, 'listening');
      nodes.push(server);
    }
    const [own, health] = [await freePort(), await freePort()];
    port = own;
    const portOf = (node: number) => (nodes[node - 1]!.address() as AddressInfo).port;
    const config = readFileSync(`${docker}haproxy.cfg`, 'utf8')
      .replace('bind :6984', `bind 127.0.0.1:${port}`)
      .replace('bind 127.0.0.1:8404', `bind 127.0.0.1:${health}`)
      .replace('/run/secrets/database_pem', join(folder, 'database.pem'))
      .replace(/couchdb(\d)\.cluster:5984/g, (_, node: string) => `127.0.0.1:${portOf(Number(node))}`);
    writeFileSync(join(folder, 'haproxy.cfg'), config);
    proxy = spawn(HAPROXY, ['-f', join(folder, 'haproxy.cfg')], { stdio: 'ignore' });
    await until(() => ask('/').catch(() => null));
  });
  afterAll(async () => {
    for (const node of nodes) node.close();
    proxy.kill('SIGKILL');
    if (proxy.exitCode === null && proxy.signalCode === null) await once(proxy, 'exit');
  });

  const freePort = async (): Promise<number> => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port: free } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    return free;
  };

  const ask = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const servername = 'couchdb.database';
      const options = { host: '127.0.0.1', port, path, servername, ca: secret('database_ca.crt'), agent: false };
      const asked = request(options, (answer) => {
        let text = '';
        answer.on('data', (part) => (text += part)).on('end', () => resolve(`${answer.statusCode} ${text}`));
      });
      asked.on('error', reject).end();
    });

  it('speaks TLS with the certificate that the gateway trusts, and answers from one node', async () => {
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await ask('/facts_gw-1_line8_2026_11'));
    expect(new Set(answers)).toEqual(new Set(['200 node 1']));
  });

  it('lets nobody through to what the gateway never asks for', async () => {
    expect(await ask('/_node/_local/_config')).toMatch(/^404/);
    expect(await ask('/_users/_all_docs')).toMatch(/^404/);
  });

  it('goes on with the next node when the first one ends', async () => {
    nodes[0]!.closeAllConnections();
    nodes[0]!.close();
    await until(async () => (await ask('/').catch(() => '')) === '200 node 2');
  });
});
