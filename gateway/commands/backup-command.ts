/** What `npx lineside backup` and `restore` say to whoever runs them. */
import { stat } from 'node:fs/promises';
import { checkBackup } from '../backup/read-backup.ts';
import type { BackupResult } from '../backup/write-backup.ts';
import type { Restored } from './restore.ts';

export const BACKUP_USAGE = `  npx lineside backup FILE [--plant-file F]
  npx lineside backup --check FILE
  npx lineside restore FILE --data-dir D [--plant-file F]
  npx lineside go-on --line L`;

const TELL_MS = 5_000;

/** Whoever does the work, in this process or another: how much is written shows in the file. */
export async function backupCommand(
  file: string,
  log: (message: string) => void,
  work: () => Promise<BackupResult>,
): Promise<string> {
  const tell = setInterval(() => {
    stat(`${file}.part`).then(
      ({ size }) => log(`${megabytes(size)} written`),
      () => undefined,
    );
  }, TELL_MS);
  const { bytes, documents, records, ms } = await work().finally(() => clearInterval(tell));
  return `"${file}" holds ${documents} documents and ${records} records of the journal, ${megabytes(bytes)}, in ${(ms / 1000).toFixed(1)} s. It holds every secret of the gateway too: keep it where nobody else reads.`;
}

export async function checkCommand(file: string): Promise<string> {
  const { gateway, at, documents, bytes } = await checkBackup(file);
  return `"${file}" is whole: gateway "${gateway}" as of ${new Date(at).toISOString()}, ${documents} documents, ${megabytes(bytes)}.`;
}

export function restoredText({ gateway, former, at, lines, documents, plantFile }: Restored): string {
  return [
    `${documents} documents of gateway "${former}" are restored, as of ${new Date(at).toISOString()}; this gateway is "${gateway}".`,
    `Lines: ${lines.join(', ') || 'none'}. The plant file is "${plantFile}"; its paths begin where it lies.`,
    `Do not start "${former}" again. If it belonged to a plant: let this one join ("npx lineside join"), in the place of "${former}".`,
    `Who was disabled or revoked since the backup is not any more: do it again.`,
  ].join('\n');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
