/**
 * Reads the journal once more, with the parts that read it the first time and a store in memory, and computes all hours
 * anew: chunks and statements of the real store must say the same.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Chunk } from '../../shared/documents/chunk.ts';
import { databaseName } from '../../shared/documents/database-names.ts';
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import { lineHourBody, lineHourKey, type LineHour } from '../../shared/documents/line-hour.ts';
import type { LineDefinition, PlantDefinition } from '../../shared/equipment.ts';
import { bestHours } from '../store/best-hours.ts';
import { FactWriter } from '../pipeline/fact-writer.ts';
import { saysTheSame } from '../pipeline/former-facts.ts';
import { LinePipeline } from '../pipeline/line-pipeline.ts';
import { mappingVersion } from '../pipeline/mapping-version.ts';
import { lineVersion } from '../projections/configuration.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';
import type { Covered } from './chunk-check.ts';
import { finding, type Finding } from './finding.ts';
import { journalRecords, type CheckedJournal } from './journal-check.ts';
import type { SavedPositions } from './positions.ts';
import { TrialStore } from './trial-store.ts';

export interface RecomputeParts {
  journalDirectory: string;
  store: Store;
  gateway: string;
  plant: PlantDefinition;
  saved: SavedPositions;
  chunks: ReadonlyMap<string, Covered[]>;
  /** See `CheckedJournal`. */
  held: CheckedJournal['held'];
  now: () => number;
}

/** Answers what is wrong, and how many hours were compared. */
export async function recompute(
  parts: RecomputeParts,
  line: LineDefinition,
): Promise<{ findings: Finding[]; hours: number }> {
  const { gateway, plant, store, now, journalDirectory } = parts;
  const begun = now();
  const restOf = chunksToMakeAnew(parts, line);
  const trial = new TrialStore(store, (id) => id.startsWith('hour:') || restOf.has(id));
  const writer = new FactWriter({ store: trial, gateway, log: () => undefined });
  const pipeline = new LinePipeline({
    gateway,
    zone: plant.plant.timezone,
    line,
    configVersion: lineVersion(plant, line),
    store: trial,
    writer,
    journal: { append: () => Promise.reject(new Error('nothing is recorded here')), nextSequence: 0 },
    now,
  });
  await pipeline.restore();
  for await (const { sequence, record } of journalRecords(journalDirectory))
    if (pipeline.has(record.sourceId)) await pipeline.replay(sequence, record);
  await pipeline.finish();
  await writer.drained();
  const hours = await compareHours(parts, line.id, trial.written, pipeline.cycles?.engine.lastAt ?? null, begun);
  return {
    findings: [...(await compareChunks(parts, line.id, trial.written)), ...hours.findings],
    hours: hours.compared,
  };
}

/**
 * Ids of the chunks that the journal alone can make again. Of a file whose end it does not have: none, it cannot go on behind
 * them. Nor those that were read by another mapping.
 */
function chunksToMakeAnew({ chunks, held, plant }: RecomputeParts, { id: line, sources }: LineDefinition): Set<string> {
  const ids = new Set<string>();
  const mappings = new Map(sources.map((source) => [source.id, mappingVersion(source, plant.plant.timezone)]));
  for (const [id, covered] of chunks) {
    const [of, source, , file] = id.split(':');
    const stretch = held.get(`${line}/${source} ${file}`);
    if (of !== line || !stretch || (covered.at(-1)?.toPos ?? 0) > stretch.to) continue;
    for (const chunk of covered)
      if (chunk.fromPos >= stretch.from && chunk.mapping === mappings.get(source!)) ids.add(chunk.id);
  }
  return ids;
}

async function compareChunks(parts: RecomputeParts, line: string, written: Store): Promise<Finding[]> {
  const { store, gateway, saved } = parts;
  const findings: Finding[] = [];
  for (const database of await written.databases(`series_${gateway}_${line}_`)) {
    const made = await written.range(database, prefixRange('chunk:'));
    const there = await storedChunks(store, database, made);
    for (const document of made) {
      const chunk = document as unknown as Chunk;
      const stored = there.get(chunk._id);
      const file = chunk._id.slice('chunk:'.length, chunk._id.lastIndexOf(':'));
      // What a start will replay is not lost.
      const passed = (saved.files.get(file)?.toPos ?? 0) > chunk.fromPos;
      if (!stored && passed)
        findings.push(finding('chunk-missing', chunk._id, `${chunk.rows} rows of "${chunk.file}" are not stored.`));
      // Rows that were read by another mapping cannot be compared.
      if (!stored || stored.configVersion !== chunk.configVersion) continue;
      // After rows of another mapping, what the start of the file says was looked up in the file, which is not done here.
      const isMixed = parts.chunks.get(file)?.some(({ mapping }) => mapping !== chunk.configVersion) ?? false;
      const said = (one: StoredDocument) => (isMixed ? { ...one, opening: null } : one);
      if (!saysTheSame(said(stored), said(document)))
        findings.push(finding('chunk-differs', chunk._id, `The journal gives other rows of "${chunk.file}".`));
    }
  }
  return findings;
}

/** By id, as this gateway or one whose place it took wrote them. */
async function storedChunks(
  store: Store,
  own: string,
  made: readonly StoredDocument[],
): Promise<Map<string, StoredDocument>> {
  const there = new Map<string, StoredDocument>();
  const of = databaseName(own);
  if (of?.kind !== 'series') return there;
  const ids = made.map(({ _id }) => _id);
  for (const name of await store.databases('series_')) {
    const other = databaseName(name);
    if (other?.kind !== 'series' || other.line !== of.line || other.month !== of.month) continue;
    for (const document of await store.get(name, ids)) if (document) there.set(document._id, document);
  }
  return there;
}

async function compareHours(
  parts: RecomputeParts,
  line: string,
  written: Store,
  lastAt: number | null,
  begun: number,
): Promise<{ findings: Finding[]; compared: number }> {
  const { store, saved } = parts;
  const findings: Finding[] = [];
  if (lastAt === null) return { findings, compared: 0 };
  // The hour of the last row goes on.
  const to = hourStart(lastAt);
  const made = await bestHours(written, line, { from: 0, to });
  const said = await bestHours(store, line, { from: 0, to });
  const pending = [...saved.progress].filter(([series]) => series.startsWith(`${line}:`));
  const statedTo = Math.min(Infinity, ...pending.map(([, { hoursFrom }]) => hoursFrom ?? Infinity));
  let compared = 0;
  for (let hourAt = Math.min(...made.keys(), ...said.keys(), to); hourAt < to; hourAt += HOUR_MS) {
    const [right, statement] = [made.get(hourAt), said.get(hourAt)];
    const where = lineHourKey(line, hourAt);
    // Hours that a start will state, and those that another definition was valid for or that changed just now.
    if ((!right && !statement) || pending.length === 0 || hourAt >= statedTo) continue;
    if (statement && (statement.received >= begun || (right && right.configVersion !== statement.configVersion)))
      continue;
    compared++;
    if (!statement) findings.push(finding('hour-missing', where, `${right!.rowsRead} rows, and no statement.`));
    else if (!right) findings.push(finding('hour-differs', where, 'There is a statement, and no row.'));
    else {
      const fields = differing(right, statement);
      if (fields.length > 0) findings.push(finding('hour-differs', where, `The rows give other ${fields.join(', ')}.`));
    }
  }
  return { findings, compared };
}

function differing(one: LineHour, other: LineHour): string[] {
  return (Object.keys(lineHourBody) as (keyof LineHour)[]).filter(
    (field) => !isDeepStrictEqual(one[field], other[field]),
  );
}
