import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { CouchStore } from '../../gateway/store/couch-store.ts';

it('forces every write of pouchdb-server to disk before it is acknowledged', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'lineside-store-'));
  const config = join(directory, 'config.json');
  await writeFile(
    config,
    JSON.stringify({ httpd: { port: 0 }, couchdb: { database_dir: directory }, log: { level: 'none' } }),
  );
  const preload = join(import.meta.dirname, '../../gateway/store/embedded/preload.cjs');
  const server = dirname(createRequire(import.meta.url).resolve('pouchdb-server/package.json'));
  const child = fork(join(server, 'bin/pouchdb-server'), ['--config', config, '--no-stdout-logs'], {
    cwd: directory,
    execArgv: ['-r', preload, '-r', join(import.meta.dirname, 'record-sync.cjs')],
  });

  const writes: boolean[] = [];
  const port = await new Promise<number>((resolve) => {
    child.on('message', (message: { port: number } | { sync: boolean }) => {
      if ('port' in message) resolve(message.port);
      else writes.push(message.sync);
    });
    child.send({ authorization: 'Basic x' });
  });
  const store = new CouchStore(() => ({ url: `http://127.0.0.1:${port}`, authorization: 'Basic x' }));
  await store.insert('facts_x', [{ _id: 'warm' }]);
  const before = writes.length;
  for (let n = 0; n < 10; n += 1) {
    await store.insert('facts_x', [{ _id: `fact:${n}` }]);
    await store.put('local_x', [{ _id: 'position', n }]);
  }
  await store.remove('local_x', ['position']);

  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  await ended;
  await rm(directory, { recursive: true });
  expect(writes.length).toBeGreaterThanOrEqual(before + 21);
  expect(new Set(writes)).toEqual(new Set([true]));
});
