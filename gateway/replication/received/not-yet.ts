/** What is fine in itself and cannot be done now: the gateway that asked keeps it and comes again. */
import { AppError } from '../../../shared/errors.ts';

const DISK_MS = 60_000;

export function notYet(message: string, retryAfterMs: number): AppError {
  return new AppError('NOT_YET', message, { retryAfterMs });
}

export function noRoom(): AppError {
  return notYet('The plant’s disk is full; it takes nothing until there is room.', DISK_MS);
}
