/** What an entry said of the plan, thing by thing and field by field. */
import { PLAN_ENTITIES, type PlanEntity } from '../../../shared/documents/change.ts';

export interface PlannedPart {
  /** What it belongs to; null = the entry as a whole. */
  entity: PlanEntity | null;
  /** Null = the thing's own id. */
  field: string | null;
  value: unknown;
}

/** Of a transfer or of what was done at a line; how it is written down is left out. */
const SAID = ['verb', 'kind', 'quantity', 'from', 'to', 'job', 'draft'] as const;

/** Null = it is not about the plan. */
export function plannedParts(said: unknown): PlannedPart[] | null {
  if (!isRecord(said) || (said['type'] !== 'change' && said['type'] !== 'transfer' && said['type'] !== 'execution'))
    return null;
  const whole = SAID.filter((field) => field in said).map((field) => ({ entity: null, field, value: said[field] }));
  const sets = Array.isArray(said['sets']) ? said['sets'].filter(isRecord) : [];
  return [...whole, ...sets.flatMap(partsOf)];
}

function partsOf({ entity: name, id, set }: Readonly<Record<string, unknown>>): PlannedPart[] {
  const entity = PLAN_ENTITIES.find((one) => one === name);
  if (entity === undefined || !isRecord(set)) return [];
  return [
    { entity, field: null, value: id },
    ...Object.entries(set).map(([field, value]): PlannedPart => ({ entity, field, value })),
  ];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
