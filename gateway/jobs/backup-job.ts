/** `npx lineside backup` in the gateway that runs, or in the command's own process. */
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { writeBackup, type BackupResult } from '../backup/write-backup.ts';
import type { JobParts } from './jobs.ts';
import { plantText } from '../plant/plant-text.ts';

/** `file` = absolute. */
export const BackupJob = Type.Object({ file: Type.String({ minLength: 1 }) }, { additionalProperties: false });
export type BackupJob = Static<typeof BackupJob>;

export type BackupJobParts = Pick<JobParts, 'dataDir' | 'store' | 'gateway' | 'plant' | 'audit' | 'now' | 'signal'> & {
  ingest: Pick<JobParts['ingest'], 'journal' | 'holdJournal'>;
};

/** Rejects with USAGE when the file is there already or cannot be written, STORE_UNREACHABLE; then there is none. */
export async function runBackup(parts: BackupJobParts, { file }: BackupJob): Promise<BackupResult> {
  const { ingest, store, gateway, dataDir, plant, audit, now, signal } = parts;
  // Who has the file can be everybody: it holds the secrets.
  await audit.record({ what: 'command', subject: 'backup', user: null, device: null, new: { file } });
  return ingest.holdJournal(() =>
    writeBackup({
      ...{ file, store, gateway, journal: ingest.journal, now, signal },
      secrets: join(dataDir, 'secrets'),
      plantFile: plantText(plant),
    }),
  );
}
