import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CouchStore } from '../../gateway/store/couch-store.ts';
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
