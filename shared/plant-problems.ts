/**
 * What is wrong with a plant file: every problem at once, each with its place. What has the right form is also checked
 * for sense, so that a person mends the file in one go.
 */
import { Type, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { CsvSource, LineDefinition, PlantDefinition, SerialSource, type SourceDefinition } from './equipment.ts';

/** The columns that a `cycles` source must declare. */
export const CYCLE_COLUMNS = ['itemNumber', 'lotNumber', 'serialNumber', 'partPresent'] as const;

const SOURCE_KINDS: Record<string, TSchema> = { csv: CsvSource, serial: SerialSource };
/** Sources are checked by their kind: a union would report the faults of every kind that the source is not. */
const LineForm = Type.Object(
  { ...LineDefinition.properties, sources: Type.Array(Type.Unknown()) },
  { additionalProperties: false },
);
const PlantForm = Type.Object(
  { ...PlantDefinition.properties, lines: Type.Array(LineForm, { minItems: 1 }) },
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
  return [...problems, ...line.sources.flatMap((source) => sourceProblems(`${where}.sources.${source.id}`, source))];
}

function sourceProblems(where: string, source: SourceDefinition): string[] {
  const problems = repeated(source.columns).map((column) => `${where}.columns: "${column}" is declared twice`);
  if (source.kind === 'csv') {
    const { column, format, zone } = source.time;
    for (const needed of [...CYCLE_COLUMNS, column]) {
      if (!source.columns.includes(needed)) problems.push(`${where}.columns: "${needed}" is missing`);
    }
    if (!['YY', 'MM', 'DD', 'HH'].every((token) => format.includes(token))) {
      problems.push(`${where}.time.format: "${format}" needs a year (YYYY or YY), MM, DD and HH`);
    }
    if (zone && !isTimeZone(zone)) problems.push(`${where}.time.zone: "${zone}" is not an IANA time zone`);
    return problems;
  }
  const ids = source.metrics.map(({ id }) => id);
  return [
    ...problems,
    ...repeated(ids).map((id) => `${where}.metrics: "${id}" is declared twice`),
    ...ids
      .filter((id) => !source.columns.includes(id))
      .map((id) => `${where}.metrics: "${id}" is not among the columns`),
  ];
}

function sourceForm(source: unknown, where: string): string[] {
  const kind = isRecord(source) ? source.kind : undefined;
  const schema = typeof kind === 'string' && Object.hasOwn(SOURCE_KINDS, kind) ? SOURCE_KINDS[kind]! : null;
  if (schema) return formProblems(schema, source, `${where}.`);
  return [
    `${where}.kind: ${JSON.stringify(kind) ?? 'nothing'} is not known; there are ${Object.keys(SOURCE_KINDS).join(', ')}`,
  ];
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
