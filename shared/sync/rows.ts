/**
 * The projection rows that devices pull. `id` is stable, the row is replaced as a whole.
 * Rows are never trusted: they can be thrown away and pulled again at any time.
 */
import { Type, type Static } from 'typebox';
import { Instant } from '../documents/document.ts';
import { lineHourBody } from '../documents/line-hour.ts';
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

/** `hour:<line>:<utc hour>`; reasons are those whose `from` lies in the hour. */
export const HourRow = Type.Object({
  id: Type.String({ maxLength: 120 }),
  line: Type.String({ maxLength: 40 }),
  ...lineHourBody,
  closed: Type.Boolean(),
  /** Order of computing; per minute the higher `seq` wins, stored or live. */
  seq: Type.Integer(),
  reasons: Type.Array(ReasonEntry),
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
 * PackML states that a line without state signal can be told to be in: Execute (cycling), Suspended (short stop,
 * below `downFromSeconds`), Held (stop above it), Idle (planned standstill), Undefined (nothing known).
 */
export const LINE_STATES = ['Execute', 'Suspended', 'Held', 'Idle', 'Undefined'] as const;
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
});
export type LineRow = Static<typeof LineRow>;

/** Rows of the `reference` collection: `plant`, `reasons`, `line:<id>`. */
export const ReferenceRow = Type.Object({
  id: Type.String({ maxLength: 60 }),
  kind: Type.Union([Type.Literal('plant'), Type.Literal('reasons'), Type.Literal('line')]),
  /** PlantReference | ReasonDefinition[] | LineReference, by `kind`. */
  body: Type.Unknown(),
});
export type ReferenceRow = Static<typeof ReferenceRow>;

export type PlantReference = Static<typeof PlantDefinition>['plant'] & {
  productionDayStart: string;
  processGroups: { id: string; name: string }[];
  demo: boolean;
};
export type ReasonsReference = Static<typeof ReasonDefinition>[];
/** A line without where its bytes come from. */
export interface LineReference extends Omit<Static<typeof LineDefinition>, 'sources'> {
  /** Order of the plant file. */
  position: number;
}

/** Names of the pull-only collections; `outbox` and `rejected` exist on the device only. */
export const PULL_COLLECTIONS = ['hours', 'lines', 'reference'] as const;
export type PullCollection = (typeof PULL_COLLECTIONS)[number];
