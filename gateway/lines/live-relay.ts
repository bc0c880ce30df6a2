/**
 * The live values of a plant: what its lines' gateways say of the present minute goes to the plant's devices as it comes. A
 * line whose gateway falls silent says so at once, with the moment of its last word: nothing of it may look live.
 */
import { AppError } from '../../shared/errors.ts';
import { linesOf } from '../../shared/replication/live-question.ts';
import type { RelayedEvent } from '../../shared/replication/protocol.ts';
import type { LineHourBody } from '../../shared/documents/line-hour.ts';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { LineRow } from '../../shared/sync/rows.ts';
import type { HourRows } from '../projections/hour-rows.ts';
import type { LocalRows } from '../projections/local-rows.ts';
import { isPresent, RelayedLine } from './relayed-line.ts';

/** Gateways beat every 5 s. */
const SILENCE_MS = 12_000;
const LOOK_MS = 1_000;
/** Rows for devices that come later; frames carry the rest. */
const STORE_MS = 10_000;

export interface LiveRelayParts {
  send: (event: LiveEvent) => void;
  hours: Pick<HourRows, 'showOpen'>;
  rows: Pick<LocalRows<LineRow>, 'get' | 'put'>;
  now: () => number;
  /** ms; setting the clock does not move it. */
  monotonic: () => number;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}

export class LiveRelay {
  readonly #parts: LiveRelayParts;
  #lines = new Map<string, RelayedLine>();
  readonly #startedAt: number;
  readonly #changed = new Set<string>();

  constructor(parts: LiveRelayParts) {
    this.#parts = parts;
    this.#startedAt = parts.monotonic();
  }

  /** The plant's lines are these now; what was known of one before the start is shown until it speaks. */
  async follow(lines: readonly string[]): Promise<void> {
    const unknown = lines.filter((line) => !this.#lines.has(line));
    const rows = await this.#parts.rows.get(unknown.map((line) => `line:${line}`));
    unknown.forEach((line, i) => this.#lines.set(line, new RelayedLine(rows[i] ?? null)));
    for (const line of this.#lines.keys()) if (!lines.includes(line)) this.#lines.delete(line);
  }

  /**
   * What the gateway of these lines says; an empty list is a sign of life of all that its last whole one spoke of. Answers
   * whether the whole current hour of each is wanted: after a start, or when an hour began unheard.
   */
  take(lines: readonly string[], events: readonly RelayedEvent[], whole: boolean): { ask: boolean } {
    const now = this.#parts.now();
    let ask = false;
    const told = new Set(events.flatMap(linesOf));
    for (const id of lines) {
      const line = this.#lines.get(id);
      if (!line) continue;
      if (line.isTold === null && !whole) ask = true;
      line.isTold = told.has(id) || (!whole && line.isTold !== false);
      if (line.isTold) line.heardAt = this.#parts.monotonic();
    }
    for (const event of events) {
      if (event.type === 'minutes') {
        const frames = event.frames.filter(({ line, minute }) => this.#lines.has(line) && isPresent(minute, now));
        for (const frame of frames) if (!this.#lines.get(frame.line)!.takeFrame(frame, now)) ask = true;
        for (const { line } of frames) this.#changed.add(line);
        if (frames.length > 0) this.#parts.send({ type: 'minutes', now, frames });
        continue;
      }
      const line = this.#lines.get(event.row.line);
      if (!line) continue;
      this.#changed.add(event.row.line);
      if (event.type === 'hour') {
        line.takeHour(event.row, now);
        this.#parts.send(event);
      } else {
        line.takeRow(event.row, now);
        this.#parts.send({ type: 'line', now, row: event.row });
      }
    }
    return { ask };
  }

  greeting(): LiveEvent[] {
    const now = this.#parts.now();
    return [...this.#lines.values()].flatMap((line) => line.events(now));
  }

  openHours(line: string): LineHourBody[] {
    const open = this.#lines.get(line)?.openHour(this.#parts.now());
    return open ? [open] : [];
  }

  /** The gateway of the line was heard just now. */
  isLive(line: string): boolean {
    const heardAt = this.#lines.get(line)?.heardAt ?? null;
    return heardAt !== null && this.#parts.monotonic() - heardAt <= SILENCE_MS;
  }

  start(signal: AbortSignal): void {
    const look = setInterval(() => this.#tellSilent(), LOOK_MS);
    const keep = setInterval(() => void this.#store().catch(this.#parts.bug), STORE_MS);
    signal.addEventListener('abort', () => {
      clearInterval(look);
      clearInterval(keep);
    });
  }

  #tellSilent(): void {
    const { monotonic, now, send } = this.#parts;
    for (const [id, line] of this.#lines) {
      const silentMs = monotonic() - (line.heardAt ?? this.#startedAt);
      if (silentMs <= SILENCE_MS || !line.row || line.row.gatewayLost) continue;
      // Before this start only its last word is known.
      const since = line.heardAt === null ? line.row.at : now() - Math.round(silentMs);
      line.takeRow({ ...line.row, gatewayLost: { since } }, now());
      this.#changed.add(id);
      send({ type: 'line', now: now(), row: line.row });
    }
  }

  async #store(): Promise<void> {
    const { rows, hours, now, log } = this.#parts;
    const ids = [...this.#changed];
    this.#changed.clear();
    const lines = ids.flatMap((id) => this.#lines.get(id) ?? []);
    try {
      await rows.put(lines.flatMap(({ row }) => row ?? []));
      await hours.showOpen(lines.flatMap((line) => line.openHour(now()) ?? []));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      for (const id of ids) this.#changed.add(id);
      log(`Lines are not stored for now: ${error.message}`);
    }
  }
}
