/** Everything that is wrong with a source that somebody is writing, as part of the plant that it would belong to, field by field. */
import { join } from 'node:path';
import type { LineDefinition, PlantDefinition } from '../../shared/equipment.ts';
import type { FieldProblem } from '../../shared/errors.ts';
import { plantProblems } from '../../shared/plant-problems.ts';
import type { SourceDefinition } from '../../shared/sources.ts';
import type { SerialPorts } from './serial-ports.ts';
import type { SourcePlaces } from './source-places.ts';
import { placeOf } from '../lines/sources-of-plant.ts';

export interface ChangeProblemsParts {
  plant: () => PlantDefinition;
  /** Of the plant file. */
  directory: string;
  places: Pick<SourcePlaces, 'problem'>;
  ports: Pick<SerialPorts, 'problem'>;
}

export interface ProposedSource {
  line: string;
  /** Id of the source that it takes the place of; null = one more. */
  source: string | null;
  /** Not checked yet. */
  definition: unknown;
}

/** The plant with the source in its place (at the end, when it is one more); valid if `changeProblems` finds none. */
export function plantWith(plant: PlantDefinition, { line, source, definition }: ProposedSource): PlantDefinition {
  const put = (sources: readonly SourceDefinition[]) =>
    source === null
      ? [...sources, definition as SourceDefinition]
      : sources.map((each) => (each.id === source ? (definition as SourceDefinition) : each));
  return withSources(plant, line, put);
}

export function withSources(
  plant: PlantDefinition,
  line: string,
  put: (sources: readonly SourceDefinition[]) => SourceDefinition[],
): PlantDefinition {
  const changed = (each: LineDefinition) => (each.id === line ? { ...each, sources: put(each.sources) } : each);
  return { ...plant, lines: plant.lines.map(changed) };
}

/** Empty = it can be declared so. The line is known. */
export async function changeProblems(parts: ChangeProblemsParts, proposed: ProposedSource): Promise<FieldProblem[]> {
  const plant = parts.plant();
  const id = (proposed.definition as { id?: unknown } | null)?.id;
  const own = plant.lines.find((line) => line.id === proposed.line)!.sources;
  if (proposed.source === null && own.some((source) => source.id === id))
    return [{ place: 'id', text: `"${String(id)}" is another source of this line; give it a name of its own` }];
  if (proposed.source !== null && id !== proposed.source)
    return [{ place: 'id', text: `stays "${proposed.source}": under another name every file would be read again` }];
  const next = plantWith(plant, proposed);
  const wrong = plantProblems(next).map((problem) => placed(problem, next, proposed, String(id)));
  if (wrong.length > 0) return wrong;
  const before = own.find((source) => source.id === proposed.source);
  return reachProblems(parts, plant, proposed, before);
}

/** `lines.2.sources.0.time.format: …`, `lines.line8.sources.vision.path: …` → `time.format`, `path`. */
function placed(problem: string, plant: PlantDefinition, { line }: ProposedSource, id: string): FieldProblem {
  const i = plant.lines.findIndex((each) => each.id === line);
  const j = plant.lines[i]!.sources.findIndex((each) => (each as { id?: unknown } | null)?.id === id);
  const at = j < 0 ? plant.lines[i]!.sources.length - 1 : j;
  for (const where of [`lines.${i}.sources.${at}`, `lines.${line}.sources.${id}`, `lines.${line}.sources`]) {
    if (problem.startsWith(`${where}: `)) return { place: '', text: problem.slice(where.length + 2) };
    const colon = problem.indexOf(': ', where.length);
    if (problem.startsWith(`${where}.`) && colon > 0)
      return { place: problem.slice(where.length + 1, colon), text: problem.slice(colon + 2) };
  }
  return { place: '', text: problem };
}

/** What it would read: may it, and does nobody read it already? */
async function reachProblems(
  { directory, places, ports }: ChangeProblemsParts,
  plant: PlantDefinition,
  { line, source, definition }: ProposedSource,
  before: SourceDefinition | undefined,
): Promise<FieldProblem[]> {
  const next = definition as SourceDefinition;
  const others = plant.lines.flatMap(({ id, sources }) =>
    sources.filter((other) => id !== line || other.id !== source).map((other) => ({ id: `${id}/${other.id}`, other })),
  );
  const reader = others.find(({ other }) => readsSame(next, other, directory));
  const place = next.kind === 'modbus' && next.path === undefined ? 'host' : 'path';
  if (reader) return [{ place, text: `"${reader.id}" reads this already` }];
  // As it was declared, wherever that is: somebody with the plant file in hand said so.
  if (before?.kind === next.kind && before.path === next.path) return [];
  const text =
    next.kind === 'csv'
      ? await places.problem(next.path)
      : next.path === undefined
        ? null
        : await ports.problem(next.path);
  return text === null ? [] : [{ place, text }];
}

/**
 * A port has one listener, a unit of a Modbus device one reader; the same files may be read once for each meaning (cycles,
 * and the temperature beside them).
 */
function readsSame(a: SourceDefinition, b: SourceDefinition, directory: string): boolean {
  if (a.kind === 'csv' || b.kind === 'csv')
    return a.kind === b.kind && a.meaning === b.meaning && filesOf(a, directory) === filesOf(b, directory);
  if (a.path !== undefined || b.path !== undefined) return a.path === b.path;
  if (a.kind !== 'modbus' || b.kind !== 'modbus') return false;
  return a.host === b.host && (a.tcpPort ?? 502) === (b.tcpPort ?? 502) && a.unit === b.unit;
}

function filesOf(source: SourceDefinition, directory: string): string {
  if (source.kind !== 'csv') return '';
  const { root, pattern } = placeOf(source, directory);
  return join(root, pattern);
}
