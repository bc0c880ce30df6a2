/** A recorded day of a line, as it would have looked at any moment of it: the same engine over the same rows. */
import type { Window } from '../../shared/calendar/windows.ts';
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import { lineHourKey } from '../../shared/documents/line-hour.ts';
import { LineEngine } from '../../shared/production/line-engine.ts';
import { lineState } from '../../shared/production/line-state.ts';
import { stopMs, stopsOf, type Stop } from '../../shared/production/stops.ts';
import type { HourRow, LineRow } from '../../shared/sync/rows.ts';
import type { LineData, LineRejection } from './line-data.ts';
import type { RecordedRow } from './recorded.ts';

export interface ReplayParts {
  rows: readonly RecordedRow[];
  /** When the source could not be heard. */
  outages?: readonly Window[];
  of: Pick<LineData, 'plant' | 'line'>;
}

export class Replay {
  /** From the first to the last row, with a little after it. */
  readonly span: Window;
  /** Those that count as down, by what the whole day says. */
  readonly longStops: readonly Stop[];
  readonly #parts: ReplayParts;
  #engine: LineEngine;
  #next = 0;
  #at = -Infinity;
  #hours = new Map<number, HourRow>();
  #rejected: LineRejection[] = [];
  #seq = 0;

  /** There must be a cycle among the rows. */
  constructor(parts: ReplayParts) {
    this.#parts = parts;
    this.#engine = this.#newEngine();
    const times = parts.rows.flatMap((row) => (row.kind === 'cycle' ? [row.cycle.at] : []));
    const [first, last] = times.reduce(
      ([least, most], at) => [Math.min(least, at), Math.max(most, at)],
      [Infinity, -Infinity],
    );
    this.span = { from: first, to: last + AFTER_MS };
    this.goTo(this.span.to);
    const downFromMs = parts.of.line.stops.downFromSeconds * 1000;
    this.longStops = stopsOf(parts.of.line.id, this.hours()).filter((stop) => stopMs(stop, last) > downFromMs);
    this.goTo(this.span.from);
  }

  /** What was known at `at`. Going back begins anew: a day passes by in some 100 ms. */
  goTo(at: number): void {
    if (at < this.#at) this.#restart();
    this.#at = at;
    const { rows, of } = this.#parts;
    for (; this.#next < rows.length; this.#next++) {
      const row = rows[this.#next]!;
      if (row.kind === 'cycle') {
        if (row.cycle.at > at) break;
        this.#engine.cycle(row.cycle);
      } else if (row.kind === 'file') this.#engine.startFile();
      else {
        this.#engine.rejected();
        this.#rejected.unshift({ source: of.line.id, at: this.#engine.lastAt ?? at, row: row.row });
      }
    }
    this.#engine.touchOpen(at);
  }

  /** Sorted by time. Hours of which nothing is new stay the same objects. */
  hours(): HourRow[] {
    const engine = this.#engine;
    const open = hourStart(engine.lastAt ?? this.#at);
    const changed = new Set([...engine.changed(), ...engine.hours().filter((hourAt) => hourAt >= open)]);
    for (const hourAt of changed) {
      const body = engine.body(hourAt, this.#at);
      if (body) this.#hours.set(hourAt, this.#row(hourAt, body));
      engine.settled(hourAt);
    }
    return [...this.#hours.values()].sort((a, b) => a.hourAt - b.hourAt);
  }

  #row(hourAt: number, body: NonNullable<ReturnType<LineEngine['body']>>): HourRow {
    const { id } = this.#parts.of.line;
    const closed = hourAt + HOUR_MS <= this.#at;
    return { id: lineHourKey(id, hourAt), line: id, ...body, closed, seq: ++this.#seq, reasons: [], facts: [] };
  }

  now(): LineRow {
    const { plant, line } = this.#parts.of;
    const engine = this.#engine;
    const { state, since } = lineState(engine, line, plant.timezone, this.#at);
    return {
      id: `line:${line.id}`,
      line: line.id,
      seq: ++this.#seq,
      at: this.#at,
      state,
      since,
      lastCycleAt: engine.lastAt,
      lot: engine.lot,
      item: engine.item,
      ratePerMinute: state === 'Execute' ? engine.ratePerMinute() : state === 'Undefined' ? null : 0,
      metrics: [],
      rejectedRows: this.#rejected.length,
      behindBytes: 0,
    };
  }

  /** Newest first. */
  rejected(): LineRejection[] {
    return [...this.#rejected];
  }

  #restart(): void {
    this.#engine = this.#newEngine();
    this.#next = 0;
    this.#hours = new Map();
    this.#rejected = [];
  }

  #newEngine(): LineEngine {
    const { plant, line } = this.#parts.of;
    const engine = new LineEngine({ line, zone: plant.timezone, configVersion: 'replay' });
    for (const { from, to } of this.#parts.outages ?? []) engine.outage(from, to);
    return engine;
  }
}

/** So much of the standstill at the end is played. */
const AFTER_MS = 120_000;
