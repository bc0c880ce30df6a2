/** Lines as people choose them: by process group. */
import type { Lines } from '../../../shared/access/may.ts';
import { peopleText } from '../../locales/people.ts';

export interface LineGroup {
  /** Empty = the lines of no group. */
  name: string;
  lines: readonly { id: string; name: string }[];
}

/** Groups in the order of the plant, then lines of none. */
export function groupsOf(
  lines: readonly { id: string; name: string; processGroup?: string }[],
  groups: readonly { id: string; name: string }[],
): LineGroup[] {
  const named = groups.map(({ id, name }) => ({ name, lines: lines.filter((line) => line.processGroup === id) }));
  const ids = new Set(groups.map(({ id }) => id));
  const others = lines.filter(({ processGroup }) => processGroup === undefined || !ids.has(processGroup));
  return [...named, { name: '', lines: others }].filter((group) => group.lines.length > 0);
}

/** `All lines`, `Line 8, Line 9`, `no line`. A line that is not known here keeps its id. */
export function linesText(lines: Lines, groups: readonly LineGroup[]): string {
  if (lines === '*') return peopleText('allLines');
  if (lines.length === 0) return peopleText('noLine');
  const names = new Map(groups.flatMap((group) => group.lines.map(({ id, name }) => [id, name])));
  return lines.map((id) => names.get(id) ?? id).join(', ');
}
