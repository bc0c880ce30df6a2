/** Cells of the known columns as values of their fields, each with what is wrong with it. An empty cell says nothing. */
import { instantOf } from '../../calendar/zone.ts';
import type { CellKind, FoundColumns, TableColumn } from './columns.ts';
import { askedDate, askedNumber, type Asked } from './asked.ts';
import { dateStyle, readDate, type DateStyle } from './dates.ts';
import { isMarkedFigure, unmarked } from './figure-text.ts';
import type { KnownNames } from './known-names.ts';
import { plainText } from './plain-text.ts';
import { readMinutes } from './minutes.ts';
import { numberStyle, readNumber, type NumberStyle } from './numbers.ts';
import type { CellProblem, CellProblemKind, TableOptions } from './report.ts';
import { calendarScope, exceptionKind } from './calendar-words.ts';
import { stepped, type Steps } from './steps.ts';

export interface ReadRow {
  /** As counted in the table, from 1. */
  row: number;
  /** By field; a moment is epoch ms, a product its id. */
  values: Readonly<Record<string, unknown>>;
  problems: CellProblem[];
  /** What is wrong with the cell of that field. */
  problem: (why: CellProblemKind, field: string | null, detail?: string) => CellProblem;
}

interface ReadingParts {
  rows: readonly (readonly string[])[];
  found: FoundColumns;
  known: readonly TableColumn[];
  names: KnownNames;
  zone: string;
  options: TableOptions;
}

type Read = { ok: true; value: unknown } | { ok: false; why: CellProblemKind; detail?: string };
interface Styles {
  number: NumberStyle;
  date: DateStyle;
}

/** What is told by the cells of a whole column; of others it would only cost time. */
const TOLD_BY_COLUMN: Readonly<Partial<Record<CellKind, 'number' | 'date'>>> = {
  ...{ number: 'number', whole: 'number', minutes: 'number' },
  ...{ moment: 'date', date: 'date', 'local-time': 'date', 'local-end': 'date' },
};

/** Rows below the head that have something in a known column. They are the part `from` to `to` of the whole work. */
export function* readCells(
  { rows, found, known, names, zone, options }: ReadingParts,
  [from, to]: readonly [number, number],
): Steps<{ read: ReadRow[]; asked: Asked }> {
  const first = (found.header ?? -1) + 1;
  const body = rows.slice(first);
  const columns: (TableColumn & { place: number; styles: Styles })[] = [];
  const asked: Asked = {};
  for (const column of known) {
    const place = found.columns[column.field];
    if (column.kind === 'shown' || place === undefined) continue;
    const told = TOLD_BY_COLUMN[column.kind];
    const cells = told === undefined ? [] : body.map((row) => row[place] ?? '');
    const numbers = told === 'number' ? cells.filter((cell) => !isMarkedFigure(cell)) : [];
    const number = numberStyle(numbers, { whole: column.kind === 'whole' });
    const date = dateStyle(told === 'date' ? cells : []);
    const twoWays = { decimal: askedNumber(numbers, number), first: askedDate(cells, date) };
    if (told === 'number' && twoWays.decimal !== undefined) asked.decimal ??= twoWays.decimal;
    if (told === 'date' && twoWays.first !== undefined) asked.first ??= twoWays.first;
    const styles: Styles = {
      number: number === 'unclear' ? (options.decimal ?? number) : number,
      date: date === 'unclear' ? (options.first ?? date) : date,
    };
    columns.push({ ...column, place, styles });
    yield from;
  }
  const read = yield* stepped(body, [from, to], (cells, i): ReadRow | null => {
    const textAt = (place: number | undefined) => (place === undefined ? '' : (cells[place] ?? '').trim());
    if (columns.every(({ place }) => textAt(place) === '')) return null;
    const problem: ReadRow['problem'] = (why, field, detail = '') => {
      const column = field === null ? null : (found.columns[field] ?? null);
      return { why, field, column, cell: unmarked(textAt(column ?? undefined)), detail };
    };
    const values: Record<string, unknown> = {};
    const problems: CellProblem[] = [];
    for (const { field, kind, place, styles } of columns) {
      const cell = textAt(place);
      const text = plainText(cell);
      if (text === '') continue;
      const value = READERS[kind](text, isMarkedFigure(cell) ? { ...styles, number: '.' } : styles, { names, zone });
      if (value.ok) values[field] = value.value;
      else problems.push(problem(value.why, field, value.detail));
    }
    return { row: first + i + 1, values, problems, problem };
  });
  return { read: read.filter((row) => row !== null), asked };
}

type Reader = (text: string, styles: Styles, where: { names: KnownNames; zone: string }) => Read;

const READERS: Readonly<Record<TableColumn['kind'], Reader>> = {
  text: (text) => ({ ok: true, value: text }),
  shown: (text) => ({ ok: true, value: text }),
  colour: (text) => ({ ok: true, value: text.toLowerCase() }),
  number: (text, { number }) => readNumber(text, number),
  minutes: (text, { number }) => {
    const read = readMinutes(text, number);
    return typeof read === 'string' ? { ok: false, why: read } : { ok: true, value: read };
  },
  family: (text, _styles, { names }) => ({ ok: true, value: names.family(text) }),
  whole: (text, { number }) => {
    const read = readNumber(text, number);
    return read.ok && !Number.isInteger(read.value) ? { ok: false, why: 'number' } : read;
  },
  date: (text, { date }) => {
    const read = readDate(text, date);
    if (!read.ok) return read;
    return read.time === null || read.time === '00:00' ? { ok: true, value: read.date } : { ok: false, why: 'date' };
  },
  // A day without time is over when it ends.
  moment: (text, { date }, { zone }) => {
    const read = readDate(text, date);
    return read.ok ? { ok: true, value: momentOf(read.date, read.time ?? '23:59', zone) } : read;
  },
  'local-time': (text, { date }) => {
    const read = readDate(text, date);
    return read.ok ? { ok: true, value: `${read.date}T${read.time ?? '00:00'}` } : read;
  },
  // `to` a day means the whole of that day.
  'local-end': (text, { date }) => {
    const read = readDate(text, date);
    if (!read.ok || read.time !== null) return read.ok ? { ok: true, value: `${read.date}T${read.time}` } : read;
    const next = new Date(Date.parse(`${read.date}T00:00Z`) + 86_400_000);
    return { ok: true, value: `${next.toISOString().slice(0, 10)}T00:00` };
  },
  product: (text, _styles, { names }) => {
    const [product, ...others] = names.products(text);
    if (product === undefined) return { ok: false, why: 'unknown-product' };
    return others.length > 0 ? { ok: false, why: 'unclear-product' } : { ok: true, value: product };
  },
  line: (text, _styles, { names }) => found(names.line(text), 'unknown-line'),
  group: (text, _styles, { names }) => found(names.group(text), 'unknown-group'),
  scope: (text, _styles, { names }) => found(calendarScope(text, names), 'unknown-line'),
  'exception-kind': (text) => found(exceptionKind(text), 'value'),
};

function found(value: string | null, why: CellProblemKind): Read {
  return value === null ? { ok: false, why } : { ok: true, value };
}

/** Epoch ms of a wall-clock time of the plant. */
export function momentOf(date: string, time: string, zone: string): number {
  return instantOf(zone, Date.parse(`${date}T${time}Z`));
}
