/** Puts store, journal and lines together: what a gateway and a command at work on the same directory have in common. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { PlantDefinition } from '../shared/equipment.ts';
import { openJournal, type Journal } from './journal/journal.ts';
import { FactWriter, type Waiting } from './pipeline/fact-writer.ts';
import { LinePipeline } from './pipeline/line-pipeline.ts';
import { Overflow } from './pipeline/overflow.ts';
import { lineVersion } from './projections/configuration.ts';
import type { Store } from './store/store.ts';

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
  lines: LinePipeline[];
  line(id: string): LinePipeline | undefined;
  /** Deletes of the journal what the store has and nobody wants to look at any more. */
  trimJournal(): Promise<void>;
  /** Saves positions and closes the journal; nothing may be accepted any more. */
  close(): Promise<void>;
}

/** Resolves when everything that was acknowledged before is in memory again. */
export async function openIngest(parts: IngestParts): Promise<Ingest> {
  const { gateway, plant, store, now, log } = parts;
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
  const writer = new FactWriter({ store, gateway, log, overflow });
  const lines = plant.lines.map(
    (line) =>
      new LinePipeline({
        gateway,
        zone: plant.plant.timezone,
        line,
        configVersion: lineVersion(plant, line),
        store,
        writer,
        journal,
        now,
      }),
  );
  const from = Math.min(Infinity, ...(await Promise.all(lines.map((line) => line.restore()))));
  if (from < journal.nextSequence) {
    for await (const { sequence, record } of journal.read(from)) {
      await lines.find((line) => line.has(record.sourceId))?.replay(sequence, record);
    }
  }
  return {
    journal,
    writer,
    lines,
    line: (id) => lines.find(({ line }) => line.id === id),
    trimJournal: () =>
      journal.retain({
        neededFrom: Math.min(Infinity, ...lines.map((line) => line.journalFrom())),
        keepMs: keepJournal.ms,
        keepBytes: keepJournal.bytes,
        now: now(),
      }),
    close: async () => {
      for (const line of lines) await line.save();
      await journal.close();
    },
  };
}
