import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headFileIn } from '../../../gateway/audit/head-file.ts';
import { openJournal } from '../../../gateway/journal/journal.ts';
import { bodyHash } from '../../../gateway/pipeline/hour-statements.ts';
import { FactWriter } from '../../../gateway/pipeline/fact-writer.ts';
import { LinePipeline } from '../../../gateway/pipeline/line-pipeline.ts';
import { lineVersion } from '../../../gateway/projections/configuration.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { StoredDocument } from '../../../gateway/store/store.ts';
import { verify, verifyText, type VerifyReport } from '../../../gateway/jobs/verify.ts';
import { lineHourId, type LineHour } from '../../../shared/documents/line-hour.ts';
import { dayOfRows, PLANT, plantDirectory, ZONE, type PlantDirectory } from '../../system/packing-plant.ts';

const GATEWAY = 'gw-test';
const ROWS = 12_000;
const day = dayOfRows(Date.UTC(2026, 5, 10, 20), ROWS);

/** A store whose documents a test may damage, which no store allows. */
class DamageableStore extends MemoryStore {
  async damage(id: string, change: (document: StoredDocument) => StoredDocument | null): Promise<void> {
    for (const database of await this.databases('')) {
      const documents = await this.range(database, { from: '', to: '~' });
      if (!documents.some(({ _id }) => _id === id)) continue;
      await this.drop(database);
      const kept = documents.flatMap((document) => (document._id === id ? (change(document) ?? []) : document));
      if (database.startsWith('local')) await this.put(database, kept);
      else await this.insert(database, kept);
      return;
    }
    throw new Error(`there is no "${id}"`);
  }

  async ids(prefix: string, databases = ''): Promise<string[]> {
    const ids: string[] = [];
    for (const database of await this.databases(databases))
      ids.push(...(await this.range(database, { from: prefix, to: `${prefix}~` })).map(({ _id }) => _id));
    return ids;
  }
}

let plant: PlantDirectory;
let store: DamageableStore;
let journalDirectory: string;

/** A gateway's morning: rows arrive, chunks and hours are stored, and it ends properly. */
async function work(
  rows: readonly string[],
  { offset = 0, segmentBytes = 100_000, now = Date.now } = {},
): Promise<void> {
  const journal = await openJournal({
    directory: journalDirectory,
    bootId: 'boot',
    log: () => undefined,
    segmentBytes,
  });
  const writer = new FactWriter({ store, gateway: GATEWAY, log: () => undefined });
  const line = PLANT.lines[0]!;
  const configVersion = lineVersion(PLANT, line);
  const pipeline = new LinePipeline({ gateway: GATEWAY, zone: ZONE, line, configVersion, store, writer, journal, now });
  const from = await pipeline.restore();
  for await (const { sequence, record } of journal.read(from)) await pipeline.replay(sequence, record);
  const place = { sourceId: 'line8/vision', file: day.file, fileKey: 'f00d', generation: 0, receivedAt: 1e12 };
  for (let at = 0; at < rows.length; at += 200) {
    const bytes = Buffer.from(rows.slice(at, at + 200).join(''));
    await pipeline.accept({ ...place, offset, bytes });
    offset += bytes.length;
  }
  await pipeline.finish();
  await pipeline.save();
  await journal.close();
}

const look = (): Promise<VerifyReport> =>
  verify({
    ...{ journalDirectory, store, gateway: GATEWAY, plant: PLANT, now: Date.now },
    audit: { headFile: headFileIn(plant.path) },
  });
const kinds = async (): Promise<string[]> => [...new Set((await look()).findings.map(({ kind }) => kind))];

beforeEach(async () => {
  plant = await plantDirectory();
  store = new DamageableStore();
  journalDirectory = join(plant.path, 'journal');
  await work(day.rows);
});
afterEach(() => plant.remove());

async function anyChunk(): Promise<string> {
  const ids = await store.ids('chunk:');
  return ids[Math.floor(ids.length / 2)]!;
}

async function damageSegment(n: number, damage: (bytes: Buffer) => Buffer): Promise<void> {
  const file = join(journalDirectory, (await readdir(journalDirectory)).sort()[n]!);
  await writeFile(file, damage(await readFile(file)));
}

const flipped = (bytes: Buffer): Buffer => {
  bytes[Math.floor(bytes.length / 2)]! ^= 4;
  return bytes;
};

describe('a gateway whose parts fit together', () => {
  it('has nothing to find, and says what was looked at', async () => {
    const report = await look();
    expect(report.findings).toEqual([]);
    expect(report.checked.records).toBe(ROWS / 200);
    expect(report.checked.chunks).toBeGreaterThan(10);
    expect(report.checked.hours).toBeGreaterThan(1);
    expect(verifyText(report)).toContain('all in order');
  });

  it('has nothing to find when the journal was let go of up to what a start needs', async () => {
    await work([]);
    const journal = await openJournal({ directory: journalDirectory, bootId: 'boot', log: () => undefined });
    const [progress] = await store.ids('progress:', 'local');
    const [document] = await store.get((await store.databases('local'))[0]!, [progress!]);
    const neededFrom = (document as unknown as { journalFrom: number }).journalFrom;
    await journal.retain({ neededFrom, keepMs: 0, keepBytes: 0, now: Number.MAX_SAFE_INTEGER });
    await journal.close();
    const report = await look();
    expect(report.findings).toEqual([]);
    expect(report.checked.records).toBeLessThan(ROWS / 200);
  });

  it('has nothing to find after a kill: what a start will replay is not lost', async () => {
    for (const id of await store.ids('', 'local')) await store.damage(id, () => null);
    const ids = await store.ids('chunk:');
    for (const id of ids.slice(-3)) await store.damage(id, () => null);
    expect((await look()).findings).toEqual([]);
  });

  it('has nothing to find without a journal, or with one that is just being written', async () => {
    const [newest] = (await readdir(journalDirectory)).sort().reverse();
    await writeFile(join(journalDirectory, newest!), Buffer.alloc(20, 1), { flag: 'a' });
    expect(await kinds()).toEqual([]);
    await rm(journalDirectory, { recursive: true });
    expect(await kinds()).toEqual([]);
  });
});

describe('damage to what a gateway keeps is found by name', () => {
  it('a bit of the journal', async () => {
    await damageSegment(1, flipped);
    expect(await kinds()).toEqual(['journal-damaged']);
  });

  it('a bit of the journal that the last start has set aside', async () => {
    await damageSegment(1, flipped);
    const journal = await openJournal({ directory: journalDirectory, bootId: 'boot', log: () => undefined });
    await journal.close();
    const { recovered } = journal;
    const { findings } = await verify({
      audit: { headFile: headFileIn(plant.path) },
      journalDirectory,
      store,
      gateway: GATEWAY,
      plant: PLANT,
      now: Date.now,
      recovered,
    });
    expect(findings).toMatchObject([{ kind: 'journal-damaged', what: expect.stringContaining('.damaged') }]);
  });

  it('records that come twice, in a file that was copied into the journal', async () => {
    const [first] = (await readdir(journalDirectory)).sort();
    await copyFile(join(journalDirectory, first!), join(journalDirectory, '0000000000000001.journal'));
    expect(await kinds()).toContain('journal-order');
  });

  it('a segment that a start needs', async () => {
    for (const file of (await readdir(journalDirectory)).sort().slice(0, -1)) await rm(join(journalDirectory, file));
    const [progress] = await store.ids('progress:', 'local');
    await store.damage(progress!, (document) => ({ ...document, journalFrom: 3 }));
    expect(await kinds()).toContain('journal-incomplete');
  });

  it('a chunk that was edited', async () => {
    await store.damage(await anyChunk(), (chunk) => ({ ...chunk, rows: Number(chunk.rows) - 1 }));
    expect(await kinds()).toContain('chunk-unreadable');
  });

  it('a chunk whose packed rows are broken', async () => {
    await store.damage(await anyChunk(), (chunk) => ({ ...chunk, packed: String(chunk.packed).slice(0, -40) }));
    expect(await kinds()).toEqual(['chunk-unreadable']);
  });

  it('a document that is no chunk any more', async () => {
    await store.damage(await anyChunk(), ({ texts: _, ...chunk }) => chunk as StoredDocument);
    expect(await kinds()).toContain('chunk-invalid');
  });

  it('a chunk under the id of another', async () => {
    await store.damage(await anyChunk(), (chunk) => ({ ...chunk, fileKey: 'beef' }));
    expect(await kinds()).toContain('chunk-misplaced');
  });

  it('a chunk that is gone', async () => {
    await store.damage(await anyChunk(), () => null);
    expect(await kinds()).toEqual(expect.arrayContaining(['rows-missing', 'chunk-missing']));
    await rm(journalDirectory, { recursive: true });
    expect(await kinds()).toContain('rows-missing');
  });

  it('a chunk that says something else than the journal', async () => {
    const [one, other] = (await store.ids('chunk:')).slice(3, 5);
    let texts: unknown;
    await store.damage(one!, (chunk) => {
      texts = chunk.texts;
      return { ...chunk, texts: (texts as string[]).map((text) => `${text}1`) };
    });
    expect(other).toBeDefined();
    expect(await kinds()).toContain('chunk-differs');
  });

  it('rows that are in two chunks', async () => {
    const [one] = await store.ids('chunk:');
    await store.damage(one!, (chunk) => ({ ...chunk, toPos: Number(chunk.toPos) + 10 }));
    expect(await kinds()).toContain('chunk-overlap');
  });

  it('an hour that nobody stated', async () => {
    const hours = await store.ids('hour:');
    await store.damage(hours[1]!, () => null);
    expect(await kinds()).toEqual(['hour-missing']);
  });

  it('an hour that says something else than its rows', async () => {
    const hours = await store.ids('hour:');
    await store.damage(hours[1]!, (document) => {
      const hour = document as unknown as LineHour;
      const good = hour.good.map((count) => count + 1);
      const changed = {
        ...hour,
        good,
        _id: lineHourId('line8', hour.hourAt, hour.edition, bodyHash({ ...hour, good })),
      };
      return changed as unknown as StoredDocument;
    });
    const { findings } = await look();
    expect(findings).toMatchObject([{ kind: 'hour-differs', what: 'The rows give other good.' }]);
    expect(findings[0]!.advice).not.toBe('');
  });
});
