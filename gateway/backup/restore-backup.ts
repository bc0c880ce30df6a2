/**
 * `npx lineside restore`: what a backup holds, put where a gateway of another id goes on with it. The databases of the one
 * that is gone stay as they are; positions, people's sessions and the journal become those of the new one, so its first start
 * makes chunks of all rows that were acknowledged.
 */
import { createPublicKey } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Value } from 'typebox/value';
import { configDatabase, databaseName, localDatabase } from '../../shared/documents/database-names.ts';
import { segmentPath, syncDirectory } from '../journal/segment-file.ts';
import type { Store, StoredDocument } from '../store/store.ts';
import { nameAfter } from './kept-databases.ts';
import { Begin } from './part.ts';
import { readBackup } from './read-backup.ts';

/** Who is who at this gateway is what it was; its configuration of lines is stated anew by its start. */
const CARRIED_KINDS = ['person', 'credential', 'device', 'gateway'];
/**
 * What proves to others that it is the gateway that is gone: whoever has the backup could be it as well. The new one makes
 * a key of its own and joins its plant anew.
 */
const OF_THE_DEAD = ['identity.pem', 'plant.json', 'local-way.json', 'setup-code'];

export interface RestoreParts {
  /** Checked before (`checkBackup`). */
  file: string;
  /** Empty. */
  store: Store;
  /** Of the gateway that goes on; never given before. */
  gateway: string;
  /** Empty, or only with what an earlier attempt left. */
  dataDir: string;
  /** Where the plant file is put. */
  plantFile: string;
  progress?: (so: { documents: number }) => void;
}

export interface RestoreResult {
  /** Id of the gateway that is gone. */
  former: string;
  /** When the backup was begun, ms. */
  at: number;
  lines: string[];
  documents: number;
}

/** Resolves when all of it is on the disk. Repeating it on the same store and folder is harmless. */
export async function restoreBackup(parts: RestoreParts): Promise<RestoreResult> {
  const { store, gateway, dataDir } = parts;
  let begin: Begin = { gateway: '', at: 0 };
  let documents = 0;
  const lines = new Set<string>();
  let formerLines: Record<string, Record<string, string>> = {};
  for await (const { is, content } of readBackup(parts.file)) {
    switch (is.is) {
      case 'begin':
        begin = Value.Parse(Begin, JSON.parse(content.toString()));
        break;
      case 'documents': {
        const page = JSON.parse(content.toString()) as StoredDocument[];
        const of = databaseName(is.database);
        if (of && 'line' in of && of.gateway === begin.gateway) lines.add(of.line);
        if (is.database === localDatabase(begin.gateway, 'meta'))
          formerLines = (page.find(({ _id }) => _id === 'former')?.lines ?? {}) as typeof formerLines;
        else await putPage(parts, begin.gateway, is.database, page);
        documents += page.length;
        parts.progress?.({ documents });
        break;
      }
      case 'journal':
        await writeDurably(segmentPath(join(dataDir, 'journal'), is.first), content);
        break;
      case 'secret':
        await putSecret(join(dataDir, 'secrets'), is.name, begin.gateway, content);
        break;
      case 'plant-file':
        await writeDurably(parts.plantFile, content);
        break;
      case 'end':
        break;
    }
  }
  for (const line of lines) formerLines[line] = { [begin.gateway]: 'here', ...formerLines[line] };
  await store.put(localDatabase(gateway, 'meta'), [{ _id: 'former', lines: formerLines }]);
  return { former: begin.gateway, at: begin.at, lines: [...lines].sort(), documents };
}

async function putPage(
  { store, gateway }: RestoreParts,
  former: string,
  database: string,
  documents: StoredDocument[],
): Promise<void> {
  if (!databaseName(database)) return store.put(nameAfter(database, former, gateway), documents);
  await store.insert(database, documents);
  if (database !== configDatabase(former)) return;
  const carried = documents.filter(({ kind }) => CARRIED_KINDS.includes(String(kind)));
  if (carried.length > 0) await store.insert(configDatabase(gateway), carried);
}

/** Of the former identity the public half stays: what was signed with it can still be checked. */
async function putSecret(directory: string, name: string, former: string, content: Buffer): Promise<void> {
  if (name === 'identity.pem') {
    const key = createPublicKey(content.toString()).export({ type: 'spki', format: 'pem' });
    await writeDurably(join(directory, `identity-of-${former}.pub.pem`), Buffer.from(key));
  }
  if (!OF_THE_DEAD.includes(name)) await writeDurably(join(directory, name), content);
}

async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncDirectory(dirname(path));
}
