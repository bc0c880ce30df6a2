/** How far a gateway says that it is, and whether its chunks and its journal bear that out. */
import { localDatabase } from '../../shared/documents/database-names.ts';
import { prefixRange, type Store } from '../store/store.ts';
import type { Covered } from './chunk-check.ts';
import { finding, type Finding } from './finding.ts';

export interface SavedPositions {
  /** By series as in ids, `<line>:<source>:<metric>`. */
  progress: ReadonlyMap<string, { hoursFrom: number | null; journalFrom: number }>;
  /** By series and file. */
  files: ReadonlyMap<string, SavedFile>;
}

interface SavedFile {
  file: string;
  toPos: number;
  rows?: number;
  /** Of them, those in chunks of another series. */
  elsewhere?: number;
}

export async function savedPositions(store: Store, gateway: string): Promise<SavedPositions> {
  const database = localDatabase(gateway, 'positions');
  const read = async <T>(kind: string): Promise<Map<string, T>> => {
    const prefix = `${kind}:`;
    const documents = await store.range(database, prefixRange(prefix));
    return new Map(documents.map((document) => [document._id.slice(prefix.length), document as unknown as T]));
  };
  // Files before progress: on a gateway that runs, what is read later says more.
  const files = await read<SavedFile>('file');
  return { files, progress: await read('progress') };
}

/** `isRead` = a source that is declared (`<line>:<source>`): nobody replays the journal for another. */
export function checkPositions(
  saved: SavedPositions,
  chunks: ReadonlyMap<string, Covered[]>,
  journalFrom: number | null,
  isRead: (source: string) => boolean,
): Finding[] {
  const findings: Finding[] = [];
  for (const [id, { file, toPos, rows = 0, elsewhere = 0 }] of saved.files) {
    const covered = (chunks.get(id) ?? []).filter((chunk) => chunk.toPos <= toPos);
    const stored = covered.reduce((sum, chunk) => sum + chunk.rows, 0);
    // A release before this one did not count them.
    if (stored >= rows - elsewhere) continue;
    const hole = covered.find((chunk, i) => chunk.fromPos !== (covered[i - 1]?.toPos ?? 0));
    const where = hole ? ` before position ${hole.fromPos}` : ` after position ${covered.at(-1)?.toPos ?? 0}`;
    findings.push(
      finding(
        'rows-missing',
        id,
        `${rows - elsewhere} rows of "${file}" were stored, ${stored} are there; some lack${where}.`,
      ),
    );
  }
  for (const [series, progress] of saved.progress) {
    if (journalFrom === null || progress.journalFrom >= journalFrom) continue;
    if (!isRead(series.slice(0, series.lastIndexOf(':')))) continue;
    findings.push(
      finding(
        'journal-incomplete',
        series,
        `A start needs the journal from record ${progress.journalFrom} on, it begins with ${journalFrom}.`,
      ),
    );
  }
  return findings;
}
