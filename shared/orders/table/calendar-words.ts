/** What people write for kinds of exceptions of the calendar, and for whom they are. */
import type { ExceptionKind } from '../entities.ts';
import { plainName } from './columns.ts';
import type { KnownNames } from './known-names.ts';

const KINDS: Readonly<Record<ExceptionKind, readonly string[]>> = {
  holiday: ['holiday', 'public holiday', 'bank holiday', 'Feiertag'],
  closed: ['closed', 'shutdown', 'plant shutdown', 'geschlossen', 'Betriebsruhe', 'Werksferien'],
  maintenance: ['maintenance', 'planned maintenance', 'service', 'Wartung', 'Instandhaltung'],
  overtime: ['overtime', 'extra shift', 'Überstunden', 'Sonderschicht', 'Mehrarbeit'],
};
const WHOLE_PLANT = ['plant', 'all', 'whole plant', 'all lines', 'Werk', 'alle', 'alle Linien', 'ganzes Werk'].map(
  plainName,
);

export function exceptionKind(text: string): ExceptionKind | null {
  const wanted = plainName(text);
  const kinds = Object.entries(KINDS) as [ExceptionKind, readonly string[]][];
  return kinds.find(([, words]) => words.some((word) => plainName(word) === wanted))?.[0] ?? null;
}

/** `plant`, `group:<id>` or `line:<id>`, also as it is written in the plan. */
export function calendarScope(text: string, names: KnownNames): string | null {
  if (WHOLE_PLANT.includes(plainName(text))) return 'plant';
  const [, kind, name = ''] = /^(group|line):(.+)$/.exec(text) ?? [null, '', text];
  const line = kind === 'group' ? null : names.line(name);
  if (line !== null) return `line:${line}`;
  const group = kind === 'line' ? null : names.group(name);
  return group === null ? null : `group:${group}`;
}
