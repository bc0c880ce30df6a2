/** Every failure this software expects. The code is the contract; the wording may change. */
export type ErrorCode =
  | 'CONFIG_INVALID'
  | 'PLANT_FILE_INVALID'
  | 'DATA_DIR_UNUSABLE'
  | 'PORT_IN_USE'
  | 'STORE_UNREACHABLE'
  | 'STORE_REFUSED'
  | 'SOURCE_UNAVAILABLE'
  | 'JOURNAL_UNWRITABLE'
  | 'REQUEST_INVALID'
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'UNAUTHENTICATED'
  | 'THROTTLED'
  | 'CONFLICT'
  | 'SECRET_EXPOSED'
  | 'TLS_INVALID'
  | 'USAGE';

/** Message order: what happened, to which thing, what the reader can do about it. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  /** When asking again makes sense, ms from now. */
  readonly retryAfterMs: number | null;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions & { retryAfterMs?: number }) {
    super(message, options);
    this.code = code;
    this.retryAfterMs = options?.retryAfterMs ?? null;
  }
}
