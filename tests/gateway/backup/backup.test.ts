import { existsSync } from 'node:fs';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkBackup } from '../../../gateway/backup/read-backup.ts';
import { restoreBackup } from '../../../gateway/backup/restore-backup.ts';
import { writeBackup, type BackupParts } from '../../../gateway/backup/write-backup.ts';
import { openJournal } from '../../../gateway/journal/journal.ts';
import type { SequencedRecord } from '../../../gateway/journal/record.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';

let directory: string;
let store: MemoryStore;
let file: string;
let secrets: string;

const identity = () =>
  generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({ type: 'pkcs8', format: 'pem' });

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-backup-'));
  file = join(directory, 'a.backup');
  secrets = join(directory, 'secrets');
  await mkdir(secrets);
  await writeFile(join(secrets, 'pepper'), 'salty', { mode: 0o600 });
  await writeFile(join(secrets, 'plant.json'), '{"token":"t"}', { mode: 0o600 });
  await writeFile(join(secrets, 'identity.pem'), identity(), { mode: 0o600 });
  store = new MemoryStore();
  const chunks = Array.from({ length: 450 }, (_, i) => ({ _id: `chunk:${String(i).padStart(4, '0')}`, rows: i }));
  await store.insert('series_gw-a_line8_2026_11', chunks);
  await store.insert('facts_plant_line8_2026_11', [{ _id: 'reason:1' }]);
  await store.insert('config_gw-a', [
    { _id: 'cfg:person:keeper:1:x', kind: 'person', body: { name: 'Keeper' } },
    { _id: 'cfg:line:line8:1:x', kind: 'line', body: {} },
  ]);
  await store.put('local_gw-a_positions', [
    { _id: 'file:line8:vision:cycles:f.0', toPos: 10 },
    { _id: 'progress:line8:vision:cycles', journalFrom: 3 },
    { _id: 'outages' },
  ]);
  await store.put('local_gw-a_access', [{ _id: 'session:1', user: 'keeper' }]);
  await store.put('local_gw-a_samples_2026_11', [{ _id: 'rollup' }]);
  await store.put('local_gw-a_meta', [{ _id: 'epoch', epoch: 'e' }]);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const record = (offset: number, text: string) => ({
  ...{ sourceId: 'line8/vision', file: 'PR.txt', fileKey: 'f', generation: 0, offset },
  ...{ bytes: Buffer.from(text), receivedAt: 1_000 + offset },
});

async function* records(): AsyncGenerator<SequencedRecord> {
  yield { sequence: 3, record: record(10, 'one\n') };
  yield { sequence: 5, record: record(14, 'two\n') };
}

const backup = (other: Partial<BackupParts> = {}) =>
  writeBackup({
    ...{ file, store, gateway: 'gw-a', journal: { read: records }, secrets, plantFile: '{}' },
    ...{ now: () => 7, signal: new AbortController().signal },
    ...other,
  });

async function restored(into = new MemoryStore()) {
  const dataDir = join(directory, 'new');
  const parts = { file, store: into, gateway: 'gw-b', dataDir, plantFile: join(dataDir, 'plant.json') };
  return { store: into, dataDir, result: await restoreBackup(parts) };
}

describe('a backup', () => {
  it('holds what cannot be made again, and can be read by its owner only', async () => {
    expect(await backup()).toMatchObject({ documents: 457, records: 2 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await checkBackup(file)).toMatchObject({ gateway: 'gw-a', at: 7, documents: 457 });
  });

  it('says of the journal first from where it is needed, so that positions read later can only know more', async () => {
    const asked: string[] = [];
    const watching = new Proxy(store, {
      get: (target, name) => {
        if (name !== 'range') return (Reflect.get(target, name) as () => void).bind(target);
        return (database: string, range: { from: string; to: string }) => {
          asked.push(`${database} ${range.from}`);
          return target.range(database, range);
        };
      },
    });
    await backup({ store: watching });
    expect(asked.slice(0, 3)).toEqual(
      ['progress:', 'open:', 'file:'].map((prefix) => `local_gw-a_positions ${prefix}`),
    );
    expect(asked.indexOf('series_gw-a_line8_2026_11 ')).toBeGreaterThan(3);
  });

  it('is refused with any byte changed, cut off anywhere, or with more behind it', async () => {
    await backup();
    const whole = await readFile(file);
    for (let at = 0; at < whole.length; at += 97) {
      const other = Buffer.from(whole);
      other[at]! ^= 4;
      await writeFile(file, other);
      await expect(checkBackup(file)).rejects.toThrow(/is no whole backup/);
      await writeFile(file, whole.subarray(0, at));
      await expect(checkBackup(file)).rejects.toThrow(/is no whole backup/);
    }
    await writeFile(file, whole);
    await appendFile(file, 'more');
    await expect(checkBackup(file)).rejects.toThrow(/is no whole backup/);
    await truncate(file, whole.length);
    await checkBackup(file);
  });

  it('leaves no file when it is ended or cannot be written, and never replaces one', async () => {
    await expect(backup({ signal: AbortSignal.abort() })).rejects.toThrow();
    await expect(backup({ file: join(directory, 'nowhere', 'a.backup') })).rejects.toThrow(/cannot be written/);
    expect(await readdir(directory)).toEqual(['secrets']);
    await writeFile(file, 'mine');
    await expect(backup()).rejects.toThrow(/There is a file/);
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it.skipIf(!existsSync('/dev/full'))('onto a full disk says so, and leaves nothing there', async () => {
    await symlink('/dev/full', `${file}.part`);
    await expect(backup()).rejects.toThrow(/cannot be written \(ENOSPC.*nothing of it is kept/);
    expect(await readdir(directory)).toEqual(['secrets']);
  });

  it('of a gateway that was killed meanwhile does not look like one', async () => {
    const hanging = new Proxy(store, {
      get: (target, name) => {
        if (name !== 'databases') return (Reflect.get(target, name) as () => void).bind(target);
        return () => Promise.reject(new Error('killed'));
      },
    });
    await expect(backup({ store: hanging })).rejects.toThrow('killed');
    await writeFile(`${file}.part`, 'what a kill leaves');
    await expect(checkBackup(file)).rejects.toThrow(/cannot be read/);
    await backup();
    await checkBackup(file);
  });
});

describe('a restored gateway', () => {
  it('keeps the databases of the one that is gone, and goes on in its own', async () => {
    await backup();
    const { store: after, result } = await restored();
    expect(result).toEqual({ former: 'gw-a', at: 7, lines: ['line8'], documents: 457 });
    expect(await after.databases('')).toEqual([
      'config_gw-a',
      'config_gw-b',
      'facts_plant_line8_2026_11',
      'local_gw-b_access',
      'local_gw-b_meta',
      'local_gw-b_positions',
      'series_gw-a_line8_2026_11',
    ]);
    expect(await after.range('series_gw-a_line8_2026_11', { from: '', to: '~' })).toEqual(
      await store.range('series_gw-a_line8_2026_11', { from: '', to: '~' }),
    );
    expect(await after.range('local_gw-b_positions', { from: '', to: '~' })).toHaveLength(3);
    expect(await after.get('local_gw-b_meta', ['former', 'epoch'])).toMatchObject([
      { lines: { line8: { 'gw-a': 'here' } } },
      null,
    ]);
  });

  it('has people and devices as they were, and states its lines itself', async () => {
    await backup();
    const { store: after } = await restored();
    const config = await after.range('config_gw-b', { from: '', to: '~' });
    expect(config.map(({ kind }) => kind)).toEqual(['person']);
  });

  it('has the journal under the numbers that it had', async () => {
    await backup();
    const { dataDir } = await restored();
    const journal = await openJournal({ directory: join(dataDir, 'journal'), bootId: 'b', log: expect.unreachable });
    const found: [number, string][] = [];
    for await (const { sequence, record } of journal.read(0)) found.push([sequence, record.bytes.toString()]);
    expect(found).toEqual([
      [3, 'one\n'],
      [5, 'two\n'],
    ]);
    expect(journal.nextSequence).toBe(6);
    await journal.close();
  });

  it('has the secrets that people and devices rely on, and none that would let it pass for the other at the plant', async () => {
    await backup();
    const { dataDir } = await restored();
    expect(await readdir(join(dataDir, 'secrets'))).toEqual(['identity-of-gw-a.pub.pem', 'pepper']);
    expect(await readFile(join(dataDir, 'secrets', 'identity-of-gw-a.pub.pem'), 'utf8')).toMatch('BEGIN PUBLIC KEY');
    expect((await stat(join(dataDir, 'secrets', 'pepper'))).mode & 0o777).toBe(0o600);
  });

  it('is the same when the restore is repeated', async () => {
    await backup();
    const first = await restored();
    const content = async () =>
      Promise.all((await first.store.databases('')).map((name) => first.store.range(name, { from: '', to: '~' })));
    const before = await content();
    await restored(first.store);
    expect(await content()).toEqual(before);
  });

  it('remembers whose place the other had taken', async () => {
    await store.put('local_gw-a_meta', [
      { _id: 'former', lines: { line8: { 'gw-0': 'here' }, line9: { 'gw-1': 'without' } } },
    ]);
    await backup();
    const { store: after } = await restored();
    const [former] = await after.get('local_gw-b_meta', ['former']);
    expect(former!.lines).toEqual({ line8: { 'gw-a': 'here', 'gw-0': 'here' }, line9: { 'gw-1': 'without' } });
  });
});
