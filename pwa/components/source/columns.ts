/** Columns of a sample and what each is: the form's way to say what the definition says in four places. */
import { CYCLE_COLUMNS } from '../../../shared/cycle-columns.ts';
import { fieldAt, isObject, withField, type Definition } from './definition.ts';

/** `metric:0` = the first of the definition's metrics. */
export type ColumnUse = '' | 'date' | 'time' | 'state' | (typeof CYCLE_COLUMNS)[number] | `metric:${number}`;

/** Of several that cut alike the first: a comma may stand in numbers. */
const DELIMITERS = ['\t', ';', '|', ','];
const SHOWN_ROWS = 4;

export interface SampleColumns {
  /** Of the first rows that are no header, cut into fields. */
  rows: string[][];
  /** As the header names them; null = it does not. */
  names: string[] | null;
  count: number;
}

/** The first rows of a sample as the definition cuts them. */
export function sampleColumns(text: string, definition: Definition): SampleColumns {
  const delimiter = delimiterOf(definition);
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const from = afterHeader(lines, definition);
  const hasNames = fieldAt(definition, 'header.names') === true;
  const rest = lines.slice(from).filter((line) => line.trim() !== '');
  const names = hasNames && rest[0] !== undefined ? rest[0].split(delimiter).map((name) => name.trim()) : null;
  const rows = rest.slice(names ? 1 : 0, SHOWN_ROWS + (names ? 1 : 0)).map((line) => line.split(delimiter));
  return { rows, names, count: Math.max(0, names?.length ?? 0, ...rows.map(({ length }) => length)) };
}

/** The sign that cuts the sample's rows into the most fields, as many in each; undefined = none does. */
export function guessedDelimiter(text: string): string | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  // The last lines: what stands first may be a header.
  const looked = lines.slice(-20);
  const counts = DELIMITERS.map((delimiter) => {
    const fields = looked.map((line) => line.split(delimiter).length);
    return { delimiter, fields: new Set(fields).size === 1 ? (fields[0] ?? 1) : 1 };
  });
  const best = counts.sort((a, b) => b.fields - a.fields)[0];
  return best && best.fields > 1 ? best.delimiter : undefined;
}

/** What each column is read as now. */
export function usesOf(definition: Definition, names: readonly string[]): ColumnUse[] {
  const time = [fieldAt(definition, 'time.column')].flat();
  const metrics = metricsOf(definition);
  return names.map((name): ColumnUse => {
    // By its name while it waits for the time beside it.
    if (time[0] === name && (time.length === 2 || name === 'date')) return 'date';
    if (time.includes(name)) return 'time';
    if (definition.meaning === 'cycles') return CYCLE_COLUMNS.find((column) => column === name) ?? '';
    if (definition.meaning === 'states') return fieldAt(definition, 'state.column') === name ? 'state' : '';
    const index = metrics.findIndex(({ id, column = id }) => column === name && name !== '');
    return index < 0 ? '' : `metric:${index}`;
  });
}

/** Names of the columns as they are declared, or as the header has them; those that nobody named have numbers. */
export function namesOf(definition: Definition, { names, count }: SampleColumns): string[] {
  const declared = Array.isArray(definition.columns) ? (definition.columns as unknown[]).map(String) : null;
  const known = declared ?? names ?? [];
  return Array.from({ length: Math.max(count, known.length) }, (_, i) => known[i] ?? numbered(i));
}

/** The definition once a column is read as that, and no other one is. */
export function withUse(definition: Definition, names: readonly string[], index: number, use: ColumnUse): Definition {
  const isNamedByHeader = definition.columns === undefined;
  const uses = usesOf(definition, names).map((other, i) => (i === index ? use : other === use ? '' : other));
  const columns = names.map((name, i) => {
    if (isNamedByHeader) return name;
    if (uses[i] === '') return isTaken(name, definition) ? numbered(i) : name;
    // Named otherwise by hand: that name stays.
    return usesOf(definition, names)[i] === uses[i] ? name : nameFor(uses[i]!, definition);
  });
  const at = (wanted: ColumnUse) => columns[uses.indexOf(wanted)];
  let next = isNamedByHeader ? definition : withField(definition, 'columns', columns);
  const [date, time] = [at('date'), at('time')];
  if (date !== undefined || time !== undefined)
    next = withField(next, 'time.column', date !== undefined && time !== undefined ? [date, time] : (date ?? time));
  if (next.meaning === 'states') next = withField(next, 'state.column', at('state') ?? 'state');
  for (const [i, { id }] of metricsOf(next).entries()) {
    const column = at(`metric:${i}`);
    if (column !== undefined) next = withField(next, `metrics.${i}.column`, column === id ? undefined : column);
  }
  return next;
}

interface MetricLike {
  id: string;
  column?: string;
}

export function metricsOf(definition: Definition): MetricLike[] {
  const metrics = Array.isArray(definition.metrics) ? (definition.metrics as unknown[]) : [];
  return metrics.map((metric) => (isObject(metric) ? { id: '', ...metric } : { id: '' }) as MetricLike);
}

function nameFor(use: ColumnUse, definition: Definition): string {
  if (!use.startsWith('metric:')) return use;
  return metricsOf(definition)[Number(use.slice('metric:'.length))]?.id || use.replace(':', '-');
}

/** A column that nothing reads must not be called like one that something does. */
function isTaken(name: string, definition: Definition): boolean {
  const used: string[] = ['date', 'time', 'state', ...CYCLE_COLUMNS, ...metricsOf(definition).map(({ id }) => id)];
  return used.includes(name);
}

function numbered(i: number): string {
  return `column-${i + 1}`;
}

export function delimiterOf({ delimiter, kind }: Definition): string {
  return typeof delimiter === 'string' && delimiter !== '' ? delimiter : kind === 'serial' ? ';' : ',';
}

/** Where the rows begin, or the line that names the columns. */
function afterHeader(lines: readonly string[], definition: Definition): number {
  const count = Number(fieldAt(definition, 'header.lines') ?? 0);
  const until = fieldAt(definition, 'header.until');
  if (typeof until !== 'string' || until === '') return Number.isInteger(count) ? count : 0;
  let missing = Number(fieldAt(definition, 'header.times') ?? 1);
  return lines.findIndex((line) => line.startsWith(until) && --missing <= 0) + 1;
}
