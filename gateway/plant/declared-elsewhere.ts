/**
 * What another gateway declares, taken for nothing that it is not: it may be of another release, or not its own master any
 * more, and the plant has to show all other lines all the same.
 */
import { Value } from 'typebox/value';
import { LineDefinition, PlantDefinition, ReasonDefinition } from '../../shared/equipment.ts';
import { plantProblems } from '../../shared/plant-problems.ts';
import { SourceDefinition } from '../../shared/sources.ts';

export type ProcessGroup = NonNullable<PlantDefinition['processGroups']>[number];

const Group = PlantDefinition.properties.processGroups.items;
/** More than people could choose from. */
const MOST_WORDS = 200;
/** As a gateway may tell of a line (`shared/replication/live-question.ts`). */
const MOST_METRICS = 500;

/** null = it is no definition of that line. Sources and fields that only a later release knows are left out. */
export function lineIn(body: unknown, id: string): LineDefinition | null {
  const line: unknown = Value.Clean(LineDefinition, structuredClone(body));
  if (typeof line !== 'object' || line === null || !('sources' in line) || !Array.isArray(line.sources)) return null;
  const sources = line.sources.filter((source) => Value.Check(SourceDefinition, source));
  const known = { ...line, sources };
  if (!Value.Check(LineDefinition, known) || known.id !== id) return null;
  const metrics = sources.reduce((sum, { meaning, ...source }) => {
    return sum + (meaning === 'samples' && 'metrics' in source ? source.metrics.length : 1);
  }, 0);
  if (metrics > MOST_METRICS) return null;
  const { processGroup } = known;
  // Groups are declared apart from it.
  const processGroups = processGroup === undefined ? [] : [{ id: processGroup, name: processGroup }];
  const plant = { plant: { id: 'plant', name: 'plant', timezone: 'UTC' }, processGroups, lines: [known] };
  return plantProblems(plant).length === 0 ? known : null;
}

/** Those that are none are left out. */
export function processGroupsIn(body: unknown): ProcessGroup[] {
  const { processGroups } = Object(body) as { processGroups?: unknown };
  return listOf(processGroups).filter((group) => Value.Check(Group, group));
}

export function reasonsIn(body: unknown): ReasonDefinition[] {
  return listOf(body).filter((reason) => Value.Check(ReasonDefinition, reason));
}

function listOf(body: unknown): unknown[] {
  return Array.isArray(body) ? body.slice(0, MOST_WORDS) : [];
}
