/**
 * What of each hour decides on lots and paces, kept apart from the hours so that nobody has to read those again for it: two
 * months of a line are a few hundred kB, and in memory.
 */
import { HOUR_MS } from '../../shared/documents/document.ts';
import type { Run } from '../../shared/documents/line-hour.ts';
import type { HourRow } from '../../shared/sync/rows.ts';
import type { LocalRows } from '../projections/local-rows.ts';

/** Of the present pace the minutes of the last weeks say enough. */
const MINUTES_MS = 31 * 24 * HOUR_MS;
const PAGE = 500;
/** No machine changes its lot as often in an hour, names it as long, or makes as many of it. */
const MOST_RUNS = 1_000;
const LONGEST_LOT = 40;
const MOST_PARTS = 10_000_000;

export interface LotHour {
  /** That of the hour. */
  id: string;
  line: string;
  hourAt: number;
  coveredTo: number;
  /** Of each minute; empty when it is long ago. */
  good: number[];
  unknownMs: number[];
  runs: readonly Run[];
}
/** How far the rows of hours were followed. */
export interface HoursPlace {
  id: 'since';
  since: string;
}

export class LotHours {
  readonly #rows: LocalRows<LotHour | HoursPlace>;
  /** By line, each in order of time. */
  readonly #lines = new Map<string, LotHour[]>();
  #since = '0';

  private constructor(rows: LocalRows<LotHour | HoursPlace>) {
    this.#rows = rows;
  }

  static async open(rows: LocalRows<LotHour | HoursPlace>, now: number): Promise<LotHours> {
    const hours = new LotHours(rows);
    for (let from = 'hour:'; ;) {
      const page = (await rows.range({ from, to: 'hour:~', limit: PAGE })) as LotHour[];
      for (const hour of page) hours.#set(hour);
      if (page.length < PAGE) break;
      // `!` sorts below every character that ids may have.
      from = `${page.at(-1)!.id}!`;
    }
    const [place] = (await rows.get(['since'])) as [HoursPlace | null];
    hours.#since = place?.since ?? '0';
    hours.forgetMinutes(now);
    return hours;
  }

  /** Opaque, as rows give it. */
  get since(): string {
    return this.#since;
  }

  get lines(): string[] {
    return [...this.#lines.keys()];
  }

  /** In order of time. */
  of(line: string): readonly LotHour[] {
    return this.#lines.get(line) ?? [];
  }

  /** Stored before they count. Those that nobody needs are for the caller to leave out. */
  async take(rows: readonly HourRow[]): Promise<void> {
    const hours = rows.map(lotHourOf);
    await this.#rows.put(hours);
    for (const hour of hours) this.#set(hour);
  }

  /** Everything before it was taken, and what follows from it is stored. */
  async place(since: string): Promise<void> {
    if (since === this.#since) return;
    await this.#rows.put([{ id: 'since', since }]);
    this.#since = since;
  }

  async remove(line: string, hours: readonly LotHour[]): Promise<void> {
    if (hours.length === 0) return;
    await this.#rows.remove(hours.map(({ id }) => id));
    const gone = new Set(hours);
    this.#lines.set(
      line,
      this.of(line).filter((hour) => !gone.has(hour)),
    );
  }

  /** Here, not in the store: it is a matter of room. */
  forgetMinutes(now: number): void {
    for (const hours of this.#lines.values())
      hours.forEach((hour, i) => {
        if (hour.hourAt < now - MINUTES_MS && hour.good.length > 0) hours[i] = { ...hour, good: [], unknownMs: [] };
      });
  }

  #set(hour: LotHour): void {
    const hours = this.#lines.get(hour.line) ?? [];
    this.#lines.set(hour.line, hours);
    const before = hours.findLastIndex(({ hourAt }) => hourAt <= hour.hourAt);
    if (hours[before]?.hourAt === hour.hourAt) hours[before] = hour;
    else hours.splice(before + 1, 0, hour);
  }
}

function lotHourOf({ id, line, hourAt, coveredTo, good, unknownMs, runs }: HourRow): LotHour {
  return {
    id,
    line,
    hourAt,
    coveredTo,
    good,
    unknownMs,
    runs: runs.slice(0, MOST_RUNS).map((run) => sound(run, hourAt)),
  };
}

/** Hours come from other gateways too: a run lies in its hour, and its lot has a name that a row can be called by. */
function sound({ lot, item, fromMs, toMs, ...counts }: Run, hourAt: number): Run {
  const within = (at: number) => Math.min(Math.max(at, hourAt), hourAt + HOUR_MS);
  const [from, to] = [within(Math.min(fromMs, toMs)), within(Math.max(fromMs, toMs))];
  const count = (parts: number) => Math.min(Math.max(0, parts), MOST_PARTS);
  const { produced, good, rework, empty } = counts;
  return {
    ...{ lot: lot.slice(0, LONGEST_LOT), item: item.slice(0, LONGEST_LOT), fromMs: from, toMs: to },
    ...{ produced: count(produced), good: count(good), rework: count(rework), empty: count(empty) },
  };
}
