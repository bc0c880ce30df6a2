/** What a line does now, as rows and frames: absolute values, so that one lost or repeated changes nothing. */
import type { CalendarRules } from '../../shared/calendar/line-calendar.ts';
import { HOUR_MS, hourStart, MINUTE_MS } from '../../shared/documents/document.ts';
import type { LineHourBody } from '../../shared/documents/line-hour.ts';
import { lineState } from '../../shared/production/line-state.ts';
import type { MachineState } from '../../shared/sources.ts';
import type { LineDefinition } from '../../shared/equipment.ts';
import { LONGEST_STOP_MS, type LineEngine } from '../../shared/production/line-engine.ts';
import type { MinuteFrame, OpenHour } from '../../shared/sync/protocol.ts';
import type { LineRow, LineState, MetricValue } from '../../shared/sync/rows.ts';

const COUNTS = ['produced', 'good', 'rework', 'empty', 'downMs', 'unknownMs'] as const;

export interface LiveSources {
  engine: LineEngine;
  /** What the machine itself says that it does; null = it has no such signal. */
  machine: { state: MachineState; since: number; at: number } | null;
  metrics: MetricValue[];
  rejectedRows: number;
  behindBytes: number;
  /** The line's cycles cannot be heard since then; null = they can. */
  lost: { source: string; since: number } | null;
  /** What planners set of calendars. */
  rules: CalendarRules;
}

export class LiveLine {
  readonly #line: LineDefinition;
  readonly #zone: string;
  readonly #sent = new Map<number, LineHourBody>();
  #seq = 0;

  constructor(line: LineDefinition, zone: string) {
    this.#line = line;
    this.#zone = zone;
  }

  /** Grows across restarts too, as long as the clock does: the wall clock, or one more than the last. */
  #nextSeq(now: number): number {
    return (this.#seq = Math.max(this.#seq + 1, now));
  }

  row(sources: LiveSources, now: number): LineRow {
    const { engine } = sources;
    const { state, since } = this.#state(sources, now);
    return {
      id: `line:${this.#line.id}`,
      line: this.#line.id,
      seq: this.#nextSeq(now),
      at: now,
      state,
      since,
      lastCycleAt: engine.lastAt,
      lot: engine.lot,
      item: engine.item,
      ratePerMinute: state === 'Execute' ? engine.ratePerMinute() : state === 'Undefined' ? null : 0,
      metrics: sources.metrics,
      rejectedRows: sources.rejectedRows,
      behindBytes: sources.behindBytes,
      sourceLost: sources.lost,
    };
  }

  /** What the machine itself says comes first, for a day: a signal that is older has ended. */
  #state({ engine, machine, rules }: LiveSources, now: number): { state: LineState; since: number | null } {
    if (machine && now - machine.at <= LONGEST_STOP_MS) return { state: machine.state, since: machine.since };
    return lineState(engine, { ...this.#line, rules }, this.#zone, now);
  }

  /** The current hour, whole; null when nothing is known of it. */
  openHour(engine: LineEngine, now: number): OpenHour | null {
    const body = engine.body(hourStart(now), now);
    return body && { ...body, line: this.#line.id, seq: this.#nextSeq(now) };
  }

  /** Every hour that has no statement for what it says now. */
  openHours(engine: LineEngine, now: number): OpenHour[] {
    const seq = this.#nextSeq(now);
    return engine.changed().flatMap((hourAt) => {
      const body = engine.body(hourAt, now);
      return body ? [{ ...body, line: this.#line.id, seq }] : [];
    });
  }

  /** The minutes of this hour and the one before that differ from what was sent last. */
  frames(engine: LineEngine, now: number): MinuteFrame[] {
    const current = hourStart(now);
    const frames: MinuteFrame[] = [];
    for (const hourAt of [current - HOUR_MS, current]) {
      const body = engine.body(hourAt, now);
      if (!body) continue;
      const before = this.#sent.get(hourAt);
      this.#sent.set(hourAt, body);
      const minutes = before ? changedMinutes(before, body) : hourAt === current ? changedMinutes(null, body) : [];
      const seq = minutes.length > 0 ? this.#nextSeq(now) : 0;
      for (const m of minutes) frames.push(frame(this.#line.id, body, m, seq));
    }
    for (const hourAt of this.#sent.keys()) if (hourAt < current - HOUR_MS) this.#sent.delete(hourAt);
    return frames;
  }
}

function frame(line: string, body: LineHourBody, m: number, seq: number): MinuteFrame {
  const minute = body.hourAt + m * MINUTE_MS;
  const [produced, good, rework, empty, downMs, unknownMs] = COUNTS.map((count) => body[count][m]!) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    line,
    minute,
    seq,
    values: { produced, good, rework, empty, downMs, unknownMs },
    stops: stopsIn(body, minute),
  };
}

function changedMinutes(before: LineHourBody | null, after: LineHourBody): number[] {
  const changed: number[] = [];
  for (let m = 0; m < 60; m++) {
    const minute = after.hourAt + m * MINUTE_MS;
    const same =
      COUNTS.every((count) => (before?.[count][m] ?? 0) === after[count][m]) &&
      JSON.stringify(before ? stopsIn(before, minute) : []) === JSON.stringify(stopsIn(after, minute));
    if (!same) changed.push(m);
  }
  return changed;
}

function stopsIn(body: LineHourBody, minute: number): LineHourBody['stops'] {
  return body.stops.filter(([from]) => from >= minute && from < minute + MINUTE_MS);
}
