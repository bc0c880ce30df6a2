/** One copy of one database, one way, until nothing is left: PouchDB's `replicate`, with its own kinds of failing undone. */
import PouchDB from 'pouchdb-core';
import Replication from 'pouchdb-replication';
import { AppError } from '../../../shared/errors.ts';
import { pouchAt, type End } from './pouch-end.ts';

// It cannot be added twice, and what is loaded twice shares one PouchDB.
if (!('replicate' in PouchDB)) (PouchDB as { plugin(plugin: object): unknown }).plugin(Replication);

/** No request may take that long: a copy that asks nothing any more has lost its way. */
const STALLED_MS = 600_000;
/** Pages of changes (not of documents) that are read ahead. */
const PAGES_AHEAD = 3;

export interface Copying {
  database: string;
  from: End;
  to: End;
  batch: number;
  signal: AbortSignal;
  /** After each batch; `since` = the source's sequence so far, `written` = documents of this copy. */
  progress: (copied: Copied) => void;
}

export interface Copied {
  /** A source's sequence as it gives them, as text; opaque. */
  since: string;
  written: number;
}

/** Rejects with what one of the ends rejected with (PlantFailure, AppError); then it is begun anew another time. */
export async function copyDatabase({ database, from, to, batch, signal, progress }: Copying): Promise<Copied> {
  let failure: unknown;
  const ended = Promise.withResolvers<never>();
  const failed = (error: unknown): void => void (failure ??= error);
  const end = (what: string): void => {
    failed(new AppError('STORE_UNREACHABLE', `Copying "${database}" ${what}.`));
    ended.reject(failure);
  };
  const stop = (): void => end('was stopped');
  const timer = setTimeout(() => end('came to a halt'), STALLED_MS);
  const heard = ({ ask, ...end }: End): End => ({
    ...end,
    ask: (question) => {
      timer.refresh();
      return ask(question);
    },
  });
  const [source, target] = [pouchAt(heard(from), database, failed), pouchAt(heard(to), database, failed)];
  signal.addEventListener('abort', stop);
  const replication = PouchDB.replicate(source, target, { batch_size: batch, batches_limit: PAGES_AHEAD });
  void replication.on('change', ({ last_seq, docs_written }) =>
    progress({ since: String(last_seq), written: docs_written }),
  );
  try {
    if (signal.aborted) stop();
    const result = await Promise.race([replication, ended.promise]);
    return { since: String(result.last_seq), written: result.docs_written };
  } catch (error) {
    replication.cancel();
    if (failure !== undefined) throw failure;
    const why = error instanceof Error ? error.message : String((error as { reason?: unknown }).reason ?? error);
    throw new AppError('STORE_REFUSED', `"${database}" cannot be copied: ${why}`, { cause: error });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    await Promise.all([source.close(), target.close()]);
  }
}
