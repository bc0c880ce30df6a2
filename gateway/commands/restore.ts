/** `npx lineside restore`: another gateway, in an empty DATA_DIR, goes on where a backup of one that is gone ends. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { checkBackup } from '../backup/read-backup.ts';
import { restoreBackup, type RestoreResult } from '../backup/restore-backup.ts';
import type { Config } from '../config.ts';
import { DataDirectory } from '../disk/data-directory.ts';
import { KnownSecrets } from '../running/redaction.ts';
import { openStore } from '../running/store.ts';
import { endLeftover } from '../store/embedded/leftover.ts';

const TELL_MS = 2_000;

export interface RestoreCommand {
  file: string;
  config: Pick<Config, 'couch'>;
  dataDir: string;
  /** Where the plant file will be; absent = into DATA_DIR. One that is there already stays as it is. */
  plantFile: string | undefined;
  pid: number;
  now: () => number;
  log: (message: string) => void;
}

export interface Restored extends RestoreResult {
  gateway: string;
  /** Where the plant file of the backup was put. */
  plantFile: string;
}

/** Rejects with USAGE when the backup is not whole, DATA_DIR_UNUSABLE when the folder is not empty; nothing is changed then. */
export async function restore(command: RestoreCommand): Promise<Restored> {
  const { file, config, dataDir, pid, now, log } = command;
  const { documents } = await checkBackup(file);
  await endLeftover(join(dataDir, 'store'), log);
  const directory = await DataDirectory.forRestore(dataDir, pid);
  try {
    const plantFile = await freePlace(command.plantFile, join(dataDir, 'plant.json'));
    const opened = await openStore({
      ...{ config: { ...config, dataDir }, disk: { needRoom: () => {} }, known: new KnownSecrets() },
      ...{ signal: new AbortController().signal, now, log },
    });
    const { gateway } = directory;
    let toldAt = now();
    const restored = await restoreBackup({
      ...{ file, store: opened.store, gateway, dataDir, plantFile },
      progress: (so) => {
        if (now() - toldAt < TELL_MS) return;
        toldAt = now();
        log(`${so.documents} of ${documents} documents`);
      },
    }).finally(() => opened.stop());
    await directory.restored();
    return { ...restored, gateway, plantFile };
  } catch (error) {
    await directory.abandon();
    throw error;
  }
}

async function freePlace(wanted: string | undefined, otherwise: string): Promise<string> {
  if (wanted === undefined) return otherwise;
  return access(wanted).then(
    () => otherwise,
    () => wanted,
  );
}
