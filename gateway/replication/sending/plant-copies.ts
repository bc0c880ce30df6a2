/** Copies between the own store and the plant, either way, each answer checked on its way to PouchDB. */
import { databaseName } from '../../../shared/documents/database-names.ts';
import { PUSH_BATCH } from '../../../shared/replication/protocol.ts';
import { copyDatabase } from './copy-database.ts';
import type { CopyProgress } from './copy-progress.ts';
import type { Copy } from './copy-queue.ts';
import type { DeniedRows } from './denied-rows.ts';
import type { Ask } from './exchange.ts';
import { readOwn } from './own-rows.ts';
import type { End } from './pouch-end.ts';
import { pulling } from './pulled-answers.ts';
import { pushing } from './pushed-answers.ts';

export interface PlantCopiesParts {
  /** This gateway and the plant's. */
  gateway: string;
  plantGateway: string;
  own: Ask;
  plant: Ask;
  denied: DeniedRows;
  progress: CopyProgress;
  /** Rows came into that database. */
  pulled: (database: string) => void;
  now: () => number;
  signal: AbortSignal;
}

/** Resolves when nothing was left. Rejects with PlantFailure of the plant, AppError of the own store. */
export async function copyWithPlant(copy: Copy, parts: PlantCopiesParts): Promise<void> {
  const { progress, pulled, now, signal } = parts;
  const { database, direction } = copy;
  const { since } = await copyDatabase({
    ...{ database, signal },
    ...(direction === 'push' ? up(database, parts) : down(parts)),
    progress: (copied) => {
      progress.note(copy, { since: copied.since, lastAt: now() });
      if (direction === 'pull') pulled(database);
    },
  });
  progress.note(copy, { since, lastAt: now() });
}

/** The plant gives no more at once. */
const PULL_BATCH = 100;

interface Ends {
  from: End;
  to: End;
  batch: number;
}

function up(database: string, { gateway, plantGateway, own, plant, denied, now }: PlantCopiesParts): Ends {
  const deny = (rows: { id: string; reason: string }[]) =>
    denied.add(rows.map(({ id, reason }) => ({ database, id, reason, at: now() })));
  return {
    from: { role: 'store', gateway, ask: readOwn(own, database) },
    to: { role: 'plant', gateway: plantGateway, ask: pushing(plant, deny) },
    batch: PUSH_BATCH[databaseName(database)?.kind ?? 'config'],
  };
}

function down({ gateway, plantGateway, own, plant }: PlantCopiesParts): Ends {
  return {
    from: { role: 'plant', gateway: plantGateway, ask: pulling(plant) },
    to: { role: 'store', gateway, ask: own, creates: true },
    batch: PULL_BATCH,
  };
}
