import { clockTime, type LocalDay } from './local-time.ts';
import type { PackingLine } from './packing-lines.ts';
import { between, seededRandom, wholeBetween, type Random } from './random.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface Lot {
  lot: string;
  item: string;
}

/** The line stands from `from` to `to` (UTC ms); after a changeover it runs another lot. */
export interface Pause {
  from: number;
  to: number;
  next?: Lot;
}

/** What is settled before the first cycle of a day; a pure function of seed, line and day. */
export interface DayPlan {
  /** The lot that runs on over midnight. */
  firstLot: Lot;
  /** Breaks and changeovers in order of time. */
  pauses: Pause[];
  /** The machine's clock runs fast until it is set back by `fastMs` at `at` (the true time). */
  clockSets: { at: number; fastMs: number }[];
  /** True times after which one row is damaged. */
  damagedAfter: number[];
  /** Between seconds and milliseconds, for the whole file: the camera's format changes for no known reason. */
  separator: '.' | ';';
}

export interface PlannedDay {
  seed: string;
  line: PackingLine;
  day: LocalDay;
}

export function planDay({ seed, line, day }: PlannedDay): DayPlan {
  const random = seededRandom(seed, line.id, day.number, 'plan');
  const lots = [-1, ...line.lotsAt.keys()].map((position) =>
    lotOf(seed, line, day.number * line.lotsAt.length + position),
  );
  const pauses = [...breaks(random, line, day), ...changeovers(random, { line, day, lots })];
  return {
    firstLot: lots[0]!,
    pauses: pauses.sort((a, b) => a.from - b.from),
    clockSets: clockSets(random, day),
    damagedAfter: instants(random, day, wholeBetween(random, 1, 2)),
    separator: random() < 1 / 3 ? ';' : '.',
  };
}

/** Two lots in a row are of the same item, mostly. */
function lotOf(seed: string, line: PackingLine, number: number): Lot {
  const random = seededRandom(seed, line.id, 'item', Math.floor(number / 2));
  return { lot: String(line.lotsFrom + number), item: line.items[Math.floor(random() * line.items.length)]! };
}

/** An hour earlier or later than said. */
function changeovers(
  random: Random,
  { line, day, lots }: { line: PackingLine; day: LocalDay; lots: readonly Lot[] },
): Pause[] {
  return line.lotsAt.map((hour, i) => {
    const from = day.start + (hour + between(random, -1, 1)) * HOUR_MS;
    const next = lots[i + 1]!;
    const minutes = next.item === lots[i]!.item ? between(random, 3, 12) : between(random, 15, 35);
    return { from, to: from + minutes * MINUTE_MS, next };
  });
}

/** People leave a little early or late, and come back a little late. */
function breaks(random: Random, line: PackingLine, day: LocalDay): Pause[] {
  return line.breaks.map(({ start, end }) => ({
    from: clockTime(day, start) + between(random, -2, 2) * MINUTE_MS,
    to: clockTime(day, end) + between(random, 0, 4) * MINUTE_MS,
  }));
}

/** Not in the first hours: set back within a repeated hour, a local time could not be told from its other self. */
function clockSets(random: Random, day: LocalDay): DayPlan['clockSets'] {
  const quiet = { ...day, start: day.start + 4 * HOUR_MS };
  return instants(random, quiet, wholeBetween(random, 3, 6)).map((at) => ({ at, fastMs: between(random, 500, 2000) }));
}

function instants(random: Random, { start, end }: LocalDay, count: number): number[] {
  return Array.from({ length: count }, () => between(random, start, end - HOUR_MS)).sort((a, b) => a - b);
}
