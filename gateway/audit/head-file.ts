/**
 * How far the trail reaches, beside the store: a store that was cut shows by it. Entries on their way to the store are in
 * it as well, so that whatever a kill or a lost answer leaves of a batch, the next start completes it.
 */
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { AuditEntry } from '../../shared/documents/audit.ts';
import { Instant } from '../../shared/documents/document.ts';
import { AppError } from '../../shared/errors.ts';

const KeptHead = Type.Object(
  {
    seq: Type.Integer({ minimum: 0 }),
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    at: Instant,
    /** They follow, in order; the store may have all, some or none of them. */
    pending: Type.Array(AuditEntry),
  },
  { additionalProperties: false },
);
export type KeptHead = Static<typeof KeptHead>;

export function headFileIn(dataDir: string): string {
  return join(dataDir, 'audit-head.json');
}

/** null = there is none, or none that can be read. */
export async function readHeadFile(path: string): Promise<KeptHead | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  try {
    const kept: unknown = JSON.parse(text);
    return Value.Check(KeptHead, kept) ? kept : null;
  } catch {
    return null;
  }
}

/** Whole or not at all, and on the disk; STORE_UNREACHABLE when it cannot be written. */
export async function writeHeadFile(path: string, kept: KeptHead): Promise<void> {
  try {
    const file = await open(`${path}.new`, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(kept));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('STORE_UNREACHABLE', `The audit trail cannot be kept in "${path}": ${why}. Make room.`, {
      cause,
    });
  }
}
