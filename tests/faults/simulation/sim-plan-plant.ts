/** What is planned for in the simulation: three lines, two products, orders that were there before. The same for every schedule. */
import type { StoredDocument } from '../../../gateway/store/store.ts';
import type { ChangeSet } from '../../../shared/documents/change.ts';
import { planDatabase } from '../../../shared/documents/database-names.ts';
import { HOUR_MS } from '../../../shared/documents/document.ts';
import { personFactId } from '../../../shared/documents/reason.ts';
import type { PlantDefinition } from '../../../shared/equipment.ts';
import type { PlanFields } from '../../../shared/orders/entities.ts';
import type { LineReference, ReferenceRow } from '../../../shared/sync/rows.ts';

export const PLANNERS = ['planner', 'supervisor', 'operator'] as const;
export type Planner = (typeof PLANNERS)[number];
/** As machines print them; the first two are those of orders. */
export const LOTS = ['701', '702', '703', '704', '0'];

const GROUPS = [
  { id: 'printing', name: 'Printing' },
  { id: 'pouching', name: 'Pouching' },
];
const PLANT = {
  id: 'simulated',
  name: 'Simulated plant',
  timezone: 'America/Los_Angeles',
  productionDayStart: '06:00',
};

export const PLANNED_LINES: readonly (LineReference & { processGroup: string })[] = [
  { id: 'line5', processGroup: 'printing' },
  { id: 'line8', processGroup: 'pouching' },
  { id: 'line9', processGroup: 'pouching' },
].map(({ id, processGroup }, position) => ({
  ...{ id, name: id, processGroup, position, idealRatePerHour: 9_000, standardRatePerHour: 6_000 },
  stops: { minSeconds: 1, bins: [60], downFromSeconds: 60 },
}));

/** As a gateway with these lines has it. */
export function plantOf(lines: readonly string[]): PlantDefinition {
  const own = PLANNED_LINES.filter(({ id }) => lines.includes(id));
  return {
    plant: PLANT,
    processGroups: GROUPS,
    lines: own.map(({ position: _, ...line }) => ({ ...line, sources: [] })),
  };
}

/** As devices have it. */
export const REFERENCE: readonly ReferenceRow[] = [
  { id: 'plant', kind: 'plant', body: { ...PLANT, processGroups: GROUPS, demo: false } },
  ...PLANNED_LINES.map((body): ReferenceRow => ({ id: `line:${body.id}`, kind: 'line', body })),
];

/** What was planned before the schedule began, and where it is stored. */
export function plannedBefore(gateway: string, now: number): { database: string; fact: StoredDocument } {
  const at = now - HOUR_MS;
  const fact = {
    ...{ _id: personFactId('change', at, 'desk', 1), schema: 1, type: 'change', line: null, at, received: at },
    by: { origin: 'desk', user: 'planner' },
    sets: [
      set('product', 'pouch', { name: 'Pouch', route: ROUTE }),
      set('product', 'label', { name: 'Label', processGroup: 'printing', ratePerHour: 500 }),
      ...order('o1', { product: 'pouch', quantity: 900, lotNumber: LOTS[0]! }, ['line5', 'line8']),
      ...order('o2', { product: 'pouch', quantity: 400, lotNumber: LOTS[1]! }, ['line5', 'line9']),
      ...order('o3', { product: 'pouch', quantity: 50 }, []),
    ],
  };
  return { database: planDatabase(gateway, at), fact: fact as unknown as StoredDocument };
}

const ROUTE: PlanFields<'product'>['route'] = [
  { key: 'print', operation: 'Print', processGroup: 'printing' },
  {
    ...{ key: 'pouch', operation: 'Pouch', processGroup: 'pouching', after: [{ key: 'print' }] },
    tasks: [{ key: 'test', kind: 'quality-test', name: 'Seal test', at: 'start', offsetMs: 0, blocks: true }],
  },
];

function order(id: string, fields: PlanFields<'order'>, lines: readonly string[]): ChangeSet[] {
  const jobs = ROUTE!.map(({ key, after, ...step }, position) => {
    const place = lines[position] === undefined ? {} : { place: { line: lines[position], key: `V00${id}.desk` } };
    const dependencies = after && { after: after.map(({ key: job }) => ({ job: `${id}.${job}` })) };
    return set('job', `${id}.${key}`, { order: id, position, ...step, ...dependencies, ...place });
  });
  return [set('order', id, fields), ...jobs];
}

function set(entity: ChangeSet['entity'], id: string, fields: Record<string, unknown>): ChangeSet {
  return { entity, id, set: fields, saw: {} };
}
