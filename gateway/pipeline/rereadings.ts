/** Which files of a source count as they were read anew under a later mapping: one pointer, switched by one document. */
import { createHash } from 'node:crypto';
import { configurationId, type Configuration, type Rereadings } from '../../shared/documents/configuration.ts';
import { configDatabase } from '../../shared/documents/database-names.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';

export interface CurrentRereadings {
  files: Rereadings;
  /** When they began to count; null = nothing was read anew. */
  since: number | null;
}

/** The last word of each gateway that ever read the source; where two speak of a file, the later counts. */
export async function currentRereadings(store: Store, line: string, source: string): Promise<CurrentRereadings> {
  const words: Configuration[] = [];
  const range = { ...prefixRange(`cfg:reading:${line}.${source}:`), descending: true, limit: 1 };
  for (const database of await store.databases('config_'))
    words.push(...((await store.range(database, range)) as unknown as Configuration[]));
  words.sort((a, b) => a.validFrom - b.validFrom);
  const files: Rereadings = Object.assign({}, ...words.map(({ body }) => body as Rereadings));
  return { files, since: words.at(-1)?.validFrom ?? null };
}

/** Adds to what counts already, and answers all that counts from now on. Every chunk of it must be durable. */
export async function switchRereadings(
  parts: { store: Store; gateway: string; line: string; source: string; now: number },
  added: Rereadings,
): Promise<CurrentRereadings> {
  const { store, gateway, line, source, now } = parts;
  const entity = `${line}.${source}`;
  const before = await currentRereadings(store, line, source);
  const body: Rereadings = { ...before.files, ...added };
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 12);
  const validFrom = Math.max(now, (before.since ?? 0) + 1);
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
