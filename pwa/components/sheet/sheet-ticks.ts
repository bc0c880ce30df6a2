/** Rows that are ticked, to be changed together. Pure. */
import type { SheetRow } from './sheet-model.ts';

export type Ticked = ReadonlySet<string>;

/** All of these, or none of them if all are. */
export function toggled(ticked: Ticked, rows: readonly SheetRow[]): Ticked {
  const all = new Set(ticked);
  if (rows.every(({ id }) => all.has(id))) for (const { id } of rows) all.delete(id);
  else for (const { id } of rows) all.add(id);
  return all;
}

export function withTick(ticked: Ticked, id: string, isTicked: boolean): Ticked {
  const all = new Set(ticked);
  if (isTicked) all.add(id);
  else all.delete(id);
  return all;
}

export function tickState(ticked: Ticked, rows: readonly SheetRow[]): 'none' | 'some' | 'all' {
  if (ticked.size === 0) return 'none';
  return rows.every(({ id }) => ticked.has(id)) ? 'all' : 'some';
}
