/**
 * A line at work in the directory given, until somebody ends it: rows go the way of the gateway into journal and store,
 * and nowhere else do they exist. Says what it finds of an earlier run, then each row that is safe.
 */
import { headFileIn } from '../../gateway/audit/head-file.ts';
import { join } from 'node:path';
import { openJournal } from '../../gateway/journal/journal.ts';
import { FactWriter } from '../../gateway/pipeline/fact-writer.ts';
import { LinePipeline } from '../../gateway/pipeline/line-pipeline.ts';
import { lineVersion } from '../../gateway/projections/configuration.ts';
import { startEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { verify } from '../../gateway/jobs/verify.ts';
import { PLANT, ZONE } from '../system/packing-plant.ts';
import { pause } from './fault.ts';

/** What it found: rows from the first one on without a gap, rows that are there twice, and what `verify` says. */
export interface Found {
  rows: number;
  duplicated: number;
  wrong: string[];
}

const GATEWAY = 'gw-fault';
const BATCH = 20;
/** All rows have the same length, so that a position tells a row. */
const START = Date.UTC(2026, 5, 1);
const ROW_MS = 5_000;

const [directory] = process.argv.slice(2) as [string];
const say = (word: unknown): void => void process.stdout.write(`${JSON.stringify(word)}\n`);
const log = (message: string): void => console.error(message);

const journalDirectory = join(directory, 'journal');
const embedded = await startEmbeddedStore({ directory: join(directory, 'store'), log, now: Date.now });
const { store } = embedded;
const audit = { headFile: headFileIn(directory) };
const check = { journalDirectory, store, gateway: GATEWAY, plant: PLANT, now: Date.now, audit };
const before = await verify(check);
const keepBytes = 512 * 1024;
const journal = await openJournal({ directory: journalDirectory, bootId: 'boot', log, keepBytes });
const line = PLANT.lines[0]!;
const pipeline = new LinePipeline({
  gateway: GATEWAY,
  zone: ZONE,
  line,
  configVersion: lineVersion(PLANT, line),
  store,
  writer: new FactWriter({ store, gateway: GATEWAY, log }),
  journal,
  now: Date.now,
});
const from = await pipeline.restore();
for await (const { sequence, record } of journal.read(from)) await pipeline.replay(sequence, record);

const { files } = await pipeline.cycles!.files(-Infinity, Infinity);
const serials = files.flatMap(({ cycles }) => cycles.map(({ serial }) => Number(serial)));
const distinct = new Set(serials);
let next = 0;
while (distinct.has(next + 1)) next++;
const wrong = before.findings.map(({ kind, where, what }) => `${kind} ${where}: ${what}`);
say({ rows: next, duplicated: serials.length - distinct.size, wrong } satisfies Found);

for (let batch = 1; ; batch++) {
  const rows = Array.from({ length: BATCH }, () => row(++next));
  const offset = (next - BATCH) * rows[0]!.length;
  const place = { sourceId: 'line8/vision', file: 'PR.txt', fileKey: 'f00d', generation: 0, receivedAt: Date.now() };
  await pipeline.accept({ ...place, offset, bytes: Buffer.from(rows.join('')) });
  say(next);
  if (batch % 10 > 0) continue;
  await pipeline.advance(null);
  await pipeline.save();
  await journal.retain({ neededFrom: pipeline.journalFrom(), keepMs: 1_000, keepBytes, now: Date.now() });
  await pause(2);
}

function row(serial: number): string {
  const at = new Date(START + serial * ROW_MS).toISOString();
  const date = `${at.slice(5, 7)}/${at.slice(8, 10)}/${at.slice(2, 4)}`;
  return `1330700,159159,${String(serial).padStart(9, '0')},1,${date} ${at.slice(11, 23)}\n`;
}
