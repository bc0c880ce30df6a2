/** `POST /api/replication/live`, checked. Fields and events that a later release added are left out, not refused. */
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { EntityId, hourStart, Instant } from '../documents/document.ts';
import { lineHourKey, Run, StopInterval } from '../documents/line-hour.ts';
import { HourRow, LineRow, MetricValue } from '../sync/rows.ts';
import { whyNotInHour } from './plausible.ts';
import type { RelayedEvent } from './protocol.ts';

const closed = { additionalProperties: false };
/** A gateway has at most some 20 lines; each says at most a few things between two questions. */
const MOST_EVENTS = 500;
const MOST_FRAMES = 2_000;
/** More than one each second of an hour are no stops. */
const MOST_STOPS = 3_600;

const Quantity = Type.Number({ minimum: 0, maximum: 1e9 });
const Sequence = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Stops = Type.Array(StopInterval, { maxItems: MOST_STOPS });

const { reasons: _reasons, manual: _manual, facts: _facts, ...hourRow } = HourRow.properties;
const PerMinute = Type.Array(Quantity, { minItems: 60, maxItems: 60 });
const Hour = Type.Object(
  {
    type: Type.Literal('hour'),
    row: Type.Object(
      {
        ...hourRow,
        line: EntityId,
        ...{ produced: PerMinute, good: PerMinute, rework: PerMinute },
        ...{ empty: PerMinute, downMs: PerMinute, unknownMs: PerMinute },
        stops: Stops,
        runs: Type.Array(Type.Object(Run.properties, closed), { maxItems: MOST_STOPS }),
        seq: Sequence,
      },
      closed,
    ),
  },
  closed,
);

const Frame = Type.Object(
  {
    line: EntityId,
    minute: Instant,
    seq: Sequence,
    values: Type.Object(
      { produced: Quantity, good: Quantity, rework: Quantity, empty: Quantity, downMs: Quantity, unknownMs: Quantity },
      closed,
    ),
    stops: Stops,
  },
  closed,
);
const Minutes = Type.Object(
  { type: Type.Literal('minutes'), now: Instant, frames: Type.Array(Frame, { maxItems: MOST_FRAMES }) },
  closed,
);

// Whether a gateway can be heard is not for it to say.
const { gatewayLost: _lost, ...lineRow } = LineRow.properties;
const State = Type.Object(
  {
    type: Type.Literal('line'),
    now: Instant,
    row: Type.Object(
      {
        ...lineRow,
        line: EntityId,
        seq: Sequence,
        metrics: Type.Array(Type.Object(MetricValue.properties, closed), { maxItems: 500 }),
        sourceLost: Type.Optional(
          Type.Union([Type.Object({ source: Type.String(), since: Instant }, closed), Type.Null()]),
        ),
      },
      closed,
    ),
  },
  closed,
);

/** Events are looked at one by one. */
const Question = Type.Object(
  { now: Instant, whole: Type.Boolean(), events: Type.Array(Type.Unknown(), { maxItems: MOST_EVENTS }) },
  closed,
);
const SCHEMAS = { hour: Hour, minutes: Minutes, line: State };

export type CheckedLive =
  { ok: true; now: number; whole: boolean; events: RelayedEvent[] } | { ok: false; reason: string };

/** `sent` is plain JSON of nobody else: what is not known is taken out of it. */
export function checkLive(sent: unknown): CheckedLive {
  const question = Value.Clean(Question, sent);
  if (!Value.Check(Question, question)) return { ok: false, reason: faultOf(Question, question) };
  const { now, whole } = question as Static<typeof Question>;
  const events: RelayedEvent[] = [];
  for (const event of (question as Static<typeof Question>).events) {
    const type = String((Object(event) as { type?: unknown }).type);
    if (!Object.hasOwn(SCHEMAS, type)) continue;
    const schema = SCHEMAS[type as keyof typeof SCHEMAS];
    const known = Value.Clean(schema, event);
    if (!Value.Check(schema, known)) return { ok: false, reason: faultOf(schema, known) };
    const told = known as RelayedEvent;
    if (!hasOwnId(told)) return { ok: false, reason: 'the id of a row is not that of what it says' };
    const untrue = told.type === 'hour' ? whyNotInHour(told.row) : null;
    if (untrue !== null) return { ok: false, reason: `${told.type}: ${untrue}` };
    events.push(told);
  }
  return { ok: true, now, whole, events };
}

/** Rows are kept and shown by their ids: under another's, one would stand in the place of another line's. */
function hasOwnId(event: RelayedEvent): boolean {
  if (event.type === 'minutes') return true;
  if (event.type === 'line') return event.row.id === `line:${event.row.line}`;
  const { id, line, hourAt } = event.row;
  return hourAt === hourStart(hourAt) && id === lineHourKey(line, hourAt);
}

function faultOf(schema: TSchema, value: unknown): string {
  const [error] = Value.Errors(schema, value);
  return `${error?.instancePath.slice(0, 100) || 'it'} ${error?.message ?? 'is not valid'}`;
}

/** Lines that an event is about. */
export function linesOf(event: RelayedEvent): string[] {
  return event.type === 'minutes' ? event.frames.map(({ line }) => line) : [event.row.line];
}
