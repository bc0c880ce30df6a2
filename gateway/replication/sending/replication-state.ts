/** What the sync page shows of copies to and from the plant. */
import type { DeniedRow, ReplicationStatus } from '../../../shared/replication/protocol.ts';
import type { PlantLink } from '../../auth/plant-link.ts';
import type { Store } from '../../store/store.ts';
import type { CopyProgress } from './copy-progress.ts';
import type { Copy, CopyQueue } from './copy-queue.ts';
import type { DeniedRows } from './denied-rows.ts';
import type { PlantContact } from './plant-contact.ts';

export interface ReplicationStateParts {
  link: Pick<PlantLink, 'name' | 'origin'>;
  store: Pick<Store, 'changes'>;
  contact: PlantContact;
  queue: CopyQueue;
  progress: CopyProgress;
  denied: DeniedRows;
}

/** Rejects with STORE_UNREACHABLE when what waits cannot be counted. */
export async function replicationState(
  parts: ReplicationStateParts,
  copies: readonly Copy[],
): Promise<ReplicationStatus> {
  const { link, contact, queue, denied } = parts;
  const { state, since, detail } = contact.state;
  const problem = copies.map((copy) => queue.state(copy)?.problem).find((each) => each) ?? '';
  const databases: ReplicationStatus['databases'] = [];
  // One after the other: the store has more urgent things to do.
  for (const copy of copies) databases.push(await databaseState(parts, copy));
  return {
    plant: {
      ...{ name: link.name, origin: link.origin, state, since, clockOffsetMs: contact.clockOffsetMs },
      detail: detail === '' ? problem : detail,
    },
    databases,
    denied: denied.newest(),
  };
}

async function databaseState(
  { store, queue, progress, denied }: ReplicationStateParts,
  copy: Copy,
): Promise<ReplicationStatus['databases'][number]> {
  const { since, lastAt, verified } = progress.of(copy);
  const isIdle = queue.state(copy)?.idle === true;
  const waiting = isIdle
    ? 0
    : copy.direction === 'push' && since !== null
      ? await countAfter(store, copy.database, since)
      : null;
  return {
    ...{ name: copy.database, direction: copy.direction, current: waiting === 0, waiting, lastAt },
    verifiedAt: verified?.missing === 0 ? verified.at : null,
    denied: copy.direction === 'push' ? denied.count(copy.database) : 0,
  };
}

async function countAfter(store: Pick<Store, 'changes'>, database: string, since: string): Promise<number> {
  const { documents, pending } = await store.changes(database, since, 1);
  return documents.length + pending;
}

/** Of a gateway that joined no plant. */
export const NO_PLANT: ReplicationStatus = { plant: null, databases: [], denied: [] satisfies DeniedRow[] };
