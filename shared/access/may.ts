/** Whether somebody may do something, on a line or at all. */
import { RIGHTS_OF, type DeviceRole, type Right, type Role } from './roles.ts';

/** `'*'` = every line, also those that are yet to come. */
export type Lines = '*' | readonly string[];

/** What a person or a device stands for. */
export interface Authority {
  roles: readonly (Role | DeviceRole)[];
  lines: Lines;
}

/** Asked for as a line: what concerns the whole plant. Whoever has been given lines one by one does not have it. */
export const EVERY_LINE = '*';

export function onLine(lines: Lines, line: string): boolean {
  return lines === '*' || lines.includes(line);
}

/** `line` null = on at least one line, whichever: what is shown is then still to be narrowed to `linesFor`; `EVERY_LINE` = on all. */
export function may(authorities: readonly Authority[], right: Right, line: string | null = null): boolean {
  return authorities.some(
    ({ roles, lines }) =>
      roles.some((role) => RIGHTS_OF[role].includes(right)) &&
      (line === null ? lines === '*' || lines.length > 0 || RIGHTS_WITHOUT_LINE.includes(right) : onLine(lines, line)),
  );
}

/** They are about the gateway, not about a line: an admin needs no lines for them. */
const RIGHTS_WITHOUT_LINE: readonly Right[] = [
  'push',
  'see-status',
  'see-audit',
  'manage-people',
  'manage-devices',
  'unlock',
];

/** Lines on which somebody has a right. */
export function linesFor(authorities: readonly Authority[], right: Right): Lines {
  const having = authorities.filter(({ roles }) => roles.some((role) => RIGHTS_OF[role].includes(right)));
  if (having.some(({ lines }) => lines === '*')) return '*';
  return [...new Set(having.flatMap(({ lines }) => lines))].sort();
}
