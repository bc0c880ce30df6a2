/** What gateways write, of each kind one. */
import type { DatabaseName } from '../../../../shared/documents/database-names.ts';
import { auditId } from '../../../../shared/documents/audit.ts';
import { chunkId } from '../../../../shared/documents/chunk.ts';
import { clockJumpId } from '../../../../shared/documents/clock-jump.ts';
import { configurationId } from '../../../../shared/documents/configuration.ts';
import { HOUR_MS, utcMonth } from '../../../../shared/documents/document.ts';
import { lineHourId, unknownHour } from '../../../../shared/documents/line-hour.ts';
import { outageId } from '../../../../shared/documents/outage.ts';
import { planBaseId } from '../../../../shared/documents/plan-base.ts';
import { personFactId } from '../../../../shared/documents/reason.ts';
import { hashOfRevision } from '../../../../gateway/replication/received/revisions.ts';

export interface WrittenRow {
  _id: string;
  type: string;
  line: string | null;
  [field: string]: unknown;
}

/** `at` = the start of an hour, ms. */
export interface Writing {
  gateway: string;
  line: string;
  at: number;
}

const machine = ({ gateway }: Writing) => ({ schema: 1, by: { origin: gateway, user: null } });

export function hourRow({ gateway, line, at }: Writing): WrittenRow {
  const edition = at + HOUR_MS;
  return {
    _id: lineHourId(line, at, edition, '0123456789abcdef'),
    ...{ type: 'hour', line, at, received: edition, edition },
    ...machine({ gateway, line, at }),
    ...unknownHour(at),
  };
}

export function outageRow(writing: Writing): WrittenRow {
  const { line, at } = writing;
  return {
    _id: outageId({ line, source: 'vision', from: at }, '0123456789abcdef'),
    ...{ type: 'outage', line, at, received: at + 9_000, ...machine(writing) },
    ...{ source: 'vision', from: at, to: at + 8_000, cause: 'lost' },
  };
}

export function clockJumpRow(writing: Writing): WrittenRow {
  const { gateway, at } = writing;
  return {
    _id: clockJumpId(gateway, at - 5_000, at),
    ...{ type: 'clock-jump', line: null, at, received: at, ...machine(writing) },
    ...{ fromMs: at - 5_000, toMs: at, jumpMs: 5_000 },
  };
}

export function reasonRow({ line, at }: Writing, counter = 1, code = 'jam'): WrittenRow {
  return {
    _id: personFactId('reason', at, 'tablet-1', counter),
    ...{ type: 'reason', schema: 1, line, at, received: at + 40, by: { origin: 'tablet-1', user: 'attendant' } },
    ...{ from: at - 60_000, to: null, code, supersedes: null },
  };
}

export function countRow({ line, at }: Writing): WrittenRow {
  return {
    _id: personFactId('manual-count', at, 'tablet-1', 2),
    ...{ type: 'manual-count', schema: 1, line, at, received: at, by: { origin: 'tablet-1', user: 'attendant' } },
    ...{ from: at - 600_000, to: at, produced: 30, good: 28, rework: 1, supersedes: null },
  };
}

export function stateRow({ line, at }: Writing): WrittenRow {
  return {
    _id: personFactId('manual-state', at, 'tablet-1', 3),
    ...{ type: 'manual-state', schema: 1, line, at, received: at, by: { origin: 'tablet-1', user: 'attendant' } },
    ...{ from: at, until: at + 600_000, state: 'Held', reason: 'jam', supersedes: null },
  };
}

export function chunkRow(writing: Writing, fromPos = 0, packed = 'AAAA', version?: string): WrittenRow {
  const { line, at } = writing;
  const key = { line, source: 'vision', metric: 'cycles', fileKey: 'f00d', generation: 0 };
  return {
    _id: chunkId({ ...key, version }, fromPos),
    ...{ type: 'chunk', at, received: at + 1_000, ...machine(writing), ...key },
    ...{ file: 'PR1.txt', fromPos, toPos: fromPos + 100, firstAt: at, lastAt: at + 500, before: null, rows: 3 },
    ...{ rejected: [], tail: '', configVersion: '0123456789ab', texts: [], packed },
  };
}

export function auditRow({ gateway, line, at }: Writing): WrittenRow {
  return {
    _id: auditId(at, 7),
    ...{ type: 'audit', schema: 1, line, at, received: at, by: { origin: gateway, user: 'keeper' } },
    ...{ seq: 7, prev: '0'.repeat(64), hash: 'f'.repeat(64), what: 'sign-on', subject: 'keeper', roles: ['admin'] },
    ...{ clientAt: null, old: null, new: { any: ['thing'] }, reason: null },
  };
}

export function configurationRow(writing: Writing, kind: 'line' | 'person' = 'line'): WrittenRow {
  const { line, at } = writing;
  const entity = kind === 'line' ? line : 'keeper';
  return {
    _id: configurationId(kind, entity, at, '0123456789ab'),
    ...{ type: 'cfg', line: kind === 'line' ? line : null, at, received: at, ...machine(writing) },
    ...{ kind, entity, validFrom: at, hash: '0123456789ab', body: { id: entity } },
  };
}

export function changeRow({ at }: Writing): WrittenRow {
  return {
    _id: personFactId('change', at, 'desktop-1', 4),
    ...{ type: 'change', schema: 1, line: null, at, received: at, by: { origin: 'desktop-1', user: 'planner' } },
    sets: [{ entity: 'order', id: 'wo-1', set: { due: at }, saw: { due: [] } }],
  };
}

export function transferRow({ at }: Writing): WrittenRow {
  return {
    _id: personFactId('transfer', at, 'desktop-1', 5),
    ...{ type: 'transfer', schema: 1, line: null, at, received: at, by: { origin: 'desktop-1', user: 'planner' } },
    ...{ kind: 'merge', from: 'wo-1', to: 'wo-2', quantity: 5 },
  };
}

/** Of a line, in a database that is of none. */
export function executionRow({ line, at }: Writing): WrittenRow {
  return {
    _id: personFactId('execution', at, 'tablet-1', 6),
    ...{ type: 'execution', schema: 1, line, at, received: at, by: { origin: 'tablet-1', user: 'attendant' } },
    ...{ job: 'wo-1.fill', verb: 'start' },
  };
}

export function baseRow(writing: Writing): WrittenRow {
  const { at } = writing;
  const head = { id: changeRow(writing)._id, value: at, at, user: 'planner', origin: 'desktop-1' };
  return {
    _id: planBaseId('order', 'wo-1', utcMonth(at), '0123456789abcdef'),
    ...{ type: 'base', line: null, at, received: at, ...machine(writing) },
    ...{ entity: 'order', entityId: 'wo-1', month: utcMonth(at), state: { due: { heads: [head], gone: [] } } },
  };
}

const OF_KIND: Record<DatabaseName['kind'], ((writing: Writing) => WrittenRow)[]> = {
  facts: [hourRow, outageRow, clockJumpRow, (w) => reasonRow(w), countRow, stateRow],
  series: [(w) => chunkRow(w), (w) => chunkRow(w, 100, 'AAAA', '0123456789ab')],
  audit: [auditRow],
  config: [(w) => configurationRow(w), (w) => configurationRow(w, 'person')],
  plan: [changeRow, transferRow, executionRow, baseRow],
};

/** Every row that there is, with the database where it belongs. */
export function everyRow(writing: Writing): { name: DatabaseName; row: WrittenRow }[] {
  const { gateway, line, at } = writing;
  const month = utcMonth(at);
  const names: DatabaseName[] = [
    { kind: 'facts', gateway, line, month },
    { kind: 'series', gateway, line, month },
    { kind: 'audit', gateway, month },
    { kind: 'config', gateway },
    { kind: 'plan', gateway, month },
  ];
  return names.flatMap((name) => OF_KIND[name.kind].map((write) => ({ name, row: write(writing) })));
}

/** As PouchDB sends it. */
export function pushed<R extends WrittenRow>(
  row: R,
): R & { _rev: string; _revisions: { start: number; ids: string[] } } {
  const hash = hashOfRevision(row._id);
  return { ...row, _rev: `1-${hash}`, _revisions: { start: 1, ids: [hash] } };
}
