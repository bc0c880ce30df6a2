/** Every failure this software expects. The code is the contract; the wording may change. */
export type ErrorCode =
  | 'CONFIG_INVALID'
  | 'PLANT_FILE_INVALID'
  | 'PLANT_FILE_UNWRITABLE'
  | 'DATA_DIR_UNUSABLE'
  | 'PORT_IN_USE'
  | 'STORE_UNREACHABLE'
  | 'STORE_REFUSED'
  | 'PLANT_UNREACHABLE'
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
  | 'PROTOCOL_TOO_OLD' // whoever asks is older than a neighbour of this release
  | 'PROTOCOL_TOO_NEW'
  | 'NOT_YET' // fine in itself, and not now: retryAfterMs says when
  | 'USAGE';

/** What is wrong with what a person gave: a field of it (`time.format`; empty = all of it), and why. */
export interface FieldProblem {
  place: string;
  text: string;
}

/** Message order: what happened, to which thing, what the reader can do about it. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  /** When asking again makes sense, ms from now. */
  readonly retryAfterMs: number | null;
  /** Field by field, for a page to show beside each; empty = the message says it all. */
  readonly problems: readonly FieldProblem[];

  constructor(
    code: ErrorCode,
    message: string,
    options?: ErrorOptions & { retryAfterMs?: number; problems?: readonly FieldProblem[] },
  ) {
    super(message, options);
    this.code = code;
    this.retryAfterMs = options?.retryAfterMs ?? null;
    this.problems = options?.problems ?? [];
  }
}
