import { basename } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { IdentityRule } from './file-identity.ts';
import { FileTail } from './file-tail.ts';
import { isFileError, openRegularFile } from './regular-file.ts';
import type { SourceParts } from './source.ts';

/** `sourceId`, and how the files of this source begin (`header`, `encoding`). */
export interface WholeFile extends IdentityRule {
  path: string;
  parts: SourceParts;
  signal: AbortSignal;
}

/**
 * Reads a finished file once, at full speed, by the same code that follows a growing one; what is known of it already is
 * skipped. A last row without newline is whole here, and its bytes are handed over as they are: nothing is invented, so
 * should the file grow later, reading goes on right behind (a machine then writes the missing newline first).
 * Resolves with the bytes that were new; rejects with `SOURCE_UNAVAILABLE`, or with what `accept` rejected with.
 */
export async function readWholeFile(options: WholeFile): Promise<{ fileKey: string | null; newBytes: number }> {
  const { path, parts, signal, ...rule } = options;
  const tail = new FileTail(basename(path));
  try {
    const newBytes = await tail.catchUp(await openRegularFile(path), { rule, parts, finished: true, signal });
    return { fileKey: tail.fileKey, newBytes };
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new AppError('SOURCE_UNAVAILABLE', `"${path}" cannot be read (${error.message}); check path and rights`, {
      cause: error,
    });
  } finally {
    await tail.release();
  }
}
