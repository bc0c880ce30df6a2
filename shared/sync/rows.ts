/**
 * The projection rows that devices pull. `id` is stable, the row is replaced as a whole.
 * Rows are never trusted: they can be thrown away and pulled again at any time.
 */
import { Type, type Static } from 'typebox';
import { Instant } from '../documents/document.ts';
import { lineHourBody } from '../documents/line-hour.ts';
import { MANUAL_STATES } from '../documents/manual-state.ts';
import type { LineDefinition, PlantDefinition, ReasonDefinition } from '../equipment.ts';

/** A reason as devices need it; `id` is the fact's id. */
export const ReasonEntry = Type.Object({
  id: Type.String(),
  at: Instant,
  from: Instant,
  to: Type.Union([Instant, Type.Null()]),
  code: Type.String(),
  comment: Type.Optional(Type.String()),
  supersedes: Type.Union([Type.String(), Type.Null()]),
  origin: Type.String(),
});
export type ReasonEntry = Static<typeof ReasonEntry>;

const entered = {
  id: Type.String(),
  at: Instant,
  from: Instant,
  origin: Type.String(),
  supersedes: Type.Union([Type.String(), Type.Null()]),
  withdrawn: Type.Optional(Type.Literal(true)),
};
/** What a person said about a line by hand; `id` is the fact's id. */
export const ManualRowEntry = Type.Union([
  Type.Object({
    ...entered,
    kind: Type.Literal('count'),
    to: Instant,
    produced: Type.Integer(),
    good: Type.Integer(),
    rework: Type.Integer(),
    comment: Type.Optional(Type.String()),
  }),
  Type.Object({
    ...entered,
    kind: Type.Literal('state'),
    until: Instant,
    state: Type.Enum([...MANUAL_STATES]),
    reason: Type.Union([Type.String(), Type.Null()]),
  }),
]);
export type ManualRowEntry = Static<typeof ManualRowEntry>;

/** `hour:<line>:<utc hour>`; reasons are those whose `from` lies in the hour. */
export const HourRow = Type.Object({
  id: Type.String({ maxLength: 120 }),
  line: Type.String({ maxLength: 40 }),
  ...lineHourBody,
  closed: Type.Boolean(),
  /** Order of computing; per minute the higher `seq` wins, stored or live. */
  seq: Type.Integer(),
  reasons: Type.Array(ReasonEntry),
  /** What was said by hand about time that touches the hour; absent = nothing. Not in the counts: see `withManual`. */
  manual: Type.Optional(Type.Array(ManualRowEntry)),
  /** Ids of people's facts that this row already shows. */
  facts: Type.Array(Type.String()),
});
export type HourRow = Static<typeof HourRow>;

/** The latest sample of one metric. */
export const MetricValue = Type.Object({
  id: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  /** Step of the reading: tells how many decimals mean something. */
  resolution: Type.Number(),
  value: Type.Number(),
  /** Observed. */
  at: Instant,
});
export type MetricValue = Static<typeof MetricValue>;

/**
 * PackML states. Of a line without state signal: Execute (cycling), Suspended (short stop, below `downFromSeconds`), Held
 * (stop above it), Idle (planned standstill), Undefined (nothing known). Stopped and Aborted only a machine itself says.
 */
export const LINE_STATES = ['Execute', 'Suspended', 'Held', 'Idle', 'Stopped', 'Aborted', 'Undefined'] as const;
export type LineState = (typeof LINE_STATES)[number];

/** `line:<id>`: what the line does now. Sent live as it changes, stored at most every 10 s. */
export const LineRow = Type.Object({
  id: Type.String({ maxLength: 60 }),
  line: Type.String(),
  seq: Type.Integer(),
  /** The gateway's clock when this was computed. */
  at: Instant,
  state: Type.Enum([...LINE_STATES]),
  /** Since when the state lasts. */
  since: Type.Union([Instant, Type.Null()]),
  lastCycleAt: Type.Union([Instant, Type.Null()]),
  lot: Type.Union([Type.String(), Type.Null()]),
  item: Type.Union([Type.String(), Type.Null()]),
  /** Parts per minute over the last 15 s before the last cycle; 0 while stopped, null when nothing is known. */
  ratePerMinute: Type.Union([Type.Number(), Type.Null()]),
  metrics: Type.Array(MetricValue),
  /** Rows that could not be read since the production day began. */
  rejectedRows: Type.Integer(),
  /** The gateway reads old data (first start, after an outage): figures are behind by so many bytes. */
  behindBytes: Type.Integer(),
  /** The source of its cycles cannot be heard: the line can be kept by hand. Absent or null = it can. */
  sourceLost: Type.Optional(Type.Union([Type.Object({ source: Type.String(), since: Instant }), Type.Null()])),
  /** Said by a plant: the gateway of the line has not been heard since then, and the row is as old. Absent or null = it is. */
  gatewayLost: Type.Optional(Type.Union([Type.Object({ since: Instant }), Type.Null()])),
});
export type LineRow = Static<typeof LineRow>;

/** Rows of the `reference` collection: `plant`, `reasons`, `gateways`, `line:<id>`. */
export const ReferenceRow = Type.Object({
  id: Type.String({ maxLength: 60 }),
  kind: Type.Enum(['plant', 'reasons', 'gateways', 'line']),
  /** PlantReference | ReasonDefinition[] | GatewayReference[] | LineReference, by `kind`. */
  body: Type.Unknown(),
});
export type ReferenceRow = Static<typeof ReferenceRow>;

export type PlantReference = Static<typeof PlantDefinition>['plant'] & {
  productionDayStart: string;
  processGroups: { id: string; name: string }[];
  demo: boolean;
  /** Who may say something about the plan, and who once did; absent = the gateway does not tell. */
  people?: PersonReference[];
};
/** What a person is called. */
export interface PersonReference {
  id: string;
  name: string;
}
export type ReasonsReference = Static<typeof ReasonDefinition>[];
/** A gateway of the plant that devices may ask, this one included; revoked ones are left out. */
export interface GatewayReference {
  id: string;
  name: string;
  origin: string;
  role: 'line' | 'plant';
  /** Lines that it speaks for; a plant shows all. */
  lines: string[];
}
/** A line without where its bytes come from. */
export interface LineReference extends Omit<Static<typeof LineDefinition>, 'sources'> {
  /** Order of the plant file. */
  position: number;
}

/** Names of the pull-only collections; `outbox` and `rejected` exist on the device only. */
export const PULL_COLLECTIONS = ['hours', 'lines', 'reference', 'plan', 'lots'] as const;
export type PullCollection = (typeof PULL_COLLECTIONS)[number];
