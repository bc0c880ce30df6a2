/** What waits on a device, as a file: the last resort when the device itself can no longer send it. */
import type { Entry } from './collections.ts';
import type { EnteredFact, RefusedEntry } from './line-data.ts';

/** Raised when a reader of the former form could misunderstand a file. */
const FORM = 1;

export interface EntriesFile {
  lineside: 'entries';
  form: number;
  device: string;
  /** The gateway's time by the device, ms. */
  at: number;
  /** Not sent, in order of entering. */
  entries: EnteredFact[];
  /** Refused: nobody sends them again as they are; here so that what was typed can be read. */
  refused: RefusedEntry[];
}

export function entriesFile(
  entries: readonly Entry[],
  refused: readonly RefusedEntry[],
  of: { device: string; at: number },
): string {
  const waiting = entries.filter(({ acceptedAt }) => acceptedAt === null).map(({ fact }) => fact);
  const file: EntriesFile = { lineside: 'entries', form: FORM, ...of, entries: waiting, refused: [...refused] };
  return JSON.stringify(file, null, 2);
}

/** `lineside-entries-device-ab12cd34-2026-11-22.json` */
export function entriesFileName({ device, at }: { device: string; at: number }): string {
  return `lineside-entries-${device}-${new Date(at).toISOString().slice(0, 10)}.json`;
}

/** Null for what is no such file, or of a later form. What its entries say is checked by the gateway. */
export function readEntriesFile(text: string): EntriesFile | null {
  try {
    const read: unknown = JSON.parse(text);
    return isEntriesFile(read) ? read : null;
  } catch {
    return null;
  }
}

function isEntriesFile(read: unknown): read is EntriesFile {
  if (typeof read !== 'object' || read === null) return false;
  const { lineside, form, device, at, entries } = read as Record<string, unknown>;
  return (
    lineside === 'entries' &&
    form === FORM &&
    typeof device === 'string' &&
    typeof at === 'number' &&
    Array.isArray(entries) &&
    entries.every((fact: unknown) => typeof fact === 'object' && fact !== null && '_id' in fact)
  );
}
