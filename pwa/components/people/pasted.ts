/** Reads rows of people as they come from a spreadsheet, and says of each what would become of it. Nothing is sent here. */
import type { Lines } from '../../../shared/access/may.ts';
import type { Role } from '../../../shared/access/roles.ts';
import { peopleText as p } from '../../locales/people.ts';
import { roleNamed } from '../../locales/people-roles.ts';
import { isUserId, suggestedUserId } from './user-id.ts';

export interface PastedPerson {
  user: string;
  name: string;
  roles: Role[];
  lines: Lines;
}
export interface PastedRow {
  /** As counted in what was pasted, from 1. */
  row: number;
  /** As written. */
  cells: readonly string[];
  verdict: { kind: 'ready'; person: PastedPerson } | { kind: 'known' } | { kind: 'wrong'; problems: string[] };
  user: string;
}

const ALL = new Set(['*', 'all', 'alle', 'all lines', 'alle linien']);
const HEADS = new Set(['user', 'user id', 'userid', 'id', 'kennung', 'benutzer', 'login']);

/** `known`: user ids that somebody has or had. `lines`: of the plant, by id or name. */
export function pastedRows(
  text: string,
  known: ReadonlySet<string>,
  lines: readonly { id: string; name: string }[],
): PastedRow[] {
  const written = rowsOf(text);
  // Ids that are written come before those that are suggested, wherever they stand.
  const given = new Map<string, number>();
  const rows = written.filter(({ cells, row }) => row > 1 || !HEADS.has((cells[0] ?? '').toLowerCase()));
  for (const { cells, row } of rows) if (cells[0] && !given.has(cells[0])) given.set(cells[0], row);
  return rows.map(({ row, cells }) => {
    const [writtenUser = '', name = '', roleCell = '', lineCell = ''] = cells;
    const user = writtenUser || suggestedUserId(name, (id) => known.has(id) || given.has(id));
    if (known.has(user)) return { row, cells, user, verdict: { kind: 'known' } };
    const first = given.get(user);
    if (user !== '' && first === undefined) given.set(user, row);
    const [roles, roleProblems] = rolesOf(roleCell);
    const [onLines, lineProblems] = linesOf(lineCell, lines);
    const problems = [
      ...(user === '' ? [p('pasteNoUser')] : isUserId(user) ? [] : [p('pasteBadUser', user)]),
      ...(first !== undefined && first !== row ? [p('pasteTwice', first)] : []),
      ...(name === '' ? [p('pasteNoName')] : []),
      ...roleProblems,
      ...lineProblems,
    ];
    if (problems.length > 0) return { row, cells, user, verdict: { kind: 'wrong', problems } };
    return { row, cells, user, verdict: { kind: 'ready', person: { user, name, roles, lines: onLines } } };
  });
}

function rolesOf(cell: string): [Role[], string[]] {
  const parts = partsOf(cell);
  if (parts.length === 0) return [[], [p('pasteNoRole')]];
  const found = parts.map((part) => ({ part, role: roleNamed(part) }));
  const roles = found.flatMap(({ role }) => role ?? []);
  return [[...new Set(roles)], found.flatMap(({ part, role }) => (role ? [] : [p('pasteBadRole', part)]))];
}

function linesOf(cell: string, lines: readonly { id: string; name: string }[]): [Lines, string[]] {
  if (ALL.has(cell.toLowerCase())) return ['*', []];
  const parts = partsOf(cell);
  if (parts.length === 0) return [[], [p('pasteNoLine')]];
  const idOf = (part: string) =>
    lines.find(({ id, name }) => [id, name.toLowerCase()].includes(part.toLowerCase()))?.id;
  const found = parts.map((part) => ({ part, id: idOf(part) }));
  const ids = found.flatMap(({ id }) => id ?? []);
  return [[...new Set(ids)], found.flatMap(({ part, id }) => (id ? [] : [p('pasteBadLine', part)]))];
}

/** Spreadsheets paste tabs; files have semicolons or commas. Empty rows are none. */
function rowsOf(text: string): { row: number; cells: string[] }[] {
  const between = ['\t', ';'].find((one) => text.includes(one)) ?? ',';
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => {
    const cells = cellsOf(line, between);
    return cells.some((cell) => cell !== '') ? [{ row: index + 1, cells }] : [];
  });
}

/** A cell in quotes may hold what stands between cells; two quotes are one. */
function cellsOf(line: string, between: string): string[] {
  const cell = new RegExp(`${between} *(?:"((?:[^"]|"")*)"[^${between}]*|([^${between}]*))`, 'g');
  return [...(between + line).matchAll(cell)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  );
}

function partsOf(cell: string): string[] {
  return cell
    .split(/[,;|+/]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
