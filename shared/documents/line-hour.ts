/**
 * One UTC hour of one line: counts per minute, stops, runs by lot. A closed hour is the one computed
 * thing that replicates; it is a statement, written in editions, never edited.
 */
import { Type, type Static } from 'typebox';
import { envelope, Instant, padded, utcHour } from './document.ts';

const PerMinute = Type.Array(Type.Number({ minimum: 0 }), { minItems: 60, maxItems: 60 });

/** `[startMs, endMs]`; `null` = not ended when this was computed. */
export const StopInterval = Type.Tuple([Instant, Type.Union([Instant, Type.Null()])]);
export type StopInterval = Static<typeof StopInterval>;

/** An uninterrupted stretch of one lot and item within the hour. */
export const Run = Type.Object({
  lot: Type.String(),
  item: Type.String(),
  fromMs: Instant,
  toMs: Instant,
  produced: Type.Integer(),
  good: Type.Integer(),
  rework: Type.Integer(),
  empty: Type.Integer(),
});
export type Run = Static<typeof Run>;

export const lineHourBody = {
  hourAt: Instant,
  /** Known up to here: the hour's end when closed, the time of computing while open. */
  coveredTo: Instant,
  produced: PerMinute,
  good: PerMinute,
  rework: PerMinute,
  empty: PerMinute,
  /** Time of stops longer than the line's `downFromSeconds`, clipped to the minute; the class is of the whole stop. */
  downMs: PerMinute,
  /** Time about which nothing is known (recorded outage of the source). */
  unknownMs: PerMinute,
  firstCycleAt: Type.Union([Instant, Type.Null()]),
  lastCycleAt: Type.Union([Instant, Type.Null()]),
  firstPartAt: Type.Union([Instant, Type.Null()]),
  lastPartAt: Type.Union([Instant, Type.Null()]),
  /** Stops (any length above `minSeconds`) that start in this hour, in order of position. */
  stops: Type.Array(StopInterval),
  /** Start of the stop that was open when the hour began. */
  openAtStart: Type.Union([Instant, Type.Null()]),
  runs: Type.Array(Run),
  /** Rows read, rejected included: the reader of several editions takes the one with most. */
  rowsRead: Type.Integer({ minimum: 0 }),
  /** Backward steps of the machine's clock. */
  clockSteps: Type.Integer({ minimum: 0 }),
  configVersion: Type.String(),
};
export type LineHourBody = Static<ReturnType<typeof Type.Object<typeof lineHourBody>>>;

/** An hour of which nothing is known, not even how far. */
export function unknownHour(hourAt: number): LineHourBody {
  const zeros = () => new Array<number>(60).fill(0);
  return {
    hourAt,
    coveredTo: hourAt,
    produced: zeros(),
    good: zeros(),
    rework: zeros(),
    empty: zeros(),
    downMs: zeros(),
    unknownMs: zeros(),
    firstCycleAt: null,
    lastCycleAt: null,
    firstPartAt: null,
    lastPartAt: null,
    stops: [],
    openAtStart: null,
    runs: [],
    rowsRead: 0,
    clockSteps: 0,
    configVersion: '',
  };
}

export const LineHour = Type.Object(
  {
    ...envelope,
    type: Type.Literal('hour'),
    edition: Instant,
    /** When rows of the line were last read anew under another mapping; absent = never. */
    reading: Type.Optional(Instant),
    ...lineHourBody,
  },
  { additionalProperties: false },
);
export type LineHour = Static<typeof LineHour>;

/** `hash` is of the body, so an equal statement is recognised by its id's last part. */
export function lineHourId(line: string, hourAt: number, edition: number, hash: string): string {
  return `${lineHourKey(line, hourAt)}:${padded(edition)}:${hash}`;
}

/** The hour without its edition: prefix of all editions, id of the row on devices. */
export function lineHourKey(line: string, hourAt: number): string {
  return `hour:${line}:${utcHour(hourAt)}`;
}

/** What decides between statements. */
export type HourRank = Pick<LineHour, 'reading' | 'rowsRead' | 'edition' | '_id'>;

/** Of several statements about one hour: the latest reading, most rows read, then the highest edition, then id. */
export function isBetterHour(a: HourRank, b: HourRank): boolean {
  // Rows that are read anew may lie in other hours: fewer in this one is then no lack.
  if ((a.reading ?? 0) !== (b.reading ?? 0)) return (a.reading ?? 0) > (b.reading ?? 0);
  if (a.rowsRead !== b.rowsRead) return a.rowsRead > b.rowsRead;
  if (a.edition !== b.edition) return a.edition > b.edition;
  return a._id > b._id;
}
