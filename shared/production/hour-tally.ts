/** What one UTC hour of a line adds up to while its cycles pass by. The engine fills it; `body` is the statement. */
import type { Window } from '../calendar/windows.ts';
import { HOUR_MS, hourStart, MINUTE_MS } from '../documents/document.ts';
import type { LineHourBody, Run, StopInterval } from '../documents/line-hour.ts';
import type { Cycle } from './cycle.ts';

const minutes = () => new Array<number>(60).fill(0);

export class HourTally {
  readonly hourAt: number;
  readonly produced = minutes();
  readonly good = minutes();
  readonly rework = minutes();
  readonly empty = minutes();
  readonly downMs = minutes();
  readonly unknownMs = minutes();
  readonly stops: StopInterval[] = [];
  readonly runs: Run[] = [];
  firstCycleAt: number | null = null;
  lastCycleAt: number | null = null;
  firstPartAt: number | null = null;
  lastPartAt: number | null = null;
  openAtStart: number | null = null;
  rowsRead = 0;
  clockSteps = 0;

  constructor(hourAt: number) {
    this.hourAt = hourAt;
  }

  /** Counts one cycle; `lot` is the lot that it belongs to (an empty cycle says 0). */
  count(cycle: Cycle, lot: string, isRework: boolean): void {
    const minute = Math.floor((cycle.at - this.hourAt) / MINUTE_MS);
    this.rowsRead++;
    this.firstCycleAt ??= cycle.at;
    this.lastCycleAt = cycle.at;
    const run = this.#run(lot, cycle);
    if (!cycle.present) {
      this.empty[minute]!++;
      run.empty++;
      return;
    }
    this.firstPartAt ??= cycle.at;
    this.lastPartAt = cycle.at;
    this.produced[minute]!++;
    run.produced++;
    if (isRework) {
      this.rework[minute]!++;
      run.rework++;
    } else {
      this.good[minute]!++;
      run.good++;
    }
  }

  #run(lot: string, cycle: Cycle): Run {
    const last = this.runs.at(-1);
    if (last && last.lot === lot && last.item === cycle.item) {
      last.toMs = Math.max(last.toMs, cycle.at);
      return last;
    }
    const run = { lot, item: cycle.item, fromMs: cycle.at, toMs: cycle.at, produced: 0, good: 0, rework: 0, empty: 0 };
    this.runs.push(run);
    return run;
  }

  /** A copy as a statement. */
  body(coveredTo: number, configVersion: string): LineHourBody {
    return {
      hourAt: this.hourAt,
      coveredTo,
      produced: [...this.produced],
      good: [...this.good],
      rework: [...this.rework],
      empty: [...this.empty],
      downMs: [...this.downMs],
      unknownMs: [...this.unknownMs],
      firstCycleAt: this.firstCycleAt,
      lastCycleAt: this.lastCycleAt,
      firstPartAt: this.firstPartAt,
      lastPartAt: this.lastPartAt,
      stops: this.stops.map(([from, to]): StopInterval => [from, to]),
      openAtStart: this.openAtStart,
      runs: this.runs.map((run) => ({ ...run })),
      rowsRead: this.rowsRead,
      clockSteps: this.clockSteps,
      configVersion,
    };
  }
}

/** Enters a stop that is not in the tally yet into the hour's statement; `lasts` = it has no end so far. */
export function addStop(body: LineHourBody, { from, to }: Window, lasts: boolean, isDown: boolean): void {
  const { hourAt } = body;
  if (hourStart(from) === hourAt) body.stops.push([from, lasts ? null : to]);
  else if (from < hourAt && (lasts || to > hourAt)) body.openAtStart = from;
  if (isDown) addToMinutes(body.downMs, hourAt, from, to);
}

/** Adds the part of `[from, to)` that lies in the hour to its minutes. */
export function addToMinutes(perMinute: number[], hourAt: number, from: number, to: number): void {
  const begin = Math.max(from, hourAt);
  const end = Math.min(to, hourAt + HOUR_MS);
  for (let at = begin; at < end;) {
    const minute = Math.floor((at - hourAt) / MINUTE_MS);
    const next = Math.min(end, hourAt + (minute + 1) * MINUTE_MS);
    perMinute[minute]! += next - at;
    at = next;
  }
}
