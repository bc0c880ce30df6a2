import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FactWriter, type Waiting } from '../../../gateway/pipeline/fact-writer.ts';
import { Overflow } from '../../../gateway/pipeline/overflow.ts';
import { Turns } from '../../../gateway/pipeline/turns.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { InsertOutcome, StoredDocument } from '../../../gateway/store/store.ts';
import { AppError } from '../../../shared/errors.ts';
import { blocksOf, EIGHT, file, pipelineOver, RecordedLine, row, running } from './recorded-line.ts';

/** A real store that is out of reach for the next `failures` calls. */
class FlakyStore extends MemoryStore {
  failures = 0;
  inserts: number[] = [];

  override async insert(database: string, documents: readonly StoredDocument[]): Promise<InsertOutcome[]> {
    this.#fail();
    this.inserts.push(documents.length);
    return super.insert(database, documents);
  }

  override async put(database: string, documents: readonly StoredDocument[]): Promise<void> {
    this.#fail();
    return super.put(database, documents);
  }

  #fail(): void {
    if (this.failures > 0) {
      this.failures--;
      throw new AppError('STORE_UNREACHABLE', 'The store is away.');
    }
  }
}

function writing() {
  const store = new FlakyStore();
  const log: string[] = [];
  return { store, log, writer: new FactWriter({ store, gateway: 'gw', log: (message) => log.push(message) }) };
}

describe('the writer of facts', () => {
  it('writes what comes together in one request, and gives each document a ticket in order', async () => {
    const { store, writer } = writing();
    const tickets = Array.from({ length: 50 }, (_, i) => writer.add('series_gw_line8_2022_10', { _id: `c${i}`, i }));
    expect(writer.waiting).toBe(50);
    await writer.drained();
    expect(store.inserts).toEqual([50]);
    expect(tickets).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  it('lets work begin when the documents that it builds on are durable, however many follow them', async () => {
    const { store, writer } = writing();
    const ticket = writer.add('series_gw_line8_2022_10', { _id: 'mine' });
    let more = 0;
    const stream = setInterval(() => writer.add('series_gw_line9_2022_10', { _id: `other${more++}` }), 0);
    const seen = await writer.inDurableTurn(
      new Turns(),
      () => ticket,
      () => store.get('series_gw_line8_2022_10', ['mine']),
    );
    clearInterval(stream);
    expect(seen).toEqual([{ _id: 'mine' }]);
  });

  it('does not give up while the store is away, and says so once', async () => {
    const { store, writer, log } = writing();
    store.failures = 2;
    writer.add('series_gw_line8_2022_10', { _id: 'c1' });
    writer.add('series_gw_line8_2022_11', { _id: 'c2' });
    await writer.drained();
    expect(await store.get('series_gw_line8_2022_11', ['c2'])).toEqual([{ _id: 'c2' }]);
    expect(log).toHaveLength(1);
    expect(writer.waiting).toBe(0);
  });

  it('makes those wait who bring more while much is waiting', async () => {
    const { store, writer } = writing();
    store.failures = 1;
    for (let i = 0; i < 1_200; i++) writer.add('series_gw_line8_2022_10', { _id: `c${i}` });
    let hasRoom = false;
    const room = writer.room().then(() => (hasRoom = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasRoom).toBe(false);
    await room;
    expect(writer.waiting).toBeLessThanOrEqual(1_000);
    await writer.drained();
  });

  it('keeps a document aside that is in the store with other content, and counts it once', async () => {
    const { store, writer } = writing();
    const database = 'series_gw_line8_2022_10';
    await store.insert(database, [{ _id: 'c1', says: 'one' }]);
    let calls = 0;
    const put = store.put.bind(store);
    store.put = async (...of) => {
      if (calls++ === 0) throw new AppError('STORE_UNREACHABLE', 'The store is away.');
      return put(...of);
    };
    writer.add(database, { _id: 'c1', says: 'other' });
    await writer.drained();
    expect(await store.get(database, ['c1'])).toEqual([{ _id: 'c1', says: 'one' }]);
    expect(await store.get('local_gw_faults', ['fault:c1'])).toMatchObject([{ database, document: { says: 'other' } }]);
    expect(writer.faults).toBe(1);
  });
});

describe('a store that is away for days', () => {
  it('holds nobody up: what does not fit into memory waits on disk, and is written in order when it is back', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lineside-overflow-'));
    const store = new FlakyStore();
    const overflow = await Overflow.open<Waiting>(join(directory, 'waiting'), () => {});
    const writer = new FactWriter({ store, gateway: 'gw', log: () => {}, overflow });
    const order: string[] = [];
    const insert = store.insert.bind(store);
    store.insert = async (database, documents) => {
      const outcomes = await insert(database, documents);
      order.push(...documents.map(({ _id }) => _id));
      return outcomes;
    };
    store.failures = Infinity;
    const ids = Array.from({ length: 20_000 }, (_, i) => `c${String(i).padStart(6, '0')}`);
    for (const id of ids) {
      writer.add('series_gw_line8_2022_10', { _id: id });
      await writer.room();
    }
    expect(writer.waiting).toBe(ids.length);
    expect((await readdir(join(directory, 'waiting'))).length).toBeGreaterThan(30);
    store.failures = 0;
    await writer.drained();
    expect(order).toEqual(ids);
    expect(await readdir(join(directory, 'waiting'))).toEqual([]);
    await rm(directory, { recursive: true });
  });

  it('begins without what an earlier run left on disk: the journal has it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lineside-overflow-'));
    const left = await Overflow.open<number>(directory, () => {});
    for (let i = 0; i < 1_000; i++) left.push(i);
    await left.room();
    expect((await Overflow.open<number>(directory, () => {})).length).toBe(0);
    await rm(directory, { recursive: true, force: true });
  });
});

describe('a line whose store is away for two days', () => {
  it('shows what it does all the time, and has the same chunks and hours afterwards as one that never missed it', async () => {
    const days = 2 * 24 * 3_600_000;
    const text = running(EIGHT, EIGHT + days / 8) + running(EIGHT + days / 2, EIGHT + days);
    const blocks = blocksOf(
      file('PR1.txt', text),
      Array.from({ length: 400 }, (_, i) => i * 300),
    );
    const undisturbed = await RecordedLine.start();
    for (const block of blocks) await undisturbed.take(block);
    await undisturbed.settle();

    const directory = await mkdtemp(join(tmpdir(), 'lineside-overflow-'));
    const store = new FlakyStore();
    const overflow = await Overflow.open<Waiting>(directory, () => {});
    const line = await RecordedLine.start({ store, overflow });
    store.failures = Infinity;
    for (const block of blocks) {
      await line.take(block);
      // What is shown now does not wait for what is stored.
      const end = block.offset + block.bytes.length;
      expect(line.recorder.known('PR1.txt')!.offset).toBe(end);
    }
    expect(line.recorder.engine.lastAt).toBe(undisturbed.recorder.engine.lastAt);
    await expect(line.recorder.advance(line.now)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    store.failures = 0;
    await line.settle();
    expect(await line.outcome()).toEqual(await undisturbed.outcome());
    await rm(directory, { recursive: true, force: true });
  });
});

describe('a store that is away for a while', () => {
  it('costs no row, no hour and no position', async () => {
    const files = [
      file('PR1.txt', running(EIGHT, EIGHT + 2.2 * 3_600_000)),
      file('PR2.txt', running(EIGHT + 3 * 3_600_000, EIGHT + 3.1 * 3_600_000)),
    ];
    const undisturbed = await RecordedLine.start();
    await undisturbed.import(...files);
    const store = new FlakyStore();
    const line = await RecordedLine.start({ store });
    let refused = 0;
    const untilDone = async (work: () => Promise<unknown>) => {
      for (;;) {
        try {
          return await work();
        } catch (error) {
          expect(error).toMatchObject({ code: 'STORE_UNREACHABLE' });
          refused++;
        }
      }
    };
    for (const block of files.flatMap((one) => blocksOf(one, [500, 4_000, 8_500]))) {
      store.failures = 2;
      await line.take(block);
      await untilDone(() => line.recorder.advance(null));
      store.failures = Math.min(store.failures, 1);
      await untilDone(() => line.recorder.save());
    }
    await untilDone(() => line.settle());
    expect(refused).toBeGreaterThan(0);
    expect(await line.outcome()).toEqual(await undisturbed.outcome());
    await line.restart();
    expect(line.recorder.known('PR1.txt')!.offset).toBe(files[0]!.bytes.length);
  });
});

describe('a store that is away', () => {
  it('does not hold up the rows of a line that waits for its positions to be saved', async () => {
    const store = new MemoryStore();
    let back = () => {};
    const away = new Promise<void>((resolve) => (back = resolve));
    const insert = store.insert.bind(store);
    store.insert = (...of) => away.then(() => insert(...of));
    const pipeline = await pipelineOver(store);
    // Two windows of ten minutes: the first is a chunk that the store does not take.
    const [first, second] = blocksOf(file('PR1.txt', row(EIGHT) + row(EIGHT + 900_000) + row(EIGHT + 900_900)), [2]);
    await pipeline.accept(first!);
    const saved = pipeline.save();
    await pipeline.accept(second!);
    expect(pipeline.cycles!.engine.lastAt).toBe(EIGHT + 900_900);
    back();
    await saved;
  });
});
