/**
 * The gateway's heartbeat: what changed goes to devices at once as frames, closed hours and positions to the store in
 * their own time. Lines that still read old data send no frames; they say how far behind they are.
 */
import type { CalendarRules } from '../../shared/calendar/line-calendar.ts';
import { productionDay } from '../../shared/calendar/working-time.ts';
import { hourStart } from '../../shared/documents/document.ts';
import { lineHourKey } from '../../shared/documents/line-hour.ts';
import { AppError } from '../../shared/errors.ts';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { LineRow } from '../../shared/sync/rows.ts';
import type { LinePipeline } from '../pipeline/line-pipeline.ts';
import type { HourRows } from '../projections/hour-rows.ts';
import type { LocalRows } from '../projections/local-rows.ts';

/** Between a row and its frame at most so long: several rows then travel together. */
const FRAME_MS = 100;
/** Without any row: ages of a standstill, closing hours. */
const IDLE_MS = 1_000;
/** Open hour and line rows are stored at most this often; frames carry the rest. */
const STORE_MS = 10_000;
/** Less than this is the row that is just being written. */
const BEHIND_BYTES = 65_536;

export interface LiveParts {
  /** As they are declared now. */
  lines: () => readonly LinePipeline[];
  zone: string;
  productionDayStart: string;
  hours: HourRows;
  rows: LocalRows<LineRow>;
  send: (event: LiveEvent) => void;
  /** Bytes that the line's sources have not read yet; null = they have not looked. */
  behind: (line: string) => number | null;
  /** The line's cycles cannot be heard since then; null = they can. */
  lost: (line: LinePipeline) => { source: string; since: number } | null;
  /** What planners set of calendars. */
  rules: () => CalendarRules;
  now: () => number;
  log: (message: string) => void;
}

export class Live {
  readonly #parts: LiveParts;
  readonly #changed = new Set<string>();
  readonly #storedAt = new Map<string, number>();
  /** After a failure: each attempt holds the line's rows up while it waits for the store. */
  readonly #retryAt = new Map<string, number>();
  /** Lines whose open hour was stored since they are live. */
  readonly #storedLive = new Set<string>();
  readonly #currentHour = new Map<string, number>();
  readonly #busy = new Set<string>();
  /** Lines with an import at work: their hours are not closed by time meanwhile. */
  readonly #backfilling = new Map<string, number>();
  /** Lines whose pipeline is being replaced: nothing of the old one may be stored over the new one's. */
  readonly #held = new Map<string, Promise<void>>();
  /** What a line has under way. */
  readonly #settling = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  start(signal: AbortSignal): void {
    const idle = setInterval(() => this.#tick(this.#parts.lines()), IDLE_MS);
    signal.addEventListener('abort', () => {
      clearInterval(idle);
      if (this.#timer) clearTimeout(this.#timer);
    });
  }

  /** A block of the line was taken. */
  changed(line: string): void {
    this.#changed.add(line);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      const lines = this.#parts.lines().filter(({ line: { id } }) => this.#changed.has(id));
      this.#changed.clear();
      this.#tick(lines);
    }, FRAME_MS);
  }

  /** Holds time-driven closing of a line's hours while `work` brings in old rows. */
  async backfill<T>(line: string, work: () => Promise<T>): Promise<T> {
    while (this.#held.has(line)) await this.#held.get(line);
    this.#backfilling.set(line, (this.#backfilling.get(line) ?? 0) + 1);
    try {
      return await work();
    } finally {
      this.#backfilling.set(line, this.#backfilling.get(line)! - 1);
    }
  }

  /**
   * Stores nothing of a line while `work` puts another pipeline in its place; CONFLICT while old rows are being read, for they
   * would go to the pipeline that is leaving.
   */
  async hold<T>(line: string, work: () => Promise<T>): Promise<T> {
    while (this.#held.has(line)) await this.#held.get(line);
    if (this.#backfilling.get(line))
      throw new AppError(
        'CONFLICT',
        `Old files of line "${line}" are being read, so its sources stay as they are; try again when that is done.`,
      );
    const over = Promise.withResolvers<void>();
    this.#held.set(line, over.promise);
    try {
      await this.#settling.get(line);
      return await work();
    } finally {
      // The new pipeline sends its hour and stores its rows as after a start.
      this.#currentHour.delete(line);
      this.#storedAt.delete(line);
      this.#storedLive.delete(line);
      this.#held.delete(line);
      over.resolve();
    }
  }

  /** What a device is sent first: the whole current hour and the state of each line. */
  greeting(): LiveEvent[] {
    return this.#parts.lines().flatMap((line) => [...this.#hourEvent(line), this.#lineEvent(line)]);
  }

  #tick(lines: readonly LinePipeline[]): void {
    const now = this.#parts.now();
    for (const line of lines) {
      const { id } = line.line;
      const isLive = this.#isLive(id);
      if (isLive) {
        const { engine } = this.#sources(line, now);
        if (this.#currentHour.get(id) !== hourStart(now)) {
          for (const event of this.#hourEvent(line)) this.#parts.send(event);
          this.#currentHour.set(id, hourStart(now));
        }
        const frames = line.live.frames(engine, now);
        if (frames.length > 0) this.#parts.send({ type: 'minutes', now, frames });
      } else {
        this.#currentHour.delete(id);
      }
      this.#parts.send(this.#lineEvent(line));
      if (!this.#held.has(id)) void this.#settle(line, isLive ? now : null);
    }
  }

  async #settle(line: LinePipeline, now: number | null): Promise<void> {
    const { id } = line.line;
    if (this.#busy.has(id) || this.#parts.now() < (this.#retryAt.get(id) ?? 0)) return;
    this.#busy.add(id);
    const settled = Promise.withResolvers<void>();
    this.#settling.set(id, settled.promise);
    try {
      await line.advance(now);
      const at = this.#parts.now();
      // Once it is live its open hour is stored at once: a device that pulls now should not wait for it.
      const becomesLive = now !== null && !this.#storedLive.has(id);
      if (!becomesLive && at - (this.#storedAt.get(id) ?? 0) < STORE_MS) return;
      this.#storedAt.set(id, at);
      if (now === null) this.#storedLive.delete(id);
      else this.#storedLive.add(id);
      await line.save();
      await this.#store(line, now);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#retryAt.set(id, this.#parts.now() + STORE_MS);
      this.#parts.log(`Line "${id}" is not stored for now: ${error.message}`);
    } finally {
      this.#busy.delete(id);
      this.#settling.delete(id);
      settled.resolve();
    }
  }

  async #store(line: LinePipeline, now: number | null): Promise<void> {
    const at = this.#parts.now();
    await this.#parts.rows.put([line.live.row(this.#sources(line, at), at)]);
    if (now === null) return;
    const open = line.live.openHours(this.#sources(line, at).engine, at);
    await this.#parts.hours.showOpen(open);
  }

  #hourEvent(line: LinePipeline): LiveEvent[] {
    const now = this.#parts.now();
    if (!this.#isLive(line.line.id)) return [];
    const hour = line.live.openHour(this.#sources(line, now).engine, now);
    if (!hour) return [];
    return [{ type: 'hour', row: { ...hour, id: lineHourKey(hour.line, hour.hourAt), closed: false } }];
  }

  #lineEvent(line: LinePipeline): LiveEvent {
    const now = this.#parts.now();
    return { type: 'line', now, row: line.live.row(this.#sources(line, now), now) };
  }

  #sources(line: LinePipeline, now: number) {
    const day = productionDay(now, this.#parts.zone, this.#parts.productionDayStart);
    return line.sources(day.from, this.#parts.behind(line.line.id) ?? 0, this.#parts.lost(line), this.#parts.rules());
  }

  #isLive(line: string): boolean {
    return (this.#parts.behind(line) ?? Infinity) < BEHIND_BYTES && !this.#backfilling.get(line);
  }
}
