/** One writer, one line, one month per replicating database: retention is a dropped database. */
import { utcMonth } from './document.ts';

/** Chunks. `at` = time of the chunk's first row. */
export function seriesDatabase(gateway: string, line: string, at: number): string {
  return `series_${gateway}_${line}_${utcMonth(at)}`;
}

/** Facts about a line and closed hours. `at` = the time in the id. */
export function factsDatabase(gateway: string, line: string, at: number): string {
  return `facts_${gateway}_${line}_${utcMonth(at)}`;
}

export function configDatabase(gateway: string): string {
  return `config_${gateway}`;
}

/** `at` = the time in the id. */
export function auditDatabase(gateway: string, at: number): string {
  return `audit_${gateway}_${utcMonth(at)}`;
}

/** Never replicates: positions, open hours, projections. */
export function localDatabase(gateway: string, name: string): string {
  return `local_${gateway}_${name}`;
}
