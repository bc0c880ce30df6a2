/**
 * The plant as its own gateway knows it: its plant file, and the lines that its gateways declare, each by the gateway to
 * which it is bound. What somebody else says about a line does not count.
 */
import type { GatewayBody } from '../../shared/access/person.ts';
import { Value } from 'typebox/value';
import { Configuration } from '../../shared/documents/configuration.ts';
import { configDatabase } from '../../shared/documents/database-names.ts';
import { EntityId } from '../../shared/documents/document.ts';
import type { LineDefinition, PlantDefinition, ReasonDefinition } from '../../shared/equipment.ts';
import { lineIn, processGroupsIn, reasonsIn, type ProcessGroup } from './declared-elsewhere.ts';
import { prefixRange, type Store } from '../store/store.ts';

export interface BoundGateway extends Pick<GatewayBody, 'lines' | 'replaces' | 'revoked'> {
  id: string;
}

/** Of a gateway that declares nothing sound any more what it last declared counts, so far back. */
const LOOKED_BACK = 20;
/** Of lines that a gateway declares, sound or not. */
const MOST_DECLARED = 400;

/** Lines in order of their process groups and names. Rejects with STORE_UNREACHABLE. */
export async function knownPlant(
  store: Pick<Store, 'range'>,
  own: PlantDefinition,
  gateways: readonly BoundGateway[],
): Promise<PlantDefinition> {
  const lines: LineDefinition[] = [];
  const groups: ProcessGroup[] = [...(own.processGroups ?? [])];
  const reasons: ReasonDefinition[] = [...(own.reasons ?? [])];
  for (const { id, lines: bound = [], replaces = [], revoked } of gateways) {
    for (const line of bound) {
      // The one whose place it took has declared it, as long as it has not itself.
      const declared = await firstOf(revoked ? [] : [id, ...replaces], (by) =>
        latest(store, { gateway: by, kind: 'line', entity: line }, (body) => lineIn(body, line)),
      );
      if (declared) lines.push(declared);
    }
    if (bound.length === 0 || revoked) continue;
    const groupsOf = await latest(store, { gateway: id, kind: 'plant' }, processGroupsIn);
    add(groups, groupsOf ?? [], (group) => group.id);
    add(reasons, (await latest(store, { gateway: id, kind: 'reasons' }, reasonsIn)) ?? [], (reason) => reason.code);
  }
  const place = ({ processGroup = '' }: LineDefinition) => groups.findIndex(({ id }) => id === processGroup) >>> 0;
  lines.sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name, 'en', { numeric: true }));
  return { ...own, processGroups: groups, reasons, lines };
}

/** Every line that the gateway ever declared, by ids that can be ids. Rejects with STORE_UNREACHABLE. */
export async function declaredLines(store: Pick<Store, 'range'>, gateway: string): Promise<string[]> {
  const lines: string[] = [];
  const { from, to } = prefixRange('cfg:line:');
  let start = from;
  for (let looked = 0; looked < MOST_DECLARED; looked += 1) {
    // One of each: whoever declares a line again and again must not fill the memory.
    const [version] = await store.range(configDatabase(gateway), { from: start, to, limit: 1 });
    if (!version) break;
    const entity = String(version.entity);
    if (Value.Check(EntityId, entity)) lines.push(entity);
    start = prefixRange(`cfg:line:${entity}:`).to;
  }
  return lines;
}

/** The latest version that is one; an absent `entity` = of the one entity that there is of its kind. null = none of late is. */
async function latest<Body>(
  store: Pick<Store, 'range'>,
  { gateway, kind, entity }: { gateway: string; kind: Configuration['kind']; entity?: string },
  sound: (body: unknown) => Body | null,
): Promise<Body | null> {
  const range = prefixRange(`cfg:${kind}:${entity === undefined ? '' : `${entity}:`}`);
  const versions = await store.range(configDatabase(gateway), { ...range, descending: true, limit: LOOKED_BACK });
  for (const version of versions) {
    const isOne = Value.Check(Configuration, version) && (entity === undefined || version.entity === entity);
    const body = isOne ? sound(version.body) : null;
    if (body !== null) return body;
  }
  return null;
}

async function firstOf<T, R>(all: readonly T[], find: (one: T) => Promise<R | null>): Promise<R | null> {
  for (const one of all) {
    const found = await find(one);
    if (found !== null) return found;
  }
  return null;
}

function add<T>(known: T[], more: readonly T[], key: (one: T) => string): void {
  for (const one of more) if (!known.some((each) => key(each) === key(one))) known.push(one);
}
