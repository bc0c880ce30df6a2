/** Ingest that is listened to: rows as they are taken, and whether the journal takes them. */
import { AppError } from '../../shared/errors.ts';
import type { Ingest } from '../lines/ingest.ts';
import type { Taken } from '../pipeline/rejected-rows.ts';

export interface IngestListener {
  /** `source` = `<line>/<source>`. Of each block, not of each row. */
  taken: (source: string, rows: number, rejected: number) => void;
  /** Durable. */
  written: () => void;
  /** JOURNAL_UNWRITABLE. */
  unwritable: () => void;
}

/** All else is the ingest's own, its list of lines as it is at the time of asking. */
export function observedIngest(ingest: Ingest, listener: IngestListener): Ingest {
  const accept = async (...[line, block]: Parameters<Ingest['accept']>): Promise<Taken> => {
    try {
      const taken = await ingest.accept(line, block);
      listener.written();
      listener.taken(block.sourceId, taken.rows, taken.rejected.length);
      return taken;
    } catch (error) {
      if (error instanceof AppError && error.code === 'JOURNAL_UNWRITABLE') listener.unwritable();
      throw error;
    }
  };
  return Object.create(ingest, { accept: { value: accept } }) as Ingest;
}
