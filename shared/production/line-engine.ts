/**
 * Cycles in, hours out: one pass over the rows of a line in order of position. A pure state machine: the same rows
 * give the same hours, whether they arrive one by one, from a file or from stored chunks.
 *
 * A stop is a cycle time strictly above `minSeconds`, `[last cycle before the gap, first cycle after)`. A backward step
 * of the machine's clock counts as a cycle time of 0. After a gap of more than `LONGEST_STOP_MS`, or between files with
 * planned standstill between them, the cycle time starts anew: that time is unknown, not a stop. So is the part of a gap
 * in which the source could not be heard; what is left of the gap before and after it are stops of their own.
 */
import { plannedByFile } from '../calendar/working-time.ts';
import { totalMs, type Window } from '../calendar/windows.ts';
import { HOUR_MS, hourStart } from '../documents/document.ts';
import type { LineHourBody } from '../documents/line-hour.ts';
import type { LineDefinition } from '../equipment.ts';
import type { Cycle } from './cycle.ts';
import { HourTallies } from './hour-tallies.ts';
import { addStop, addToMinutes, type HourTally } from './hour-tally.ts';
import { Outages, type GapPart } from './outages.ts';
import { RecentRate } from './recent-rate.ts';
import { SerialMemory } from './serial-memory.ts';

/** Longer silence says nothing about the machine any more. */
export const LONGEST_STOP_MS = 24 * HOUR_MS;

export interface EngineRules {
  /** Its calendar is the plant file's: hours are statements under a `configVersion`, and must not depend on when they were made. */
  line: Pick<LineDefinition, 'stops' | 'calendar'>;
  zone: string;
  configVersion: string;
}

export class LineEngine {
  readonly #rules: EngineRules;
  readonly #minStopMs: number;
  readonly #downFromMs: number;
  readonly #hours = new HourTallies();
  readonly #serials = new SerialMemory();
  readonly #outages = new Outages();
  readonly #rate = new RecentRate();
  #hour: HourTally | null = null;
  #startsFile = false;
  /** Rows that could not be read before the first cycle of all. */
  #rejectedBefore = 0;
  lastAt: number | null = null;
  /** First cycle after the last stop; null before the first cycle. */
  cyclingSince: number | null = null;
  lot: string | null = null;
  item: string | null = null;

  constructor(rules: EngineRules) {
    this.#rules = rules;
    this.#minStopMs = rules.line.stops.minSeconds * 1000;
    this.#downFromMs = rules.line.stops.downFromSeconds * 1000;
  }

  /** The next cycle is the first of another file. */
  startFile(): void {
    this.#startsFile = true;
  }

  /** One row, in order of position. */
  cycle(cycle: Cycle): void {
    const { at } = cycle;
    if (this.#hour === null || at < this.#hour.hourAt || at >= this.#hour.hourAt + HOUR_MS)
      this.#hour = this.#hours.at(hourStart(at));
    const hour = this.#hour;
    if (this.lastAt === null) this.cyclingSince = at;
    else this.#gap(this.lastAt, at, hour);
    hour.rowsRead += this.#rejectedBefore;
    this.#rejectedBefore = 0;
    this.#startsFile = false;
    this.lastAt = at;
    if (cycle.present || (cycle.lot !== '0' && cycle.lot !== '')) this.lot = cycle.lot;
    this.item = cycle.item;
    if (cycle.present) this.#rate.part(at);
    hour.count(cycle, this.lot ?? '', cycle.present && this.#serials.seen(cycle.lot, cycle.serial, at));
    this.#hours.change(hour.hourAt);
  }

  /** A row that could not be read: it belongs to the hour of the row before it. */
  rejected(): void {
    if (this.lastAt === null || this.#startsFile) {
      this.#rejectedBefore++;
      return;
    }
    const hourAt = hourStart(this.lastAt);
    this.#hours.at(hourAt).rowsRead++;
    this.#hours.change(hourAt);
  }

  /**
   * The source of the cycles could not be heard in `[from, to)`; in any order, repeats harmless. Counts for the gaps that
   * end after it was told: rows that came for that time all the same are what counts.
   */
  outage(from: number, to: number): void {
    this.#outages.add(from, to);
    if (this.lastAt !== null && to > this.lastAt) this.#openChanged();
  }

  /** Since when the source cannot be heard; null = it can. */
  set outageSince(since: number | null) {
    if (since !== this.#outages.since) this.#openChanged();
    this.#outages.since = since;
  }

  /** What was stated of the time since the last cycle may be otherwise. */
  #openChanged(): void {
    if (this.lastAt !== null) this.#hours.changeFrom(hourStart(this.lastAt));
  }

  #gap(previous: number, at: number, hour: HourTally): void {
    const cycleTime = at - previous;
    if (cycleTime < 0) hour.clockSteps++;
    if (cycleTime <= this.#minStopMs) return;
    this.cyclingSince = at;
    for (const part of this.#partsOf(previous, at)) {
      if (!part.known) this.#unknown(part);
      else if (part.to - part.from > this.#minStopMs) this.#stop(part);
    }
  }

  #partsOf(previous: number, at: number): GapPart[] {
    const startsAnew = this.#startsFile && this.#restsBetween({ from: previous, to: at });
    return startsAnew ? [{ from: previous, to: at, known: false }] : this.#outages.parts(previous, at, LONGEST_STOP_MS);
  }

  #restsBetween(gap: Window): boolean {
    const { calendar } = this.#rules.line;
    return calendar !== undefined && totalMs(plannedByFile(calendar, this.#rules.zone, gap)) < gap.to - gap.from;
  }

  #unknown({ from, to }: Window): void {
    const enter = (tally: HourTally) => {
      addToMinutes(tally.unknownMs, tally.hourAt, from, to);
      this.#hours.change(tally.hourAt);
    };
    // As far as a line that is watched had its hours closed by time; later hours have no statement.
    const stated = Math.min(to, from + LONGEST_STOP_MS + HOUR_MS);
    this.#forEachHour(from, stated, enter);
    if (hourStart(to) >= stated) enter(this.#hours.at(hourStart(to)));
  }

  #stop({ from, to }: Window): void {
    this.#hours.at(hourStart(from)).stops.push([from, to]);
    this.#forEachHour(from, to, (tally) => {
      if (to - from > this.#downFromMs) addToMinutes(tally.downMs, tally.hourAt, from, to);
      if (from < tally.hourAt) tally.openAtStart = from;
      this.#hours.change(tally.hourAt);
    });
  }

  #forEachHour(from: number, to: number, visit: (tally: HourTally) => void): void {
    for (let hourAt = hourStart(from); hourAt < to; hourAt += HOUR_MS) visit(this.#hours.at(hourAt));
  }

  /** Parts per minute over the 15 s before the last cycle. */
  ratePerMinute(): number | null {
    return this.lastAt === null ? null : this.#rate.perMinute(this.lastAt);
  }

  /** Start of the standstill that lasts at `now`; null while cycling or when nothing is known of it. */
  openStop(now: number): number | null {
    const last = this.#openParts(now).at(-1);
    return last?.known && last.to - last.from > this.#minStopMs ? last.from : null;
  }

  /** Up to where it is known what the line does: `now` while its source is heard, else since when it is not. */
  knownTo(now: number | null): number | null {
    if (this.lastAt === null || now === null) return this.lastAt;
    const last = this.#openParts(now).at(-1);
    return last && !last.known ? last.from : Math.max(now, this.lastAt);
  }

  /** The time since the last cycle, as if the next one came `now`; none while the line cycles. */
  #openParts(now: number): GapPart[] {
    return this.lastAt === null || now - this.lastAt <= this.#minStopMs
      ? []
      : this.#outages.parts(this.lastAt, now, LONGEST_STOP_MS);
  }

  /** Up to where there is something to say, and be it that nothing is known. */
  #statedTo(now: number | null): number | null {
    return this.#outages.since === null || now === null ? this.knownTo(now) : Math.max(now, this.lastAt ?? now);
  }

  /** Hours with a statement to make, sorted. */
  hours(): number[] {
    return this.#hours.hours();
  }

  /** Hours that changed since the last `settled`, sorted. */
  changed(): number[] {
    return this.#hours.changed();
  }

  settled(hourAt: number): void {
    this.#hours.settled(hourAt);
  }

  /** Marks an hour for a statement although no row touched it (the line stands through it). */
  touch(hourAt: number): void {
    this.#hours.at(hourAt);
    this.#hours.change(hourAt);
  }

  /** The same for every hour since the last cycle: through it the line stood, or nobody knows. Those that are here stay as they are. */
  touchOpen(now: number): void {
    const statedTo = this.#statedTo(now) ?? now;
    for (const { from, to, known } of this.#openParts(now)) {
      if (from >= statedTo) return;
      const last = known ? to : Math.min(to, from + LONGEST_STOP_MS + HOUR_MS - 1);
      for (let hourAt = hourStart(from); hourAt <= last; hourAt += HOUR_MS)
        if (!this.#hours.get(hourAt)) this.touch(hourAt);
    }
  }

  /** Forgets tallies before `at`; their statements are in the store. */
  forgetBefore(at: number): void {
    this.#hours.forgetBefore(at, this.#hour);
  }

  /** The hour as a statement. `now` (null = not live) lets what lasts reach up to it. `null` = no such hour. */
  body(hourAt: number, now: number | null): LineHourBody | null {
    const tally = this.#hours.get(hourAt);
    const statedTo = this.#statedTo(now);
    if (!tally || statedTo === null) return null;
    const body = tally.body(Math.max(hourAt, Math.min(hourAt + HOUR_MS, statedTo)), this.#rules.configVersion);
    for (const part of now === null ? [] : this.#openParts(now)) {
      if (part.from >= statedTo) break;
      const ms = part.to - part.from;
      if (part.known && ms > this.#minStopMs) addStop(body, part, part.to === now, ms > this.#downFromMs);
      if (!part.known) addToMinutes(body.unknownMs, hourAt, part.from, part.to);
    }
    return body;
  }
}
