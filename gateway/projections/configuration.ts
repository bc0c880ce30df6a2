/** The plant file as configuration versions (facts) and as reference rows for devices. */
import { createHash } from 'node:crypto';
import { configurationId, type Configuration } from '../../shared/documents/configuration.ts';
import { configDatabase } from '../../shared/documents/database-names.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type {
  GatewayReference,
  LineReference,
  PersonReference,
  PlantReference,
  ReferenceRow,
} from '../../shared/sync/rows.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';

/** 12 hex digits that stand for one state of a line's definition in everything computed with it. */
export function configVersion(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 12);
}

/** What a line's figures depend on. */
export function lineVersion(plant: PlantDefinition, line: PlantDefinition['lines'][number]): string {
  return configVersion({ line, timezone: plant.plant.timezone });
}

/** What was declared last; an empty `entity` = of the one entity that there is of its kind. null = nothing ever was. */
export async function latestVersion(
  store: Pick<Store, 'range'>,
  database: string,
  kind: Configuration['kind'],
  entity: string,
): Promise<Configuration | null> {
  const range = prefixRange(`cfg:${kind}:${entity === '' ? '' : `${entity}:`}`);
  return ((await store.range(database, { ...range, descending: true, limit: 1 }))[0] ?? null) as Configuration | null;
}

/** Adds a version, valid from now, of everything that differs from its latest version. Answers how many. */
export async function recordConfiguration(parts: {
  store: Store;
  gateway: string;
  plant: PlantDefinition;
  /** Who changed it in the app; absent or null = it was declared in the plant file. */
  user?: string | null;
  now: number;
}): Promise<number> {
  const { store, gateway, plant, user = null, now } = parts;
  const database = configDatabase(gateway);
  const entities: [Configuration['kind'], string, unknown][] = [
    ['plant', plant.plant.id, { ...plant.plant, processGroups: plant.processGroups ?? [] }],
    ['reasons', plant.plant.id, plant.reasons ?? []],
    ...plant.lines.map((line): [Configuration['kind'], string, unknown] => ['line', line.id, line]),
  ];
  const versions: Configuration[] = [];
  for (const [kind, entity, body] of entities) {
    const hash = configVersion(body);
    const latest = await latestVersion(store, database, kind, entity);
    if (latest?.hash === hash) continue;
    // After the latest, also when the clock is behind: else every start would add it again.
    const validFrom = Math.max(now, (latest?.validFrom ?? 0) + 1);
    versions.push({
      _id: configurationId(kind, entity, validFrom, hash),
      type: 'cfg',
      schema: 1,
      line: kind === 'line' ? entity : null,
      at: now,
      received: now,
      by: { origin: gateway, user },
      kind,
      entity,
      validFrom,
      hash,
      body,
    });
  }
  if (versions.length > 0) await store.insert(database, versions as unknown as StoredDocument[]);
  return versions.length;
}

/** What devices are told of the plant: nothing of where its files lie. */
export function referenceRows(
  plant: PlantDefinition,
  demo: boolean,
  gateways: readonly GatewayReference[],
  people: readonly PersonReference[] = [],
): ReferenceRow[] {
  const { productionDayStart = '06:00', ...rest } = plant.plant;
  const { processGroups = [] } = plant;
  const plantBody: PlantReference = { ...rest, productionDayStart, processGroups, demo, people: [...people] };
  return [
    { id: 'plant', kind: 'plant', body: plantBody },
    { id: 'reasons', kind: 'reasons', body: plant.reasons ?? [] },
    { id: 'gateways', kind: 'gateways', body: gateways },
    ...plant.lines.map(({ sources: _, ...line }, position): ReferenceRow => {
      const body: LineReference = { ...line, position };
      return { id: `line:${line.id}`, kind: 'line', body };
    }),
  ];
}
