import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { FormerGateways } from '../../../gateway/pipeline/former-gateways.ts';
import { tailHash } from '../../../gateway/sources/fingerprint.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { blocksOf, EIGHT, file, pipelineOver, RecordedLine, row, running, type File } from './recorded-line.ts';
import { randomFiles } from './random-files.ts';

const HOUR_MS = 3_600_000;

/** What the plant (or a backup) gives of a gateway that is gone: its databases under their names, `but` these documents. */
async function copied(from: Store, but: (id: string) => boolean = () => false): Promise<MemoryStore> {
  const store = new MemoryStore();
  for (const prefix of ['series_', 'facts_'])
    for (const database of await from.databases(prefix)) {
      const documents = await from.range(database, { from: '', to: '~' });
      await store.insert(
        database,
        documents.filter(({ _id }) => !but(_id)),
      );
    }
  return store;
}

/** Reads files on from where they are known, as their source does. */
async function readOn(line: RecordedLine, files: readonly File[]): Promise<void> {
  for (const one of files) {
    const known = line.recorder.known(one.name);
    const offset = known?.offset ?? 0;
    if (known) expect(known.tail).toBe(tailHash(one.bytes.subarray(0, offset)));
    const [block] = blocksOf({ name: one.name, bytes: one.bytes.subarray(offset) });
    if (block) await line.take({ ...block, offset });
  }
  await line.settle();
}

async function outcome(line: RecordedLine) {
  const { chunks, hours } = await line.outcome();
  return { chunks: chunks.map((chunk) => ({ ...(chunk as object), by: null })), hours };
}

describe('a gateway in the place of one that is gone', () => {
  it('goes on where the other’s chunks end, at any point: no row is missing, none is there twice', async () => {
    const acts = fc.array(fc.constantFrom('', '', 'advance', 'settle', 'drained', 'kill'), {
      minLength: 60,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(randomFiles(), fc.array(fc.nat(30), { maxLength: 10 }), acts, fc.nat(), async (...random) => {
        const [files, cuts, after, end] = random;
        const undisturbed = await RecordedLine.start();
        await undisturbed.import(...files);
        const blocks = files.flatMap((one) => blocksOf(one, cuts));
        const first = await RecordedLine.start({ gateway: 'gw-a' });
        for (const [i, block] of blocks.slice(0, end % (blocks.length + 1)).entries()) {
          await first.take(block);
          const act = after[i % after.length];
          if (act === 'advance') await first.recorder.advance(null);
          if (act === 'settle') await first.settle(first.recorder.engine.lastAt ?? 0);
          if (act === 'drained') await first.writer.drained();
          if (act === 'kill') await first.restart();
        }
        const second = await RecordedLine.start({
          ...{ store: await copied(first.store), gateway: 'gw-b', former: ['gw-a'] },
        });
        await readOn(second, files);
        expect(await outcome(second)).toEqual(await outcome(undisturbed));
        expect(second.writer.faults).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('reads what is missing between the other’s chunks once more, and only that', async () => {
    await fc.assert(
      fc.asyncProperty(randomFiles({ files: 1 }), fc.nat(), async (files, which) => {
        const undisturbed = await RecordedLine.start();
        await undisturbed.import(...files);
        const first = await RecordedLine.start({ gateway: 'gw-a' });
        await first.import(...files);
        const ids = (await first.chunks()).map(({ _id }) => _id);
        // What lies before all others may be in a month that is gone on purpose.
        const lost = ids[1 + (which % Math.max(1, ids.length - 1))];
        const store = await copied(first.store, (id) => id === lost);
        const second = await RecordedLine.start({ store, gateway: 'gw-b', former: ['gw-a'] });
        await readOn(second, files);
        expect((await outcome(second)).chunks).toEqual((await outcome(undisturbed)).chunks);
        expect((await second.hours()).map(({ rowsRead }) => rowsRead)).toEqual(
          (await undisturbed.hours()).map(({ rowsRead }) => rowsRead),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('ends a chunk where the other’s next one begins, though its bytes do not say so', async () => {
    const parts = [0, 1, 2].map((i) => row(EIGHT + i * 900)).concat('noise\n', row(EIGHT + 9_000));
    const rest = running(EIGHT + 10_000, EIGHT + HOUR_MS);
    const whole = file('PR1.txt', parts.join('') + rest);
    const blocks = blocksOf(whole, [1, 2, 3, 4, 5]);
    /** Somebody changed its mapping again and again: each row is a chunk. */
    const sealed = async (line: RecordedLine, upTo: number) => {
      for (const [i, block] of blocks.slice(0, upTo).entries()) {
        await line.take(block);
        if (i < parts.length) await line.recorder.seal(() => i + 1);
      }
      await line.settle();
    };
    const undisturbed = await RecordedLine.start();
    await sealed(undisturbed, blocks.length);
    const ids = (await undisturbed.chunks()).map(({ _id }) => _id);
    for (let cut = 2; cut < parts.length; cut++) {
      const first = await RecordedLine.start({ gateway: 'gw-a' });
      await sealed(first, blocks.length);
      // One is missing between the others, or all that came after it.
      for (const lost of [[ids[cut]], ids.slice(cut)]) {
        const store = await copied(first.store, (id) => lost.includes(id) || id.startsWith('hour:'));
        const second = await RecordedLine.start({ store, gateway: 'gw-b', former: ['gw-a'] });
        await readOn(second, [whole]);
        const { files, rejected } = await second.recorder.files(EIGHT, EIGHT + 2 * HOUR_MS);
        expect(files[0]!.cycles.length + rejected).toBe(whole.bytes.toString().split('\n').length - 1);
        expect(new Set(files[0]!.cycles.map(({ offset }) => offset)).size).toBe(files[0]!.cycles.length);
        if (lost.length === 1) expect((await second.chunks()).map(({ _id }) => _id)).toEqual(ids);
        expect((await second.hours()).map(({ rowsRead }) => rowsRead)).toEqual(
          (await undisturbed.hours()).map(({ rowsRead }) => rowsRead),
        );
        const next = (await second.chunks()).find(({ _id }) => _id === ids[4]);
        if (lost[0] === ids[4]) expect(next?.before).toBe(EIGHT + 1_800);
      }
    }
  });

  it('counts a chunk once that came from the other after it was made here', async () => {
    const files = [file('PR1.txt', running(EIGHT, EIGHT + 2 * HOUR_MS))];
    const first = await RecordedLine.start({ gateway: 'gw-a' });
    await first.import(...files);
    const second = await RecordedLine.start({ gateway: 'gw-b' });
    await second.import(...files);
    const databases = await first.store.databases('series_');
    for (const name of databases) await second.store.insert(name, await first.store.range(name, { from: '', to: '~' }));
    await second.dropLocal();
    await second.restart();
    const { files: read } = await second.recorder.files(EIGHT, EIGHT + 3 * HOUR_MS);
    expect(read.map(({ cycles }) => cycles.length)).toEqual([8_000]);
    expect(second.recorder.followed()).toMatchObject([{ rows: 8_000 }]);
  });
});

describe('a line whose former gateway’s databases are not here', () => {
  let full: Store;
  beforeEach(async () => {
    const first = await RecordedLine.start({ gateway: 'gw-a' });
    await first.import(file('PR1.txt', running(EIGHT, EIGHT + HOUR_MS)));
    full = first.store;
  });
  const [block] = blocksOf(file('PR1.txt', row(EIGHT)));

  it('reads no file, and says whose chunks it waits for and what a person can do', async () => {
    const store = new MemoryStore();
    const former = await FormerGateways.load({ store, gateway: 'gw' });
    await former.takesPlaceOf('line8', ['gw-a']);
    const pipeline = await pipelineOver(store, () => former.waiting('line8'));
    await expect(pipeline.accept(block!)).rejects.toThrow(/"line8" was read by "gw-a".*lineside go-on --line line8/s);
    expect((await FormerGateways.load({ store, gateway: 'gw' })).waiting('line8')).not.toBeNull();
  });

  it('goes on when they have come', async () => {
    const store = await copied(full);
    const former = await FormerGateways.load({ store, gateway: 'gw' });
    await former.takesPlaceOf('line8', ['gw-a']);
    expect(await former.arrived('line8')).toBe(true);
    expect(former.waiting('line8')).toBeNull();
    const pipeline = await pipelineOver(store, () => former.waiting('line8'));
    expect(await pipeline.accept({ ...block!, offset: 0 })).toMatchObject({ rows: 0 });
  });

  it('goes on waiting when only its hours came, and not the rows that they were made of', async () => {
    const store = await copied(full, (id) => id.startsWith('chunk:'));
    for (const name of await store.databases('series_')) await store.drop(name);
    const former = await FormerGateways.load({ store, gateway: 'gw' });
    await former.takesPlaceOf('line8', ['gw-a']);
    expect(await former.arrived('line8')).toBe(false);
    expect(former.waiting('line8')).toMatch('"gw-a"');
  });

  it('goes on with what is here when a person says so, also after a start', async () => {
    const store = new MemoryStore();
    const former = await FormerGateways.load({ store, gateway: 'gw' });
    await former.takesPlaceOf('line8', ['gw-a']);
    await former.goOnWithout('line8');
    expect(former.waiting('line8')).toBeNull();
    await former.takesPlaceOf('line8', ['gw-a']);
    const next = await FormerGateways.load({ store, gateway: 'gw' });
    expect([next.waiting('line8'), next.of('line8')]).toEqual([null, ['gw-a']]);
  });

  it('waits again when they are gone before it had read anything itself', async () => {
    const store = await copied(full);
    const former = await FormerGateways.load({ store, gateway: 'gw' });
    await former.takesPlaceOf('line8', ['gw-a']);
    await former.arrived('line8');
    for (const name of await store.databases('series_')) await store.drop(name);
    expect((await FormerGateways.load({ store, gateway: 'gw' })).waiting('line8')).toMatch('"gw-a"');
  });

  it('does not wait for a gateway that never wrote anything about it', async () => {
    const store = new MemoryStore();
    const former = await FormerGateways.load({ store, gateway: 'gw' });
    await former.takesPlaceOf('line8', ['gw-a', 'gw']);
    expect(await former.arrived('line8')).toBe(true);
    expect(former.of('line8')).toEqual(['gw-a']);
    expect((await FormerGateways.load({ store, gateway: 'gw' })).waiting('line8')).toBeNull();
  });
});
