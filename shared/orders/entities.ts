/**
 * The fields of everything that planners keep, as values in a `change`: one schema each, for the gateway's check, for imports
 * and for sheets. A field that was never set, or was set to null, is absent. Fields are only ever added. Dates are of the
 * plant's wall clock (`2026-11-22`, `2026-11-22T06:00`), moments are epoch ms.
 */
import { Type, type Static, type TObject, type TProperties, type TSchema } from 'typebox';
import type { PlanEntity } from '../documents/change.ts';
import { PlanId } from '../documents/change.ts';
import { EntityId, Instant } from '../documents/document.ts';

const closed = { additionalProperties: false };
const Name = Type.String({ minLength: 1, maxLength: 80 });
const Text = Type.String({ minLength: 1, maxLength: 2_000 });
const Lot = Type.String({ minLength: 1, maxLength: 40 });
const Quantity = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });
const PerHour = Type.Number({ exclusiveMinimum: 0, maximum: 10_000_000 });
const Duration = Type.Integer({ minimum: 0, maximum: 366 * 86_400_000 });
const Colour = Type.String({ pattern: '^#[0-9a-f]{6}$' });
export const LocalDate = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });
export const LocalTime = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d$',
});
const ClockTime = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$' });
const deleted = { deleted: Type.Literal(true) };
/** Half-open, in dates of the plant; absent = always, for ever. */
const validity = { validFrom: LocalDate, validTo: LocalDate };

/** What moves the bars: the standard rate, or the rate that the line lately made. */
export const RATE_BASES = ['standard', 'extrapolated'] as const;
export type RateBasis = (typeof RATE_BASES)[number];
const RateBasis = Type.Enum([...RATE_BASES]);

/** End of the year 2099: later ones are slips of the keyboard, and every minute until then would be accounted for. */
const LATEST_START = Date.UTC(2100, 0) - 1;

/** Where a job is to run: what only makes sense together is one field. Absent = in the parking lot. */
export const JobPlace = Type.Object(
  {
    line: EntityId,
    /** Fractional, in order of characters (`queue-key.ts`); no two are equal. */
    key: Type.String({ pattern: '^[0-9A-Za-z]+\\.[a-z0-9-]*[a-z0-9]$', maxLength: 80 }),
    notBefore: Type.Optional(Type.Integer({ minimum: 0, maximum: LATEST_START })),
    /** Keeps `notBefore` whatever happens before it; what does not fit is flagged. */
    pinned: Type.Optional(Type.Literal(true)),
  },
  closed,
);
export type JobPlace = Static<typeof JobPlace>;

/** A job that has to come before. */
export const Dependency = Type.Object(
  {
    job: PlanId,
    /** At least so long after it, ms: drying, a test. */
    waitMs: Type.Optional(Duration),
    /** Begins when so many pieces of it are made (transfer batch); absent = when it has ended. */
    overlap: Type.Optional(Quantity),
  },
  closed,
);
export type Dependency = Static<typeof Dependency>;

export const TASK_KINDS = ['changeover', 'quality-test', 'sign-off', 'material', 'other'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** What a department has to do for a job. */
export const TaskTemplate = Type.Object(
  {
    /** Unique in its job; the task's id is `<job>.<key>`. */
    key: Type.String({ pattern: '^[a-z0-9-]{1,20}$' }),
    kind: Type.Enum([...TASK_KINDS]),
    name: Name,
    department: Type.Optional(Name),
    /** Hangs on the start or the end of the job … */
    at: Type.Enum(['start', 'end']),
    /** … so long after it, ms; negative = before. */
    offsetMs: Type.Integer({ minimum: -366 * 86_400_000, maximum: 366 * 86_400_000 }),
    /** The job cannot start before it is done (`at: start`), its successors cannot (`at: end`). */
    blocks: Type.Boolean(),
  },
  closed,
);
export type TaskTemplate = Static<typeof TaskTemplate>;

/** One step of a product's route; `after` are keys of other steps. */
export const RouteStep = Type.Object(
  {
    /** Unique in its route; the job's id is `<order>.<key>`. */
    key: Type.String({ pattern: '^[a-z0-9-]{1,20}$' }),
    operation: Name,
    processGroup: Type.Optional(EntityId),
    lines: Type.Optional(Type.Array(EntityId, { maxItems: 50 })),
    factor: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000 })),
    ratePerHour: Type.Optional(PerHour),
    setupMs: Type.Optional(Duration),
    after: Type.Optional(
      Type.Array(
        Type.Object({ key: Type.String(), waitMs: Type.Optional(Duration), overlap: Type.Optional(Quantity) }, closed),
        { maxItems: 20 },
      ),
    ),
    crew: Type.Optional(Name),
    tasks: Type.Optional(Type.Array(TaskTemplate, { maxItems: 20 })),
  },
  closed,
);
export type RouteStep = Static<typeof RouteStep>;

/** A working span of a day; `to` at or before `from` = over midnight. */
export const Shift = Type.Object(
  {
    name: Type.Optional(Name),
    from: ClockTime,
    to: ClockTime,
    breaks: Type.Optional(
      Type.Array(Type.Object({ from: ClockTime, to: ClockTime, name: Type.Optional(Name) }, closed), { maxItems: 20 }),
    ),
  },
  closed,
);
export type Shift = Static<typeof Shift>;
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];
const WeekDays = Type.Object(
  Object.fromEntries(WEEKDAYS.map((day) => [day, Type.Array(Shift, { maxItems: 6 })])) as Record<
    Weekday,
    ReturnType<typeof Type.Array<typeof Shift>>
  >,
  closed,
);
/** Shifts of each day; none = not scheduled. */
export type WeekDays = Static<typeof WeekDays>;

/** `plant`, `group:<id>` or `line:<id>`; the narrowest that says anything counts. */
export const CalendarScope = Type.String({ pattern: '^plant$|^(group|line):[a-z][a-z0-9-]{0,39}$' });

export const EXCEPTION_KINDS = ['holiday', 'closed', 'maintenance', 'overtime'] as const;
/**
 * `overtime` = works although it would not; the others = does not although it would. Of those that meet the narrowest scope counts,
 * in one scope overtime before rests; maintenance always.
 */
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

const PLAN_FIELDS = {
  order: {
    product: PlanId,
    /** Short, as people say it: `135`. */
    lot: Lot,
    /** The machine's; no two orders have the same. */
    lotNumber: Lot,
    upstreamLot: Lot,
    quantity: Quantity,
    due: Instant,
    /** 1 = first, 9 = last; absent = 5. */
    priority: Type.Integer({ minimum: 1, maximum: 9 }),
    /** Absent = the product's. */
    colour: Colour,
    notes: Text,
    movesBy: RateBasis,
    /** The order that this one mends. */
    reworkOf: PlanId,
    /** Nothing of it will be made any more, and what is made is not counted to it. */
    closed: Type.Literal(true),
    /** The order's number in another system: an import finds it again by this. */
    reference: Type.String({ minLength: 1, maxLength: 80 }),
    ...deleted,
  },
  job: {
    order: PlanId,
    operation: Name,
    /** Order of the steps, for display. */
    position: Type.Integer({ minimum: 0, maximum: 1_000 }),
    /** Lines that can do it: those of the group, or these; neither = any. */
    processGroup: EntityId,
    lines: Type.Array(EntityId, { maxItems: 50 }),
    /** Pieces of this operation for one of the order; absent = 1. */
    factor: Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000 }),
    /** Absent = by product and line (`rates.ts`). */
    ratePerHour: PerHour,
    /** Absent = by the changeover matrix. */
    setupMs: Duration,
    after: Type.Array(Dependency, { maxItems: 20 }),
    /** Jobs of one crew cannot run at the same time. */
    crew: Name,
    tasks: Type.Array(TaskTemplate, { maxItems: 20 }),
    place: JobPlace,
    ...deleted,
  },
  comment: { order: PlanId, text: Text, ...deleted },
  /** State of what a template asks for; id `<job>.<key>`. */
  task: {
    /** User id. */
    claimed: Type.String({ minLength: 1, maxLength: 80 }),
    /** When it was done, ms. */
    done: Instant,
    note: Text,
  },
  product: {
    name: Name,
    shortName: Type.String({ minLength: 1, maxLength: 20 }),
    /** The machine's item number. */
    item: Lot,
    family: Name,
    colour: Colour,
    /** Where its orders go if it has no route. */
    processGroup: EntityId,
    /** Where no `rate` says otherwise. */
    ratePerHour: PerHour,
    route: Type.Array(RouteStep, { maxItems: 50 }),
    ...validity,
    ...deleted,
  },
  /** Standard rate of a product on a line; without line: on all. */
  rate: { product: PlanId, line: EntityId, perHour: PerHour, ...validity, ...deleted },
  /** From one family (or product) to another; `*` = any. The most special counts. */
  changeover: {
    from: Type.String({ minLength: 1, maxLength: 80 }),
    to: Type.String({ minLength: 1, maxLength: 80 }),
    /** Absent = on all lines. */
    line: EntityId,
    ms: Duration,
    ...validity,
    ...deleted,
  },
  /** A default week (`to` absent) from a date on, or customised weeks. */
  week: { scope: CalendarScope, from: LocalDate, to: LocalDate, days: WeekDays, ...deleted },
  exception: {
    scope: CalendarScope,
    kind: Type.Enum([...EXCEPTION_KINDS]),
    from: LocalTime,
    to: LocalTime,
    name: Name,
    ...deleted,
  },
  /** Id: `plant` or `line-<id>`. */
  setting: {
    movesBy: RateBasis,
    /** So many jobs after the running one are frozen; absent = 1. */
    frozen: Type.Integer({ minimum: 0, maximum: 20 }),
    /** A known lot starts its order by itself, or somebody confirms it; absent = automatic. */
    lots: Type.Enum(['automatic', 'confirm']),
  },
  /** Where a lot belongs that no order has; id `<line>.<lot>`. */
  lot: { line: EntityId, lot: Lot, job: PlanId },
  /** A saved look at board or list; `query` is that of the address. */
  view: { name: Name, page: Type.Enum(['board', 'orders']), query: Type.String({ maxLength: 2_000 }), ...deleted },
} as const satisfies Record<PlanEntity, TProperties>;

/** What is set of an entity; every field may be absent. */
export type PlanFields<E extends PlanEntity> = Partial<{
  [F in keyof (typeof PLAN_FIELDS)[E]]: (typeof PLAN_FIELDS)[E][F] extends TSchema
    ? Static<(typeof PLAN_FIELDS)[E][F]>
    : never;
}>;

/** Fields by entity, each with its schema. */
export const PLAN_SCHEMAS: { readonly [E in PlanEntity]: TProperties } = PLAN_FIELDS;

/** A whole entity, with no more than its fields. */
export function entitySchema(entity: PlanEntity): TObject {
  const fields = Object.entries(PLAN_SCHEMAS[entity]).map(([name, schema]) => [name, Type.Optional(schema)]);
  return Type.Object(Object.fromEntries(fields) as TProperties, closed);
}
