/** What may be written at all; every store refuses the rest before anything is sent, with `STORE_REFUSED`. */
import { AppError } from '../../shared/errors.ts';
import type { StoredDocument } from './store.ts';

const DATABASE_NAME = /^[a-z][a-z0-9_-]{0,199}$/;
/** A leading `_` is reserved by CouchDB, and pouchdb-server would refuse the whole batch for it. */
const DOCUMENT_ID = /^[A-Za-z0-9:.-][A-Za-z0-9:._-]{0,199}$/;

export function checkDatabaseName(name: string): void {
  if (!DATABASE_NAME.test(name)) {
    throw new AppError('STORE_REFUSED', `"${name}" is not a database name; use ${DATABASE_NAME.source}`);
  }
}

/** Facts never change: only what is rebuilt at will may be overwritten or removed. */
export function checkLocalDatabase(name: string): void {
  checkDatabaseName(name);
  if (!name.startsWith('local')) {
    throw new AppError(
      'STORE_REFUSED',
      `only "local…" databases are overwritten, not "${name}"; insert a fact instead`,
    );
  }
}

/** The document as it will be stored: JSON text, with nothing that only the database may say (`_rev`, `_deleted`, …). */
export function checkedText(document: StoredDocument): string {
  if (!DOCUMENT_ID.test(document._id)) {
    throw new AppError('STORE_REFUSED', `"${document._id}" is not a document id; use ${DOCUMENT_ID.source}`);
  }
  const reserved = Object.keys(document).find((field) => field.startsWith('_') && field !== '_id');
  if (reserved !== undefined) {
    throw new AppError('STORE_REFUSED', `field "${reserved}" of document "${document._id}" is reserved; rename it`);
  }
  return JSON.stringify(document);
}
