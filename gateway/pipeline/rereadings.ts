/** Which files of a source count as they were read anew under a later mapping: one pointer, switched by one document. */
import { createHash } from 'node:crypto';
import { configurationId, type Configuration, type Rereadings } from '../../shared/documents/configuration.ts';
import { configDatabase } from '../../shared/documents/database-names.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';

async function latest(store: Store, gateway: string, entity: string): Promise<Configuration | null> {
  const range = { ...prefixRange(`cfg:reading:${entity}:`), descending: true, limit: 1 };
  return ((await store.range(configDatabase(gateway), range))[0] ?? null) as unknown as Configuration | null;
}

export interface CurrentRereadings {
  files: Rereadings;
  /** When they began to count; null = nothing was read anew. */
  since: number | null;
}

export async function currentRereadings(
  store: Store,
  gateway: string,
  line: string,
  source: string,
): Promise<CurrentRereadings> {
  const current = await latest(store, gateway, `${line}.${source}`);
  return { files: (current?.body ?? {}) as Rereadings, since: current?.validFrom ?? null };
}

/** Adds to what counts already, and answers all that counts from now on. Every chunk of it must be durable. */
export async function switchRereadings(
  parts: { store: Store; gateway: string; line: string; source: string; now: number },
  added: Rereadings,
): Promise<CurrentRereadings> {
  const { store, gateway, line, source, now } = parts;
  const entity = `${line}.${source}`;
  const before = await latest(store, gateway, entity);
  const body: Rereadings = { ...((before?.body ?? {}) as Rereadings), ...added };
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 12);
  const validFrom = Math.max(now, (before?.validFrom ?? 0) + 1);
  const version: Configuration = {
    _id: configurationId('reading', entity, validFrom, hash),
    type: 'cfg',
    schema: 1,
    line,
    at: now,
    received: now,
    by: { origin: gateway, user: null },
    kind: 'reading',
    entity,
    validFrom,
    hash,
    body,
  };
  await store.insert(configDatabase(gateway), [version as unknown as StoredDocument]);
  return { files: body, since: validFrom };
}
