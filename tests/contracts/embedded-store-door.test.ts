import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CouchStore } from '../../gateway/store/couch-store.ts';
import { DEADLY, FORBIDDEN } from '../system/store-requests.ts';
import { embeddedStores } from './embedded-stores.ts';

const given = embeddedStores();

describe('the door of the embedded store', () => {
  it('opens only to the password', async () => {
    const embedded = await given.start();
    const { url, authorization } = await embedded.address();
    const wrong = `Basic ${Buffer.from('gateway:wrong').toString('base64')}`;
    expect((await fetch(`${url}/_all_dbs`)).status).toBe(401);
    expect((await fetch(`${url}/_all_dbs`, { headers: { authorization: wrong } })).status).toBe(401);
    expect((await fetch(`${url}/new`, { method: 'PUT' })).status).toBe(401);
    expect((await fetch(`${url}/_all_dbs`, { headers: { authorization } })).status).toBe(200);
    const stranger = new CouchStore(() => ({ url, authorization: wrong }));
    await expect(stranger.databases('')).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    expect(new URL(url).hostname).toBe('127.0.0.1');
  });

  it('answers nobody without it, whatever is asked, and does not end over it', async () => {
    const embedded = await given.start();
    await embedded.store.insert('facts_x', [{ _id: 'a' }]);
    const { url } = await embedded.address();
    const { pid } = embedded.state();
    const wrong = [null, 'Basic', 'Basic Og==', 'Bearer x', `Basic ${Buffer.from('gateway:').toString('base64')}`];
    for (const [i, { method, path, body }] of [...DEADLY, ...FORBIDDEN].entries()) {
      const authorization = wrong[i % wrong.length] ?? null;
      const response = await fetch(url + path.replaceAll('DB', 'facts_x'), {
        method,
        headers: { 'content-type': 'application/json', ...(authorization !== null && { authorization }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      expect([method, path, response.status]).toEqual([method, path, 401]);
      expect(await response.text()).not.toContain('facts_x');
    }
    expect(embedded.state()).toMatchObject({ running: true, crashes: 0, pid });
  });

  it.runIf(existsSync('/proc/net/tcp'))('is at this machine only, not at its addresses in the network', async () => {
    const embedded = await given.start();
    const port = Number(new URL((await embedded.address()).url).port);
    const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
    const listening = (await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8'))))
      .flatMap((text) => text.split('\n'))
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${hexPort}`));
    expect(listening.map(([, local]) => local)).toEqual([`0100007F:${hexPort}`]);
  });

  it.each([
    '/_utils',
    '/_config',
    '/_log',
    '/_session',
    '/_replicate',
    '/facts_x/_temp_view',
    '/facts_x/_design/a/_show/b',
  ])('has nothing behind %s', async (path) => {
    const embedded = await given.start();
    await embedded.store.insert('facts_x', [{ _id: 'a' }]);
    const { url, authorization } = await embedded.address();
    for (const method of ['GET', 'POST']) {
      expect((await fetch(url + path, { method, headers: { authorization } })).status).toBeGreaterThanOrEqual(404);
    }
    expect(embedded.state().crashes).toBe(0);
  });

  it('shows its password to nobody: not in the process list, not in a file', async () => {
    const embedded = await given.start();
    const { authorization } = await embedded.address();
    const encoded = authorization.replace('Basic ', '');
    const secrets = [encoded, Buffer.from(encoded, 'base64').toString().replace('gateway:', '')];
    const files = await filesBelow(given.directory);
    const seen = [`/proc/${embedded.state().pid}/cmdline`, `/proc/${embedded.state().pid}/environ`, ...files].filter(
      existsSync,
    );
    for (const file of seen) {
      const text = await readFile(file, 'latin1');
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
  });

  it('is closed to other users of the machine', async () => {
    const embedded = await given.start();
    await embedded.store.insert('facts_x', [{ _id: 'a' }]);
    expect((await stat(given.directory)).mode & 0o777).toBe(0o700);
    for (const file of await filesBelow(given.directory))
      expect([file, (await stat(file)).mode & 0o077]).toEqual([file, 0]);
  });
});

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
