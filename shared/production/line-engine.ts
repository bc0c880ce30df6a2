/**
 * Cycles in, hours out: one pass over the rows of a line in order of position. A pure state machine: the same rows
 * give the same hours, whether they arrive one by one, from a file or from stored chunks.
 *
 * A stop is a cycle time strictly above `minSeconds`, `[last cycle before the gap, first cycle after)`. A backward step
 * of the machine's clock counts as a cycle time of 0. After a gap of more than `LONGEST_STOP_MS`, or between files with
 * planned standstill between them, the cycle time starts anew: that time is unknown, not a stop.
 */
import { plannedTime } from '../calendar/working-time.ts';
import { totalMs } from '../calendar/windows.ts';
import { HOUR_MS, hourStart } from '../documents/document.ts';
import type { LineHourBody } from '../documents/line-hour.ts';
import type { LineDefinition } from '../equipment.ts';
import type { Cycle } from './cycle.ts';
import { addToMinutes, HourTally } from './hour-tally.ts';
import { SerialMemory } from './serial-memory.ts';

/** Longer silence says nothing about the machine any more. */
export const LONGEST_STOP_MS = 24 * HOUR_MS;
const RATE_WINDOW_MS = 15_000;

export interface EngineRules {
  line: Pick<LineDefinition, 'stops' | 'calendar'>;
  zone: string;
  configVersion: string;
}

export class LineEngine {
  readonly #rules: EngineRules;
  readonly #minStopMs: number;
  readonly #downFromMs: number;
  readonly #hours = new Map<number, HourTally>();
  readonly #changed = new Set<number>();
  readonly #serials = new SerialMemory();
  readonly #recentParts: number[] = [];
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
      this.#hour = this.#tally(hourStart(at));
    const hour = this.#hour;
    if (this.lastAt === null) this.cyclingSince = at;
    else this.#gap(this.lastAt, at, hour);
    hour.rowsRead += this.#rejectedBefore;
    this.#rejectedBefore = 0;
    this.#startsFile = false;
    this.lastAt = at;
    if (cycle.present || (cycle.lot !== '0' && cycle.lot !== '')) this.lot = cycle.lot;
    this.item = cycle.item;
    if (cycle.present) this.#recent(at);
    hour.count(cycle, this.lot ?? '', cycle.present && this.#serials.seen(cycle.lot, cycle.serial, at));
    this.#changed.add(hour.hourAt);
  }

  /** A row that could not be read: it belongs to the hour of the row before it. */
  rejected(): void {
    if (this.lastAt === null || this.#startsFile) {
      this.#rejectedBefore++;
      return;
    }
    const hourAt = hourStart(this.lastAt);
    this.#tally(hourAt).rowsRead++;
    this.#changed.add(hourAt);
  }

  #gap(previous: number, at: number, hour: HourTally): void {
    const cycleTime = at - previous;
    if (cycleTime < 0) hour.clockSteps++;
    if (cycleTime <= this.#minStopMs) return;
    this.cyclingSince = at;
    if (this.#startsAnew(previous, at)) {
      const unknown = (tally: HourTally) => {
        addToMinutes(tally.unknownMs, tally.hourAt, previous, at);
        this.#changed.add(tally.hourAt);
      };
      // As far as a line that is watched had its hours closed by time; later hours have no statement.
      const stated = Math.min(at, previous + LONGEST_STOP_MS + HOUR_MS);
      this.#forEachHour(previous, stated, unknown);
      if (hour.hourAt >= stated) unknown(hour);
      return;
    }
    this.#tally(hourStart(previous)).stops.push([previous, at]);
    this.#forEachHour(previous, at, (tally) => this.#stand(tally, previous, at));
  }

  #startsAnew(previous: number, at: number): boolean {
    if (at - previous > LONGEST_STOP_MS) return true;
    if (!this.#startsFile || !this.#rules.line.calendar) return false;
    const between = { from: previous, to: at };
    return totalMs(plannedTime(this.#rules.line.calendar, this.#rules.zone, between)) < at - previous;
  }

  /** Enters the standstill `[from, to)` into one hour that it touches. */
  #stand(tally: HourTally, from: number, to: number): void {
    if (to - from > this.#downFromMs) addToMinutes(tally.downMs, tally.hourAt, from, to);
    if (from < tally.hourAt) tally.openAtStart = from;
    this.#changed.add(tally.hourAt);
  }

  #forEachHour(from: number, to: number, visit: (tally: HourTally) => void): void {
    for (let hourAt = hourStart(from); hourAt < to; hourAt += HOUR_MS) visit(this.#tally(hourAt));
  }

  #tally(hourAt: number): HourTally {
    let tally = this.#hours.get(hourAt);
    if (!tally) this.#hours.set(hourAt, (tally = new HourTally(hourAt)));
    return tally;
  }

  #recent(at: number): void {
    const recent = this.#recentParts;
    recent.push(at);
    if (recent.length > 2_000) recent.splice(0, 1_000);
  }

  /** Parts per minute over the 15 s before the last cycle. */
  ratePerMinute(): number | null {
    if (this.lastAt === null) return null;
    const from = this.lastAt - RATE_WINDOW_MS;
    return this.#recentParts.filter((at) => at > from && at <= this.lastAt!).length * (60_000 / RATE_WINDOW_MS);
  }

  /** Start of the standstill that lasts at `now`; null while cycling or when nothing is known for too long. */
  openStop(now: number): number | null {
    if (this.lastAt === null || now - this.lastAt <= this.#minStopMs || now - this.lastAt > LONGEST_STOP_MS)
      return null;
    return this.lastAt;
  }

  /** Up to where the line is known: `now` while its source is listened to, else its last cycle. */
  knownTo(now: number | null): number | null {
    if (this.lastAt === null) return null;
    return now === null || now - this.lastAt > LONGEST_STOP_MS ? this.lastAt : Math.max(now, this.lastAt);
  }

  /** Hours with a statement to make, sorted. */
  hours(): number[] {
    return [...this.#hours.keys()].sort((a, b) => a - b);
  }

  /** Hours that changed since the last `settled`, sorted. */
  changed(): number[] {
    return [...this.#changed].sort((a, b) => a - b);
  }

  settled(hourAt: number): void {
    this.#changed.delete(hourAt);
  }

  /** Marks an hour for a statement although no row touched it (the line stands through it). */
  touch(hourAt: number): void {
    this.#tally(hourAt);
    this.#changed.add(hourAt);
  }

  /** Forgets tallies before `at`; their statements are in the store. */
  forgetBefore(at: number): void {
    for (const hourAt of this.#hours.keys()) {
      if (hourAt < at && !this.#changed.has(hourAt) && this.#hour?.hourAt !== hourAt) this.#hours.delete(hourAt);
    }
  }

  /** The hour as a statement. `now` (null = not live) lets the open stop reach up to it. `null` = no such hour. */
  body(hourAt: number, now: number | null): LineHourBody | null {
    const tally = this.#hours.get(hourAt);
    const knownTo = this.knownTo(now);
    if (!tally || knownTo === null) return null;
    const body = tally.body(Math.max(hourAt, Math.min(hourAt + HOUR_MS, knownTo)), this.#rules.configVersion);
    const openSince = now === null ? null : this.openStop(now);
    if (openSince !== null && now !== null) {
      if (hourStart(openSince) === hourAt) body.stops.push([openSince, null]);
      else if (openSince < hourAt) body.openAtStart = openSince;
      if (now - openSince > this.#downFromMs) addToMinutes(body.downMs, hourAt, openSince, now);
    }
    return body;
  }
}
