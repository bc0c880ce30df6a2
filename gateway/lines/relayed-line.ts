/** What a plant was last told about one line: its open hour with every minute in the latest form, and what it does now. */
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import { lineHourBody, type LineHourBody } from '../../shared/documents/line-hour.ts';
import type { RelayedEvent } from '../../shared/replication/protocol.ts';
import { withFrames } from '../../shared/sync/live-hours.ts';
import type { LiveEvent, MinuteFrame, OpenHour } from '../../shared/sync/protocol.ts';
import type { HourRow, LineRow } from '../../shared/sync/rows.ts';

/** Clocks differ; what is further ahead of the plant's would keep out all that comes after it. */
const AHEAD_MS = HOUR_MS;
/** Hours are told when they begin, so older minutes than that have no hour any more. */
const MINUTES_MS = 2 * HOUR_MS;

type ToldHour = Extract<LiveEvent, { type: 'hour' }>['row'];

/** Whether a minute may belong to an hour that is open. */
export function isPresent(minute: number, now: number): boolean {
  return minute <= now + AHEAD_MS && minute >= now - MINUTES_MS;
}

export class RelayedLine {
  #hour: ToldHour | null = null;
  /** By minute; the higher `seq` wins, whichever came first. */
  #frames = new Map<number, MinuteFrame>();
  #row: LineRow | null = null;
  /** By a clock that nobody sets, ms; null = not since the start. */
  heardAt: number | null = null;
  /** Whether its gateway speaks of it: one that beats may have let go of a line. null = not known since the start. */
  isTold: boolean | null = null;

  constructor(row: LineRow | null) {
    this.#row = row;
  }

  get row(): LineRow | null {
    return this.#row;
  }

  takeHour(hour: ToldHour, now: number): void {
    if (hour.hourAt > now + AHEAD_MS) return;
    if (
      this.#hour &&
      (hour.hourAt < this.#hour.hourAt || (hour.hourAt === this.#hour.hourAt && hour.seq < this.#hour.seq))
    )
      return;
    this.#hour = hour;
    for (const [minute, { seq }] of this.#frames)
      if (hourStart(minute) < hour.hourAt || (hourStart(minute) === hour.hourAt && seq <= hour.seq))
        this.#frames.delete(minute);
  }

  /** false = it belongs to an hour that was not told: the whole of it is needed. */
  takeFrame(frame: MinuteFrame, now: number): boolean {
    for (const minute of this.#frames.keys()) if (!isPresent(minute, now)) this.#frames.delete(minute);
    const known = this.#frames.get(frame.minute);
    if (!known || frame.seq > known.seq) this.#frames.set(frame.minute, frame);
    return this.#hour?.hourAt === hourStart(frame.minute) || (this.#hour?.hourAt ?? Infinity) > frame.minute;
  }

  takeRow(row: LineRow, now: number): void {
    const known = this.#row;
    const isAhead = known !== null && known.at > now + AHEAD_MS;
    if (!known || isAhead || row.seq >= known.seq || row.at >= known.at) this.#row = row;
  }

  /** The open hour with its frames; null = none was told, or it is long over. */
  hour(now: number): ToldHour | null {
    const hour = this.#hour;
    if (!hour || hour.hourAt + 2 * HOUR_MS <= now) return null;
    const frames = [...this.#frames.values()].filter(
      ({ minute, seq }) => hourStart(minute) === hour.hourAt && seq > hour.seq,
    );
    if (frames.length === 0) return hour;
    const [merged] = withFrames([hour as HourRow], frames);
    return { ...merged!, seq: Math.max(...frames.map(({ seq }) => seq)) };
  }

  openHour(now: number): OpenHour | null {
    const hour = this.hour(now);
    if (!hour) return null;
    const body = Object.fromEntries(
      Object.keys(lineHourBody).map((field) => [field, hour[field as keyof LineHourBody]]),
    );
    return { ...(body as unknown as LineHourBody), line: hour.line, seq: hour.seq };
  }

  events(now: number): RelayedEvent[] {
    const hour = this.hour(now);
    return [
      ...(hour ? [{ type: 'hour' as const, row: hour }] : []),
      ...(this.#row ? [{ type: 'line' as const, now, row: this.#row }] : []),
    ];
  }
}
