/** Who changed a thing of the plan: as the gateway tells it, with what is only here; out of reach as far as it is known here. */
import type { PlanRow } from '../../shared/orders/plan-row.ts';
import { isRecord, listOf, type Ask } from './asking.ts';
import type { EnteredPlanFact } from './line-data.ts';
import type { PlanEntry } from './plan-entries.ts';
import type { History, HistoryEntry } from './planning.ts';

/** `row` as it is shown here; `own` = what was entered here about it. Never rejects. */
export async function historyOf(
  ask: Ask,
  { rowId, row, own }: { rowId: string; row: PlanRow | undefined; own: readonly PlanEntry[] },
): Promise<History> {
  const [entity, id] = partsOf(rowId);
  const path = `/api/plan/history/${entity}/${encodeURIComponent(id)}`;
  const told = await ask({ path, read: listOf('entries', isTold) });
  const here = own.map((entry) => entryOf(entry, rowId));
  if (told.ok) return { entries: newestFirst([...told.value.map(asTold), ...here]), complete: true };
  return { entries: newestFirst([...here, ...(row ? knownOf(row) : [])]), complete: false };
}

/** The same fact may be told by the gateway and lie here. */
function newestFirst(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const byId = new Map([...entries].reverse().map((entry) => [entry.id, entry]));
  return [...byId.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

function entryOf({ fact, acceptedAt }: PlanEntry, rowId: string): HistoryEntry {
  const { _id: id, at, by, why } = fact;
  const common = { id, at, user: by.user, origin: by.origin, unsent: acceptedAt === null, ...(why ? { why } : {}) };
  switch (fact.type) {
    case 'change':
      return { ...common, type: 'change', set: setOf(fact, rowId), ...(fact.draft ? { draft: fact.draft } : {}) };
    case 'transfer': {
      const { kind, from, to, quantity } = fact;
      const set = setOf(fact, rowId);
      const changed = Object.keys(set).length > 0 ? { set } : {};
      return { ...common, type: 'transfer', said: { kind, from, to, quantity }, ...changed };
    }
    case 'execution':
      return { ...common, type: 'execution', said: { verb: fact.verb, line: fact.line } };
  }
}

function setOf({ sets = [] }: Pick<EnteredPlanFact & { type: 'transfer' }, 'sets'>, rowId: string) {
  const ofRow = sets.filter(({ entity, id }) => `${entity}:${id}` === rowId);
  return Object.assign({}, ...ofRow.map(({ set }) => set)) as Record<string, unknown>;
}

/** Of each field who set it last, and what was said beside. */
function knownOf({ state, executions = [], transfers = [] }: PlanRow): HistoryEntry[] {
  const changes = new Map<string, HistoryEntry & { set: Record<string, unknown> }>();
  for (const [field, { heads }] of Object.entries(state))
    for (const { value, ...by } of heads) {
      const known = changes.get(by.id) ?? { ...by, type: 'change' as const, set: {}, unsent: false };
      changes.set(by.id, { ...known, set: { ...known.set, [field]: value } });
    }
  return [
    ...executions.map(({ id, at, user, line, verb, why }): HistoryEntry => {
      const common = { id, at, user, origin: originIn(id), type: 'execution' as const, unsent: false };
      return { ...common, said: { line, verb }, ...(why ? { why } : {}) };
    }),
    ...transfers.map(({ id, at, user, kind, from, to, quantity }): HistoryEntry => {
      const said = { kind, from, to, quantity };
      return { id, at, user, origin: originIn(id), type: 'transfer', said, unsent: false };
    }),
    ...changes.values(),
  ];
}

/** `<type>:<ms>:<origin>.<counter>` */
function originIn(id: string): string {
  return id.split(':')[2]?.split('.')[0] ?? '';
}

function partsOf(rowId: string): [entity: string, id: string] {
  const colon = rowId.indexOf(':');
  return [rowId.slice(0, colon), rowId.slice(colon + 1)];
}

type Told = Omit<HistoryEntry, 'unsent'>;

function asTold(told: Told): HistoryEntry {
  return { ...told, unsent: false };
}

function isTold(part: unknown): part is Told {
  return (
    isRecord(part) &&
    typeof part['id'] === 'string' &&
    typeof part['at'] === 'number' &&
    typeof part['origin'] === 'string' &&
    (part['type'] === 'change' || part['type'] === 'transfer' || part['type'] === 'execution')
  );
}
