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

/** Changes to orders and their like. `at` = the time in the id. */
export function planDatabase(gateway: string, at: number): string {
  return `plan_${gateway}_${utcMonth(at)}`;
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

/** What the name of a replicating database says. `gateway` is its one writer; `month` as in `2026_11`. */
export type DatabaseName =
  | { kind: 'facts' | 'series'; gateway: string; line: string; month: string }
  | { kind: 'plan' | 'audit'; gateway: string; month: string }
  | { kind: 'config'; gateway: string };
export type ReplicatingKind = DatabaseName['kind'];

/** null = not a replicating database: `local…`, or nothing of ours. */
export function databaseName(name: string): DatabaseName | null {
  const [, kind, gateway = '', line, month = ''] =
    /^(facts|series|plan|audit|config)_([a-z][a-z0-9-]*)(?:_([a-z][a-z0-9-]*))?(?:_(\d{4}_(?:0[1-9]|1[0-2])))?$/.exec(
      name,
    ) ?? [];
  switch (kind) {
    case 'facts':
    case 'series':
      return line && month ? { kind, gateway, line, month } : null;
    case 'plan':
    case 'audit':
      return !line && month ? { kind, gateway, month } : null;
    case 'config':
      return !line && !month ? { kind, gateway } : null;
    case undefined:
    default:
      return null;
  }
}
