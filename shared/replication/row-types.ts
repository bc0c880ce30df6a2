/** The documents that a gateway writes, as whoever receives them can check them: by what they say themselves. */
import { Type, type Static, type TObject, type TProperties } from 'typebox';
import { Compile } from 'typebox/compile';
import { AuditEntry, auditId } from '../documents/audit.ts';
import { Change } from '../documents/change.ts';
import { Chunk } from '../documents/chunk.ts';
import { ClockJump, clockJumpId } from '../documents/clock-jump.ts';
import { Configuration, configurationId } from '../documents/configuration.ts';
import type { DatabaseName, ReplicatingKind } from '../documents/database-names.ts';
import { envelope, HOUR_MS, LATEST_INSTANT, padded } from '../documents/document.ts';
import { Execution } from '../documents/execution.ts';
import { LineHour, lineHourKey } from '../documents/line-hour.ts';
import { ManualCount } from '../documents/manual-count.ts';
import { ManualState } from '../documents/manual-state.ts';
import { Outage, outagePrefix } from '../documents/outage.ts';
import { PlanBase, planBaseId } from '../documents/plan-base.ts';
import { Reason } from '../documents/reason.ts';
import { Transfer } from '../documents/transfer.ts';
import { whyNotByHand, whyNotInHour } from './plausible.ts';

/** What every document says about itself. */
export const RowEnvelope = Type.Object({ ...envelope, type: Type.String({ pattern: '^[a-z][a-z-]{0,39}$' }) });
export type RowEnvelope = Static<typeof RowEnvelope>;
const anyRow = Compile(RowEnvelope);

export function isRow(row: unknown): row is RowEnvelope & Record<string, unknown> {
  return anyRow.Check(row);
}

export interface RowType {
  schema: TObject<TProperties>;
  /** Whether the schema fits. Compiled: an hour of 360 numbers is looked at in 10 µs then, and not in 230. */
  fits(row: unknown): boolean;
  /** `schema` of the rows that the schema is about; null = it says no more than what all rows have in common. */
  version: number | null;
  /** The database's line, no line, or whatever the row says. */
  line: 'own' | 'none' | 'any';
  /** A gateway speaks for its machines; what people said bears the device where they said it. */
  saidBy: 'gateway' | 'anyone';
  /** Whether the id is the one of what the row says. Asked of rows that the schema fits. */
  hasOwnId(row: RowEnvelope, name: DatabaseName): boolean;
  /** What cannot be true of it, asked like its id; null = nothing. */
  whyNotTrue(row: RowEnvelope): string | null;
  /** What decides on the month of its database, ms; null = the database has none. */
  time(row: RowEnvelope): number | null;
}

const HASH = /^[A-Za-z0-9]{1,64}$/;
const DEVICE_COUNTER = /^\.\d{1,16}$/;

function rowType<P extends TProperties>(
  schema: TObject<P>,
  rules: Pick<RowType, 'line' | 'saidBy'> & {
    hasOwnId(row: Static<TObject<P>> & RowEnvelope, name: DatabaseName): boolean;
    whyNotTrue?(row: Static<TObject<P>> & RowEnvelope): string | null;
    time(row: Static<TObject<P>> & RowEnvelope): number | null;
  },
): RowType {
  const compiled = Compile(schema);
  const fits = (row: unknown) => compiled.Check(row);
  return { whyNotTrue: () => null, ...rules, schema, fits, version: 1 } as unknown as RowType;
}

/** Whether `id` is `before` and something of that form. */
function continues(id: string, before: string, form: RegExp): boolean {
  return id.startsWith(before) && form.test(id.slice(before.length));
}

/** `line`: people speak of the line of the database, unless it has none. */
function ofPeople<P extends TProperties>(
  schema: TObject<P>,
  whyNotTrue: (row: Static<TObject<P>>) => string | null = () => null,
  line: RowType['line'] = 'own',
): RowType {
  return rowType(schema, {
    whyNotTrue,
    line,
    saidBy: 'anyone',
    hasOwnId: ({ _id, type, at, by }) => continues(_id, `${type}:${padded(at)}:${by.origin}`, DEVICE_COUNTER),
    time: ({ at }) => at,
  });
}

const hour = rowType(LineHour, {
  line: 'own',
  saidBy: 'gateway',
  hasOwnId: ({ _id, line, hourAt, edition }) =>
    hourAt % HOUR_MS === 0 && continues(_id, `${lineHourKey(line ?? '', hourAt)}:${padded(edition)}:`, HASH),
  whyNotTrue: whyNotInHour,
  time: ({ hourAt }) => hourAt,
});

const outage = rowType(Outage, {
  line: 'own',
  saidBy: 'gateway',
  hasOwnId: ({ _id, line, source, from }) =>
    continues(_id, `${outagePrefix(line ?? '', source)}${padded(from)}:`, HASH),
  time: ({ from }) => from,
});

const clockJump = rowType(ClockJump, {
  // The clock is the gateway's; each of its lines has a copy.
  line: 'none',
  saidBy: 'gateway',
  hasOwnId: ({ _id, fromMs, toMs }, { gateway }) => _id === clockJumpId(gateway, fromMs, toMs),
  time: ({ toMs }) => toMs,
});

const chunk = rowType(Chunk, {
  line: 'own',
  saidBy: 'gateway',
  hasOwnId: ({ _id, line, source, metric, fileKey, generation, fromPos }) => {
    const [start, end] = [`chunk:${line}:${source}:${metric}`, `:${fileKey}.${generation}:${padded(fromPos)}`];
    // In between: the mapping under which the file was read anew.
    const isLongEnough = _id.length >= start.length + end.length;
    return isLongEnough && _id.endsWith(end) && continues(_id.slice(0, -end.length), start, /^(\.[A-Za-z0-9]{1,64})?$/);
  },
  time: ({ firstAt }) => firstAt,
});

const entry = rowType(AuditEntry, {
  line: 'any',
  saidBy: 'anyone',
  hasOwnId: ({ _id, at, seq }) => _id === auditId(at, seq),
  time: ({ at }) => at,
});

const version = rowType(Configuration, {
  line: 'any',
  saidBy: 'anyone',
  hasOwnId: ({ _id, kind, entity, validFrom, hash }, { gateway }) =>
    HASH.test(hash) &&
    _id === configurationId(kind, entity, validFrom, hash) &&
    // Nobody states the head of another's trail.
    (kind !== 'audit-head' || entity === gateway),
  time: () => null,
});

const base = rowType(PlanBase, {
  line: 'none',
  saidBy: 'gateway',
  hasOwnId: ({ _id, entity, entityId, month }) => continues(_id, planBaseId(entity, entityId, month, ''), HASH),
  // When it was made: what it knows may be of any month before.
  time: ({ at }) => at,
});

/** What a later release keeps in a plan: whoever understands it folds it; here it only has to be in its place. */
const planned: RowType = {
  schema: RowEnvelope,
  // That of all rows, which was asked already.
  fits: () => true,
  version: null,
  line: 'any',
  saidBy: 'anyone',
  whyNotTrue: () => null,
  hasOwnId: ({ _id, type }) => _id.startsWith(`${type}:`) && (timeInId(_id) ?? 0) <= LATEST_INSTANT,
  time: ({ _id, at }) => timeInId(_id) ?? at,
};

/** `<type>:<16 digits>:…`; null = it begins with no time. */
function timeInId(id: string): number | null {
  const [, digits] = /^[a-z-]+:(\d{16})(?::|$)/.exec(id) ?? [];
  return digits === undefined ? null : Number(digits);
}

const TYPES: Record<ReplicatingKind, ReadonlyMap<string, RowType>> = {
  facts: new Map([
    ['hour', hour],
    ['outage', outage],
    ['clock-jump', clockJump],
    ['reason', ofPeople(Reason)],
    ['manual-count', ofPeople(ManualCount, whyNotByHand)],
    ['manual-state', ofPeople(ManualState, whyNotByHand)],
  ]),
  series: new Map([['chunk', chunk]]),
  audit: new Map([['audit', entry]]),
  config: new Map([['cfg', version]]),
  plan: new Map([
    ['change', ofPeople(Change)],
    ['transfer', ofPeople(Transfer)],
    ['execution', ofPeople(Execution, () => null, 'any')],
    ['base', base],
  ]),
};

/** null = no row of that type belongs into such a database. */
export function rowTypeOf(kind: ReplicatingKind, type: string): RowType | null {
  const known = TYPES[kind].get(type) ?? null;
  if (known || kind !== 'plan') return known;
  return Object.values(TYPES).some((types) => types.has(type)) ? null : planned;
}
