/** The logs of two real packing lines, read half by a gateway that burnt and on by the one in its place. */
import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../gateway/lines/import-files.ts';
import { FactWriter } from '../../gateway/pipeline/fact-writer.ts';
import { bestHours } from '../../gateway/store/best-hours.ts';
import { LinePipeline } from '../../gateway/pipeline/line-pipeline.ts';
import { report } from '../../gateway/reports/report.ts';
import { MemoryStore } from '../../gateway/store/memory-store.ts';
import type { Store } from '../../gateway/store/store.ts';
import { instantOf } from '../../shared/calendar/zone.ts';
import { HOUR_MS } from '../../shared/documents/document.ts';
import type { StopClass } from '../../shared/kpi/report.ts';
import { rulesOf } from '../fixtures/calendar-rules.ts';
import { line, plant, ZONE } from '../fixtures/vision-line.ts';

const LOGS = new URL('../../../shared/data/vision/', import.meta.url);
const DAY = '2022-10-10';
/** Of the file, when the first gateway burns. */
const CUTS = [0.05, 0.5, 0.93];
const WINDOW = { from: Date.UTC(2022, 9, 9), to: Date.UTC(2022, 9, 13) };

/** A gateway on a store, with a journal of its own that nobody else has. */
async function gatewayOn(store: Store, gateway: string, former: readonly string[] = []) {
  let sequence = 0;
  const now = () => Date.UTC(2026, 0);
  const log = (message: string) => expect.unreachable(message);
  const pipeline = new LinePipeline({
    ...{ gateway, zone: ZONE, line, configVersion: 'v1', store, now },
    writer: new FactWriter({ store, gateway, log, formerly: () => former }),
    journal: { append: async () => sequence++, nextSequence: 0 },
  });
  await pipeline.restore();
  /** As a running gateway follows a file: only rows close hours, and what is open of it is in the journal. */
  const follow = async (file: string) => {
    const { signal } = new AbortController();
    return importFiles({ pipeline, source: 'vision', files: [file], now, live: false, signal });
  };
  return { pipeline, follow };
}

/** What the plant has of it. */
async function replicated(from: Store): Promise<Store> {
  const store = new MemoryStore();
  for (const kind of ['series_', 'facts_'])
    for (const name of await from.databases(kind))
      await store.insert(name, await from.range(name, { from: '', to: '~' }));
  return store;
}

const countAndSeconds = ({ count, durationMs }: StopClass): [number, number] => [count, durationMs / 1000];
const logsAreHere = existsSync(new URL('expected.json', LOGS));
if (!logsAreHere && !process.env.CI)
  console.warn(`SKIPPED: the vision logs are not at ${fileURLToPath(LOGS)}; a rebuild of real lines is not tested.`);

interface Figures {
  cycles: number;
  empties: number;
  parts: number;
  reworks: number;
  total_s: number;
  stops: Record<'S' | 'M' | 'L' | 'XL', [number, number]>;
  oee: number;
}
interface WholeFile {
  cycle_count: number;
  part_count: number;
  empty: number;
  rework: number;
  all_cycle_time: number;
  short: [number, number];
  long: [number, number];
  oee: number;
}

describe.skipIf(!logsAreHere && !process.env.CI)('a line that another gateway goes on with', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lineside-rebuild-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  for (const name of ['Line7', 'Line8'])
    for (const cut of CUTS)
      it(`has the figures that are known of ${name}, taken over after ${cut * 100} % of the day`, async () => {
        const log = `${name}-PR20221010.txt`;
        const expected = JSON.parse(await readFile(new URL('expected.json', LOGS), 'utf8')) as Record<
          string,
          { workday: Figures; whole_file: WholeFile }
        >;
        const { workday, whole_file: wholeFile } = expected[log]!;
        const bytes = await readFile(new URL(log, LOGS));
        const half = bytes.lastIndexOf(10, Math.floor(bytes.length * cut)) + 1;
        const file = join(directory, `${cut}-${log}`);
        await writeFile(file, bytes.subarray(0, half));

        const burnt = new MemoryStore();
        const first = await gatewayOn(burnt, 'gw-a');
        await first.follow(file);
        const before = await bestHours(burnt, line.id, WINDOW);
        const store = await replicated(burnt);

        await appendFile(file, bytes.subarray(half));
        const second = await gatewayOn(store, 'gw-b', ['gw-a']);
        const read = await second.follow(file);
        const known = (await replicated(burnt)) as MemoryStore;
        const stored = (await known.range('series_gw-a_packing_2022_10', { from: '', to: '~' })).reduce(
          (sum, chunk) => sum + Number(chunk.rows),
          0,
        );
        expect(read.rows).toBe(wholeFile.cycle_count - stored);

        const ask = (definition: 'workday' | 'whole-file') => {
          const from = instantOf(ZONE, Date.parse(`${DAY}T00:00:00Z`));
          const parts = { store, gateway: 'gw-b', plant, pipeline: second.pipeline, rules: rulesOf(ZONE), now: null };
          return report(parts, { line: line.id, from, to: from + 24 * HOUR_MS, definition });
        };
        const byDay = await ask('workday');
        expect(byDay).toMatchObject({
          cycles: workday.cycles,
          emptyCycles: workday.empties,
          producedQuantity: workday.parts,
          reworkQuantity: workday.reworks,
          plannedBusyTimeMs: Math.round(workday.total_s * 1000),
        });
        expect(byDay.stops.map(countAndSeconds)).toEqual(['S', 'M', 'L', 'XL'].map((bin) => workday.stops[bin as 'S']));
        expect(byDay.oeeIndex).toBeCloseTo(workday.oee, 9);
        const byFile = await ask('whole-file');
        expect(byFile).toMatchObject({
          cycles: wholeFile.cycle_count,
          producedQuantity: wholeFile.part_count,
          emptyCycles: wholeFile.empty,
          reworkQuantity: wholeFile.rework,
          plannedBusyTimeMs: Math.round(wholeFile.all_cycle_time * 1000),
        });
        expect(byFile.stops.map(countAndSeconds)).toEqual([wholeFile.short, wholeFile.long]);
        expect(byFile.oeeIndex).toBeCloseTo(wholeFile.oee, 9);

        const after = await bestHours(store, line.id, WINDOW);
        for (const [hourAt, { rowsRead }] of before)
          expect(after.get(hourAt)!.rowsRead).toBeGreaterThanOrEqual(rowsRead);
        expect([...after.values()].reduce((sum, hour) => sum + hour.rowsRead, 0)).toBe(wholeFile.cycle_count);
        const ids: string[] = [];
        for (const database of await store.databases('series_'))
          ids.push(...(await store.range(database, { from: '', to: '~' })).map(({ _id }) => _id));
        expect(new Set(ids).size).toBe(ids.length);
      });
});
