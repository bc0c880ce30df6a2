/**
 * A gateway is killed at random moments, also while it starts, while a camera writes its files and a sealer talks on its
 * port. A file that was read is deleted before the next kill: nothing can be read from it again.
 */
import { headFileIn } from '../../gateway/audit/head-file.ts';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { samplesOf } from '../../gateway/pipeline/chunk-codec.ts';
import { seededRandom } from '../../gateway/demo/random.ts';
import { verify } from '../../gateway/jobs/verify.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { dayOfRows, PLANT, plantDirectory, type PlantDirectory } from '../system/packing-plant.ts';
import { storedDocuments } from '../system/stored-documents.ts';
import { DoomedGateway } from './doomed-gateway.ts';
import { account, pause, timed, type FaultRun } from './fault.ts';
import { hasSocat, serialWire, type SerialWire } from './serial-wire.ts';
import { chunksOf, rowsIn, withStore } from './stored-rows.ts';

const KILLS_PER_FILE = 10;
const ROWS_PER_KILL = 300;
const LINES_PER_TALK = 12;
/** The journal turns over and lets go within seconds. */
const SMALL_JOURNAL = { JOURNAL_KEEP_MB: '0.25', JOURNAL_KEEP_DAYS: '0.00001' };
const DAY_MS = 86_400_000;

interface DayFile {
  file: string;
  rows: string[];
}

export function kills(count: number): Promise<FaultRun> {
  return timed('kill -9 of the gateway', async () => {
    const days = filesOf(count);
    const wire = { acknowledged: [] as number[], said: 0 };
    const place = await plantDirectory();
    const socat = hasSocat ? await serialWire(place.path) : null;
    const definition = socat ? withSealer(socat.port) : PLANT;
    const undisturbed = await undisturbedRun(definition, days);
    const plant = await plantDirectory(definition);
    try {
      await disturbedRun(plant, days, count, socat, wire);
      const stored = await storedDocuments(plant.dataDir);
      const rows = await withStore(plant.dataDir, (store) => chunksOf(store, 'chunk:line8:vision:').then(rowsIn));
      const lines = await withStore(plant.dataDir, (store) => chunksOf(store, 'chunk:line8:sealer:'));
      const inFiles = account(undisturbed.rows, rows);
      const onWire = account(
        wire.acknowledged.map(String),
        lines.flatMap((chunk) => samplesOf(chunk).map(({ scaled }) => String(scaled))),
      );
      const differing = [...undisturbed.hours].filter(
        ([hour, body]) => !isDeepStrictEqual(body, stored.hours.get(hour)),
      );
      await fitsTogether(plant, definition);
      if (differing.length > 0 || undisturbed.hours.size !== stored.hours.size)
        throw new Error(
          `${differing.length} of ${undisturbed.hours.size} hours differ (there are ${stored.hours.size})`,
        );
      return {
        times: count,
        acknowledged: undisturbed.rows.length + wire.acknowledged.length,
        lost: inFiles.lost + onWire.lost,
        duplicated: inFiles.duplicated + onWire.duplicated,
        note: `${days.length} files, ${wire.acknowledged.length} serial lines, ${stored.hours.size} hours as undisturbed, verify finds nothing`,
      };
    } finally {
      await socat?.end();
      await plant.remove();
      await place.remove();
    }
  });
}

async function fitsTogether({ dataDir }: PlantDirectory, plant: PlantDefinition): Promise<void> {
  const { id } = JSON.parse(await readFile(join(dataDir, 'gateway.json'), 'utf8')) as { id: string };
  const journalDirectory = join(dataDir, 'journal');
  const { findings } = await withStore(dataDir, (store) =>
    verify({ journalDirectory, store, gateway: id, plant, now: Date.now, audit: { headFile: headFileIn(dataDir) } }),
  );
  if (findings.length > 0) throw new Error(`verify found: ${JSON.stringify(findings, null, 2)}`);
}

function filesOf(count: number): DayFile[] {
  const files = Math.ceil(count / KILLS_PER_FILE);
  const first = Date.UTC(2026, 4, 1, 20);
  const days = Array.from({ length: files }, (_, i) =>
    dayOfRows(first + i * DAY_MS, KILLS_PER_FILE * ROWS_PER_KILL, 'kills'),
  );
  // Its beginning closes what is open of the one before.
  return [...days, dayOfRows(first + files * DAY_MS, 20, 'kills')];
}

async function undisturbedRun(
  definition: PlantDefinition,
  days: readonly DayFile[],
): Promise<{ rows: string[]; hours: Map<number, unknown> }> {
  const plant = await plantDirectory(definition);
  try {
    for (const { file, rows } of days) await writeFile(join(plant.camera, file), rows.join(''));
    const gateway = new DoomedGateway(plant);
    await gateway.caughtUp();
    await gateway.stop();
    const { hours } = await storedDocuments(plant.dataDir);
    const rows = await withStore(plant.dataDir, (store) => chunksOf(store, 'chunk:line8:vision:').then(rowsIn));
    return { rows, hours };
  } finally {
    await plant.remove();
  }
}

async function disturbedRun(
  plant: PlantDirectory,
  days: readonly DayFile[],
  count: number,
  socat: SerialWire | null,
  wire: { acknowledged: number[]; said: number },
): Promise<void> {
  const random = seededRandom('kills');
  for (let kill = 0; kill < count; kill++) {
    const day = days[Math.floor(kill / KILLS_PER_FILE)]!;
    const file = join(plant.camera, day.file);
    const begin = (kill % KILLS_PER_FILE) * ROWS_PER_KILL;
    const text = day.rows.slice(begin, begin + ROWS_PER_KILL).join('');
    const isLastOfFile = (kill + 1) % KILLS_PER_FILE === 0 || kill === count - 1;
    // As a camera leaves a row while it writes.
    const cut = Math.floor(random() * text.length);
    const gateway = new DoomedGateway(plant, SMALL_JOURNAL);
    await appendFile(file, text.slice(0, cut));
    if (!isLastOfFile && random() < 0.35) {
      await pause(random() * 1_200);
      await gateway.kill();
      await appendFile(file, text.slice(cut));
      continue;
    }
    await gateway.until(({ ready }) => ready);
    if (socat) await talk(gateway, socat, wire);
    const since = Date.now();
    await appendFile(file, text.slice(cut));
    if (isLastOfFile) {
      if (kill === count - 1) await appendFile(file, day.rows.slice(begin + ROWS_PER_KILL).join(''));
      await gateway.acknowledged('line8/vision', since);
      await rm(file);
    }
    await socat?.say(`${wire.said++}\n${wire.said++}\n`);
    await pause(random() * 120);
    await gateway.kill();
  }
  const last = days.at(-1)!;
  await writeFile(join(plant.camera, last.file), last.rows.join(''));
  const gateway = new DoomedGateway(plant);
  await gateway.until(({ ready }) => ready);
  // Closes what is open of the runs before; what is said now stays in the journal.
  if (socat) await talk(gateway, socat, { acknowledged: [], said: 1_000_000 });
  await gateway.caughtUp();
  const code = await gateway.stop();
  if (code !== 0) throw new Error(`the gateway ended with ${code}: ${gateway.output}`);
}

/** Lines before the last one are safe when a block that was read after them is. */
async function talk(
  gateway: DoomedGateway,
  socat: SerialWire,
  wire: { acknowledged: number[]; said: number },
): Promise<void> {
  const lines = Array.from({ length: LINES_PER_TALK }, () => wire.said++);
  await gateway.until(({ sources }) => sources.some(({ id, state }) => id === 'line8/sealer' && state === 'live'));
  await socat.say(lines.map((line) => `${line}\n`).join(''));
  await pause(5);
  const since = Date.now();
  await socat.say(`${wire.said++}\n`);
  await gateway.acknowledged('line8/sealer', since);
  wire.acknowledged.push(...lines);
}

function withSealer(path: string): PlantDefinition {
  const metrics = [{ id: 'count', name: 'Count', unit: '', resolution: 1 }];
  const sealer = {
    id: 'sealer',
    kind: 'serial',
    path,
    baudRate: 9600,
    meaning: 'samples',
    columns: ['count'],
    metrics,
  };
  const line = PLANT.lines[0]!;
  return { ...PLANT, lines: [{ ...line, sources: [...line.sources, sealer as (typeof line.sources)[number]] }] };
}
