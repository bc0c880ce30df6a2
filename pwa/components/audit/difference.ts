/** What an entry changed, field by field: only what differs, down to the values themselves. */
import type { AuditRow } from '../../../shared/audit/protocol.ts';

/** `list`: of plain values, shown as one. */
export type Value = string | number | boolean | null | readonly (string | number | boolean | null)[];

export interface Difference {
  /** Names from the outside in, with dots; empty = the value itself. */
  path: string;
  /** undefined = it was not there. */
  old: Value | undefined;
  new: Value | undefined;
}

/** Of what a person said: how it is written down, and what the entry's other columns show. */
const BESIDE = ['type', 'schema', 'line', 'at', 'by', 'supersedes', 'comment'];

export function differences({ what, old, new: said }: Pick<AuditRow, 'what' | 'old' | 'new'>): Difference[] {
  const [before, after] = [leaves(old), leaves(said)];
  const paths = new Set([...after.keys(), ...before.keys()]);
  return [...paths]
    .filter((path) => what !== 'entry' || !BESIDE.includes(path.split('.')[0]!))
    .map((path) => ({ path, old: before.get(path), new: after.get(path) }))
    .filter((each) => JSON.stringify(each.old) !== JSON.stringify(each.new));
}

function leaves(value: unknown, path = '', into = new Map<string, Value>()): Map<string, Value> {
  if (value === null || value === undefined) {
    if (path !== '') into.set(path, null);
  } else if (isPlain(value)) into.set(path, value);
  else if (Array.isArray(value) && value.every((each) => each === null || isPlain(each))) into.set(path, value);
  else
    for (const [name, each] of Object.entries(value as object))
      leaves(each, path === '' ? name : `${path}.${name}`, into);
  return into;
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
