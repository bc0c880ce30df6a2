/**
 * What is wrong with a plant file: every problem at once, each with its place. What has the right form is also checked
 * for sense, so that a person mends the file in one go.
 */
import { Type, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { CYCLE_COLUMNS } from './cycle-columns.ts';
import { LineDefinition, PlantDefinition } from './equipment.ts';
import { RESERVED_METRICS } from './series/metric.ts';
import { retentionProblems, Retention } from './retention/kept-from.ts';
import {
  CsvCycles,
  CsvSamples,
  CsvStates,
  ModbusSource,
  SerialSource,
  type CsvSource,
  type SampleSource,
  type SourceDefinition,
  type TimeFormat,
} from './sources.ts';

const CSV_MEANINGS: Record<string, TSchema> = { cycles: CsvCycles, samples: CsvSamples, states: CsvStates };
const SOURCE_KINDS: Record<string, (source: Record<string, unknown>) => TSchema | null> = {
  csv: ({ meaning }) =>
    typeof meaning === 'string' && Object.hasOwn(CSV_MEANINGS, meaning) ? CSV_MEANINGS[meaning]! : null,
  serial: () => SerialSource,
  modbus: () => ModbusSource,
};
const TIME_FORMATS = ['iso8601', 'epoch-s', 'epoch-ms', 'seconds'];
/** Sources are checked by their kind: a union would report the faults of every kind that the source is not. */
const LineForm = Type.Object(
  { ...LineDefinition.properties, sources: Type.Array(Type.Unknown()) },
  { additionalProperties: false },
);
const PlantForm = Type.Object(
  { ...PlantDefinition.properties, lines: Type.Array(LineForm) },
  { additionalProperties: false },
);

/** `place: what is wrong`; empty = valid. Places are paths of the file, and ids where they are known. */
export function plantProblems(value: unknown): string[] {
  const problems = formProblems(PlantForm, value, '');
  if (!isRecord(value)) return problems;
  const { plant, processGroups, reasons } = PlantDefinition.properties;
  if (Value.Check(plant, value.plant) && !isTimeZone(value.plant.timezone)) {
    problems.push(`plant.timezone: "${value.plant.timezone}" is not an IANA time zone`);
  }
  if (Value.Check(Retention, value.retention)) problems.push(...retentionProblems(value.retention));
  const lines = Array.isArray(value.lines) ? (value.lines as unknown[]) : [];
  for (const [i, line] of lines.entries()) {
    const sources = isRecord(line) && Array.isArray(line.sources) ? (line.sources as unknown[]) : [];
    sources.forEach((source, j) => problems.push(...sourceForm(source, `lines.${i}.sources.${j}`)));
  }
  const sound = lines.filter((line): line is LineDefinition => Value.Check(LineDefinition, line));
  problems.push(...repeated(sound.map(({ id }) => id)).map((id) => `lines: the id "${id}" is used twice`));
  if (Value.Check(reasons, value.reasons)) {
    problems.push(
      ...repeated(value.reasons.map(({ code }) => code)).map((code) => `reasons: the code "${code}" is used twice`),
    );
  }
  const groups = Value.Check(processGroups, value.processGroups ?? [])
    ? ((value.processGroups ?? []) as { id: string }[])
    : null;
  return [...problems, ...sound.flatMap((line) => lineProblems(line, groups && groups.map(({ id }) => id)))];
}

function lineProblems(line: LineDefinition, groups: readonly string[] | null): string[] {
  const where = `lines.${line.id}`;
  const problems: string[] = [];
  if (line.processGroup && groups && !groups.includes(line.processGroup)) {
    problems.push(`${where}.processGroup: "${line.processGroup}" is not among processGroups`);
  }
  if (line.stops.bins.some((bin, i, bins) => i > 0 && bin <= bins[i - 1]!))
    problems.push(`${where}.stops.bins: must grow`);
  problems.push(
    ...repeated(line.sources.map(({ id }) => id)).map((id) => `${where}.sources: the id "${id}" is used twice`),
  );
  if (line.sources.filter(({ meaning }) => meaning === 'cycles').length > 1) {
    problems.push(`${where}.sources: only one source may count the line's cycles`);
  }
  const distinct = [...new Map(line.sources.map((source) => [source.id, source])).values()];
  const metrics = line.sources.flatMap((source) => (source.meaning === 'samples' ? source.metrics : []));
  problems.push(
    ...metrics
      .filter(({ id }) => RESERVED_METRICS.has(id))
      .map(({ id }) => `${where}.sources: "${id}" is a figure of the line itself; name the metric otherwise`),
    // Within one source it is said with the source.
    ...repeated(distinct.flatMap((source) => [...new Set(metricsOf(source))])).map(
      (id) => `${where}.sources: the metric "${id}" is read by two sources`,
    ),
  );
  return [...problems, ...line.sources.flatMap((source) => sourceProblems(`${where}.sources.${source.id}`, source))];
}

function metricsOf(source: SourceDefinition): string[] {
  return source.meaning === 'samples' ? source.metrics.map(({ id }) => id) : [];
}

/** What is wrong with one source beyond its form; also for a mapping that is being tried out. */
export function sourceProblems(where: string, source: SourceDefinition): string[] {
  const metrics = source.meaning === 'samples' ? metricProblems(where, source) : [];
  if (source.kind === 'csv') return [...csvProblems(where, source), ...metrics];
  if (source.kind === 'serial') {
    const ways = [source.columns, source.positions, source.frame].filter((way) => way !== undefined).length;
    if (ways !== 1) metrics.push(`${where}: give one of columns, positions, frame`);
    const { frame } = source;
    for (const { metric, at, type } of frame?.fields ?? []) {
      if (at + Number(/\d+/.exec(type)![0]) / 8 > frame!.length)
        metrics.push(`${where}.frame.fields.${metric}: lies beyond the frame's ${frame!.length} bytes`);
    }
    return metrics;
  }
  if ((source.path === undefined) === (source.host === undefined))
    metrics.push(`${where}: give path (RTU) or host (TCP)`);
  return metrics;
}

function csvProblems(where: string, source: CsvSource): string[] {
  const { columns, header, constants = {} } = source;
  const problems = repeated(columns ?? []).map((column) => `${where}.columns: "${column}" is declared twice`);
  if (!columns && !header?.names) problems.push(`${where}.columns: name the columns, or let the header name them`);
  const wanted = [...(source.meaning === 'cycles' ? CYCLE_COLUMNS : []), ...timeColumns(source.time)];
  if (source.meaning === 'states') wanted.push(source.state.column);
  for (const needed of columns ? wanted : []) {
    if (!columns!.includes(needed) && !Object.hasOwn(constants, needed))
      problems.push(`${where}.columns: "${needed}" is missing`);
  }
  for (const column of Object.keys(constants)) {
    if (columns?.includes(column)) problems.push(`${where}.constants: "${column}" is a column of the file`);
  }
  if (source.decimal === ',' && (source.delimiter ?? ',') === ',')
    problems.push(`${where}.decimal: numbers with a comma need another delimiter than the comma`);
  return [...problems, ...timeProblems(`${where}.time`, source.time)];
}

function timeProblems(where: string, { format, zone, since }: TimeFormat): string[] {
  const problems: string[] = [];
  if ((format === 'seconds') !== (since !== undefined)) problems.push(`${where}: "seconds" and since belong together`);
  for (const text of [format, ...(since ? [since.format] : [])]) {
    const isNamed = TIME_FORMATS.includes(text);
    if (!isNamed && !['YY', 'MM', 'DD', 'HH'].every((token) => text.includes(token)))
      problems.push(`${where}.format: "${text}" needs a year (YYYY or YY), MM, DD and HH`);
  }
  if (zone && !isTimeZone(zone)) problems.push(`${where}.zone: "${zone}" is not an IANA time zone`);
  return problems;
}

function timeColumns({ column }: TimeFormat): string[] {
  return Array.isArray(column) ? column : [column];
}

/** Every metric must come from somewhere, and every reading must belong to a metric. */
function metricProblems(where: string, source: SampleSource): string[] {
  const ids = source.metrics.map(({ id }) => id);
  const problems = repeated(ids).map((id) => `${where}.metrics: "${id}" is declared twice`);
  const given =
    source.kind === 'modbus'
      ? source.registers.map(({ metric }) => metric)
      : source.kind === 'serial' && !source.columns
        ? (source.positions ?? source.frame?.fields ?? []).map(({ metric }) => metric)
        : null;
  if (given) {
    problems.push(...repeated(given).map((id) => `${where}: the metric "${id}" is read twice`));
    problems.push(...given.filter((id) => !ids.includes(id)).map((id) => `${where}: there is no metric "${id}"`));
    problems.push(...ids.filter((id) => !given.includes(id)).map((id) => `${where}.metrics: nothing reads "${id}"`));
    return problems;
  }
  const columns = source.kind === 'modbus' ? null : source.columns;
  if (!columns) return problems;
  return [
    ...problems,
    ...source.metrics
      .map(({ id, column = id }) => column)
      .filter((column) => !columns.includes(column))
      .map((column) => `${where}.metrics: "${column}" is not among the columns`),
  ];
}

/** The faults of one source's form, by its kind and meaning. */
export function sourceForm(source: unknown, where: string): string[] {
  const kind = isRecord(source) ? source.kind : undefined;
  if (!isRecord(source) || typeof kind !== 'string' || !Object.hasOwn(SOURCE_KINDS, kind)) {
    const known = Object.keys(SOURCE_KINDS).join(', ');
    return [`${where}.kind: ${JSON.stringify(kind) ?? 'nothing'} is not known; there are ${known}`];
  }
  const schema = SOURCE_KINDS[kind]!(source);
  if (schema) return formProblems(schema, source, `${where}.`);
  const known = Object.keys(CSV_MEANINGS).join(', ');
  return [`${where}.meaning: ${JSON.stringify(source.meaning) ?? 'nothing'} is not known; there are ${known}`];
}

/** Each place once: an object that is closed names the same field in two ways. */
function formProblems(schema: TSchema, value: unknown, prefix: string): string[] {
  const found = new Map<string, string>();
  for (const error of Value.Errors(schema, value)) {
    const place = error.instancePath.slice(1).replaceAll('/', '.');
    if (error.keyword === 'boolean') found.set(place, 'is not a known setting');
    else if (!found.has(place) && error.keyword !== 'additionalProperties') found.set(place, error.message);
  }
  return [...found].map(([place, message]) => `${`${prefix}${place}`.replace(/\.$/, '') || '(the file)'}: ${message}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function repeated(values: string[]): string[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
