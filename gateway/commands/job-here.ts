/** A job that a command does in its own process, as no gateway runs on its DATA_DIR: with store, ingest and access, and no sources. */
import { dirname } from 'node:path';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { Access } from '../auth/access.ts';
import { SecretFiles } from '../auth/secret-files.ts';
import type { Config } from '../config.ts';
import { openIngest } from '../lines/ingest.ts';
import type { JobParts } from '../jobs/jobs.ts';
import { KnownSecrets } from '../running/redaction.ts';
import { openRunningAccess } from '../running/access.ts';
import { openStore } from '../running/store.ts';
import { storedCalendars } from '../reports/stored-calendars.ts';

export interface JobPlace {
  /** Its `dataDir` and `plantFile` are those of the command. */
  config: Config & { plantFile: string };
  /** Id of the gateway that the DATA_DIR is of; this process has locked it. */
  gateway: string;
  plant: PlantDefinition;
  signal: AbortSignal;
  now: () => number;
  monotonic: () => number;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}

export async function jobHere<T>(
  { config, gateway, plant, signal, now, monotonic, log, bug }: JobPlace,
  work: (parts: JobParts & { access: Access }) => Promise<T>,
): Promise<T> {
  const { dataDir } = config;
  const known = new KnownSecrets();
  const opened = await openStore({ config, disk: { needRoom: () => {} }, known, signal, now, log });
  try {
    const parts = { store: opened.store, gateway, plant, now };
    const keepJournal = { ms: config.journalKeepMs, bytes: config.journalKeepBytes };
    const ingest = await openIngest({ ...parts, dataDir, keepJournal, log });
    const { access, audit, identity, close } = await openRunningAccess({
      ...{
        ...parts,
        config,
        secrets: await SecretFiles.open(dataDir),
        known,
        ca: null,
        origin: '',
        log,
        bug,
        monotonic,
      },
      // Whoever starts the gateway is told; here it would be in the way.
      print: () => {},
    });
    const answer = await work({
      ...{ ...parts, access, audit, identity, dataDir, ingest, signal },
      directory: dirname(config.plantFile),
      live: () => false,
      rules: () => storedCalendars(opened.store, plant.plant.timezone),
      backfill: (_, work) => work(),
      progress: ({ file, rows, rejectedRows }) => log(`${file}: ${rows} rows, ${rejectedRows} not readable`),
      // Rollups follow when a gateway runs: it sees that files were read anew.
      reread: async () => {},
    });
    await close();
    await ingest.close();
    return answer;
  } finally {
    await opened.stop();
  }
}
