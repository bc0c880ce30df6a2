/** Rows that no file has any more, and rows that come while the backup is made: what was acknowledged by then is there, once. */
import fc from 'fast-check';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runBackup } from '../../../gateway/jobs/backup-job.ts';
import { restoreBackup } from '../../../gateway/backup/restore-backup.ts';
import { openIngest } from '../../../gateway/lines/ingest.ts';
import { samplesOf } from '../../../gateway/pipeline/chunk-codec.ts';
import { lineChunks } from '../../../gateway/pipeline/line-chunks.ts';
import type { Block } from '../../../gateway/sources/source.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { Store } from '../../../gateway/store/store.ts';
import { verify } from '../../../gateway/jobs/verify.ts';
import { headFileIn } from '../../../gateway/audit/head-file.ts';
import type { PlantDefinition } from '../../../shared/equipment.ts';
import type { SourceDefinition } from '../../../shared/sources.ts';
import { EIGHT, LATER, LINE } from '../pipeline/recorded-line.ts';

const PORTS: SourceDefinition[] = ['scale', 'sealer'].map((id) => ({
  ...{ id, kind: 'serial' as const, path: `/dev/${id}`, meaning: 'samples' as const, columns: [id] },
  metrics: [{ id, name: id, unit: '', resolution: 1 }],
}));
const PLANT: PlantDefinition = {
  plant: { id: 'demo', name: 'Demo', timezone: 'UTC' },
  lines: [{ ...LINE, sources: PORTS }],
};
const NOTHING_KEPT = { ms: 0, bytes: 0 };

let directory: string;
let run = 0;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-drill-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const gatewayOn = (dataDir: string, gateway: string, store: Store, now = () => LATER) =>
  openIngest({ dataDir, gateway, plant: PLANT, store, keepJournal: NOTHING_KEPT, now, log: () => {} });

/** Calls `meanwhile` before each thing that is asked of the store. */
function interrupted(store: Store, meanwhile: () => Promise<void>): Store {
  return new Proxy(store, {
    get:
      (target, method: keyof Store) =>
      async (...of: unknown[]) => {
        await meanwhile();
        return (target[method] as (...of: unknown[]) => unknown).apply(target, of);
      },
  });
}

const writing = fc.array(
  fc.record({
    // One says little, so that its rows rest in the store while the other goes on.
    port: fc.constantFrom(0, 1, 1, 1, 1, 1, 1, 1),
    gap: fc.constantFrom(300, 1_000, 70_000, 700_000),
    then: fc.constantFrom('', '', '', 'save', 'save', 'drained', 'trim'),
  }),
  { minLength: 1, maxLength: 200 },
);

it('a restored gateway has every row that was acknowledged when the backup began, and none twice', async () => {
  await fc.assert(
    fc.asyncProperty(writing, fc.nat(), fc.integer({ min: 1, max: 30 }), async (all, when, each) => {
      const here = join(directory, String(run++));
      await mkdir(here);
      const store = new MemoryStore();
      let at = EIGHT;
      const first = await gatewayOn(join(here, 'a'), 'gw-a', store, () => at);
      const written = [0, 0];
      let next = 0;
      const step = async (): Promise<void> => {
        const one = all[next++];
        if (!one) return;
        const line = first.lines[0]!;
        const source = PORTS[one.port]!.id;
        const offset = written[one.port]!;
        const block: Block = {
          ...{ sourceId: `line8/${source}`, file: source, fileKey: 'boot', generation: 0, offset },
          ...{ bytes: Buffer.from(`${offset}\r\n`), receivedAt: (at += one.gap) },
        };
        await line.accept(block);
        written[one.port] = offset + 1;
        if (one.then === 'save') await line.save();
        if (one.then === 'drained') await first.writer.drained();
        if (one.then === 'trim') await first.trimJournal();
      };
      const steps = async (count: number): Promise<void> => {
        for (let i = 0; i < count; i++) await step();
      };
      await steps(when % (all.length + 1));
      const acknowledged = [...written];

      const file = join(here, 'drill.backup');
      await runBackup(
        {
          ...{ dataDir: join(here, 'a'), gateway: 'gw-a', plant: PLANT, ingest: first, now: () => LATER },
          ...{ store: interrupted(store, () => steps(each)), audit: { record: async () => {} } },
          signal: new AbortController().signal,
        },
        { file },
      );
      await first.close();

      const after = new MemoryStore();
      const dataDir = join(here, 'b');
      const plantFile = join(dataDir, 'plant.json');
      await restoreBackup({ file, store: after, gateway: 'gw-b', dataDir, plantFile });
      expect(JSON.parse(await readFile(plantFile, 'utf8'))).toEqual(JSON.parse(JSON.stringify(PLANT)));
      const second = await gatewayOn(dataDir, 'gw-b', after);
      await second.writer.drained();
      for (const [i, { id }] of PORTS.entries()) {
        const rows: number[] = [];
        for await (const chunk of lineChunks(after, 'line8', `chunk:line8:${id}:`))
          rows.push(...samplesOf(chunk).map(({ scaled }) => scaled));
        rows.push(...second.lines[0]!.openSamples(id).map(({ scaled }) => scaled));
        expect(new Set(rows).size).toBe(rows.length);
        expect(rows).toEqual(expect.arrayContaining(Array.from({ length: acknowledged[i]! }, (_, row) => row)));
      }
      const audit = { headFile: headFileIn(dataDir) };
      const journalDirectory = join(dataDir, 'journal');
      const parts = { store: after, gateway: 'gw-b', plant: PLANT, now: () => LATER, audit, journalDirectory };
      expect((await verify(parts)).findings).toEqual([]);
      await second.close();
      const ids: string[] = [];
      for (const name of await after.databases('series_'))
        ids.push(...(await after.range(name, { from: '', to: '~' })).map(({ _id }) => _id));
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 60 },
  );
}, 60_000);
