/** Puts store, journal and lines together: what a gateway and a command at work on the same directory have in common. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { FormerRules } from './former-rules.ts';
import { openJournal, type Journal } from '../journal/journal.ts';
import { FactWriter, type Waiting } from '../pipeline/fact-writer.ts';
import { FormerGateways } from '../pipeline/former-gateways.ts';
import { LinePipeline } from '../pipeline/line-pipeline.ts';
import { Overflow } from '../pipeline/overflow.ts';
import type { Taken } from '../pipeline/rejected-rows.ts';
import { lineVersion } from '../projections/configuration.ts';
import { firstBlocks, takeOver, type Openings } from './take-over.ts';
import type { Block } from '../sources/source.ts';
import type { Store } from '../store/store.ts';

export interface IngestParts {
  dataDir: string;
  gateway: string;
  plant: PlantDefinition;
  store: Store;
  /** How long, and how much, the journal keeps that the store has already. */
  keepJournal: { ms: number; bytes: number };
  /** The disk of `dataDir`: a full one takes nothing. */
  disk?: { isFull: boolean; failed: (error: unknown) => void };
  now: () => number;
  log: (message: string) => void;
}

export interface Ingest {
  journal: Journal;
  writer: FactWriter;
  formerRules: FormerRules;
  /** Whose place this gateway took. After `arrived` a line that is open is to be replaced by itself (`replaceLine`). */
  former: FormerGateways;
  /** As they are declared now, in order of the plant file. */
  readonly lines: readonly LinePipeline[];
  line(id: string): LinePipeline | undefined;
  /** A new block of a line's source: taken as soon as the line is not being replaced. */
  accept(line: string, block: Block): Promise<Taken>;
  /**
   * Declares a line anew: what was taken is sealed, `decide` makes the change so (or throws: then all is as before), and
   * another pipeline goes on from what is kept. Blocks wait meanwhile; other lines notice nothing.
   */
  replaceLine(
    id: string,
    how: { plant: PlantDefinition; openings: Openings; decide: () => Promise<void> },
  ): Promise<void>;
  /** Deletes of the journal what the store has and nobody wants to look at any more; nothing while it is held. */
  trimJournal(): Promise<void>;
  /** What the journal has stays while `work` runs. */
  holdJournal<T>(work: () => Promise<T>): Promise<T>;
  /** Saves positions and closes the journal; nothing may be accepted any more. */
  close(): Promise<void>;
}

/** Resolves when everything that was acknowledged before is in memory again. */
export async function openIngest(parts: IngestParts): Promise<Ingest> {
  const { gateway, store, now, log } = parts;
  const bootId = `b${now().toString(36)}${randomBytes(2).toString('hex')}`;
  const { disk, keepJournal } = parts;
  const journal = await openJournal({
    directory: join(parts.dataDir, 'journal'),
    bootId,
    log,
    keepBytes: keepJournal.bytes,
    ...(disk && { isFull: () => disk.isFull, failed: (error: unknown) => disk.failed(error) }),
  });
  const overflow = await Overflow.open<Waiting>(join(parts.dataDir, 'waiting'), log);
  const former = await FormerGateways.load({ store, gateway });
  const writer = new FactWriter({ store, gateway, log, overflow, formerly: (line) => former.of(line) });
  const pipelineOf = (plant: PlantDefinition, line: PlantDefinition['lines'][number]) =>
    new LinePipeline({
      ...{ gateway, line, store, writer, journal, now },
      zone: plant.plant.timezone,
      configVersion: lineVersion(plant, line),
      waiting: () => former.waiting(line.id),
    });
  let lines = parts.plant.lines.map((line) => pipelineOf(parts.plant, line));
  const from = Math.min(Infinity, ...(await Promise.all(lines.map((line) => line.restore()))));
  if (from < journal.nextSequence) {
    for await (const { sequence, record } of journal.read(from)) {
      await lines.find((line) => line.has(record.sourceId))?.replay(sequence, record);
    }
  }
  const formerRules = await FormerRules.load(
    store,
    lines.map(({ line }) => line.id),
  );
  for (const { waiting } of lines) if (waiting !== null) log(waiting);
  const find = (id: string) => lines.find(({ line }) => line.id === id);
  /** Of lines that are being replaced; blocks go on in the order in which they came. */
  const closed = new Map<string, Promise<void>>();
  const replacing = new Set<Promise<void>>();

  const replaceLine: Ingest['replaceLine'] = async (id, { plant, openings, decide }) => {
    const former = find(id)!;
    const next = plant.lines.find((line) => line.id === id)!;
    const firsts = await firstBlocks(journal, former, next);
    const opened = Promise.withResolvers<void>();
    closed.set(id, opened.promise);
    try {
      formerRules.note(former.line);
      const successor = await takeOver({
        ...{ former, next, journal, firsts, openings, decide, log },
        open: () => pipelineOf(plant, next),
      });
      lines = lines.map((line) => (line === former ? successor : line));
    } finally {
      opened.resolve();
      // Whoever comes before those that waited have gone on waits with them.
      setImmediate(() => closed.get(id) === opened.promise && closed.delete(id));
    }
  };

  let holders = 0;
  let trimming: Promise<void> = Promise.resolve();
  const trimJournal = (): Promise<void> => {
    if (holders > 0) return Promise.resolve();
    const retained = journal.retain({
      neededFrom: Math.min(Infinity, ...lines.map((line) => line.journalFrom())),
      keepMs: keepJournal.ms,
      keepBytes: keepJournal.bytes,
      now: now(),
    });
    trimming = retained.catch(() => undefined);
    return retained;
  };

  return {
    journal,
    writer,
    formerRules,
    former,
    get lines() {
      return lines;
    },
    line: find,
    accept: async (line, block) => {
      await closed.get(line);
      return find(line)!.accept(block);
    },
    replaceLine: (...how) => {
      const replaced = replaceLine(...how);
      replacing.add(replaced);
      return replaced.finally(() => replacing.delete(replaced));
    },
    trimJournal,
    holdJournal: async (work) => {
      holders++;
      try {
        await trimming;
        return await work();
      } finally {
        holders--;
      }
    },
    close: async () => {
      await Promise.allSettled(replacing);
      for (const line of lines) await line.save();
      await journal.close();
    },
  };
}
