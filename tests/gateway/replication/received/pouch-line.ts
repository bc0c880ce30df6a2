/** A line's end of a copy as PouchDB makes it: between a store that listens somewhere and the plant, over HTTP. */
import PouchDB from 'pouchdb-core';
// Gives PouchDB its plugins, which it takes only once in a process.
import '../../../../gateway/replication/sending/copy-database.ts';
import type { CouchAddress } from '../../../../gateway/store/couch-http.ts';
import type { PlantHere } from './plant-here.ts';

export interface Copied {
  read: number;
  written: number;
  denied: { id: string; reason: string }[];
}

export interface LineEnds {
  line: CouchAddress;
  plant: Pick<PlantHere, 'address'>;
  by?: string;
}

/** Until nothing is left; rejects when PouchDB gave up. */
export async function copy(
  { line, plant, by = 'gw-1' }: LineEnds,
  database: string,
  direction: 'push' | 'pull',
  batch = 100,
): Promise<Copied> {
  const headers = { Authorization: `Bearer token-of-${by}`, 'lineside-protocol': '2' };
  const atLine = pouch(`${line.url}/${database}`, { Authorization: line.authorization });
  const atPlant = pouch(`${plant.address}/api/replication/databases/${database}`, headers);
  const [from, to] = direction === 'push' ? [atLine, atPlant] : [atPlant, atLine];
  const denied: Copied['denied'] = [];
  const replication = PouchDB.replicate(from, to, { batch_size: batch, batches_limit: 3 });
  // As PouchDB gives it, whatever its documentation says.
  void replication.on('denied', (row: unknown) => denied.push(row as Copied['denied'][number]));
  const { docs_read, docs_written } = await replication;
  return { read: docs_read, written: docs_written, denied };
}

function pouch(url: string, headers: Record<string, string>) {
  return new PouchDB(url, {
    adapter: 'http',
    skip_setup: false,
    fetch: (asked: string | Request, options: RequestInit = {}) => {
      const all = new Headers(options.headers);
      for (const [name, value] of Object.entries(headers)) all.set(name, value);
      return fetch(asked, { ...options, headers: all });
    },
  });
}
