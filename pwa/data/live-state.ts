/**
 * What the stream has said lately, beside what is stored: bounded to the current and the previous hour. Order (`seq`) only
 * means something within one gateway's epoch, so nothing that one gateway said is compared with what another did. When the
 * device goes to another gateway, what the former one said of a line stays until the next one speaks of it.
 */
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import { withFrames } from '../../shared/sync/live-hours.ts';
import type { LiveEvent, MinuteFrame } from '../../shared/sync/protocol.ts';
import type { HourRow, LineRow } from '../../shared/sync/rows.ts';
import type { StoredHour, StoredRow } from './collections.ts';

type LiveHour = Extract<LiveEvent, { type: 'hour' }>['row'];
type Hello = Extract<LiveEvent, { type: 'hello' }>;

export class LiveState {
  #said = new Said(null);
  #before = new Said(null);

  /** True when something that screens show may have changed. */
  take(event: LiveEvent): boolean {
    switch (event.type) {
      case 'hello': {
        const former = this.#said;
        if (former.hello && worldOf(former.hello) === worldOf(event)) {
          former.hello = event;
          return false;
        }
        this.#before = former.hello?.gateway === event.gateway ? new Said(null) : former;
        this.#said = new Said(event);
        return false;
      }
      case 'hour':
        this.#said.hours.set(event.row.id, event.row);
        this.#said.keepFrom(event.row.hourAt - HOUR_MS);
        return true;
      case 'minutes':
        for (const frame of event.frames) this.#said.frame(frame);
        this.#said.keepFrom(hourStart(event.now) - HOUR_MS);
        return true;
      case 'line':
        this.#said.lines.set(event.row.line, event.row);
        return true;
      case 'notice':
      case 'rows':
      case 'beat':
        return false;
    }
  }

  /** Stored hours of one line with what is newer from the stream; sorted by time. */
  hours(line: string, stored: readonly StoredHour[]): HourRow[] {
    return this.#of(line).over(line, stored);
  }

  /** The later of what is stored and what the stream said. */
  now(line: string, stored: StoredRow<LineRow> | null): LineRow | null {
    const said = this.#of(line);
    const live = said.lines.get(line);
    if (!live) return stored?.row ?? null;
    return stored && said.isOf(stored.view) && stored.row.seq > live.seq ? stored.row : live;
  }

  /** What a tab that opens now has missed; `now` is the gateway's time, ms. Empty before the first `hello`. */
  replay(now: number): LiveEvent[] {
    const { hello, hours, frames, lines } = this.#said;
    if (!hello) return [];
    return [
      { ...hello, now },
      ...[...hours.values()].map((row) => ({ type: 'hour' as const, row })),
      ...(frames.size > 0 ? [{ type: 'minutes' as const, now, frames: [...frames.values()] }] : []),
      ...[...lines.values()].map((row) => ({ type: 'line' as const, now, row })),
    ];
  }

  forget(): void {
    this.#said = new Said(this.#said.hello);
    this.#before = new Said(null);
  }

  #of(line: string): Said {
    return !this.#said.speaksOf(line) && this.#before.speaksOf(line) ? this.#before : this.#said;
  }
}

/** By one gateway in one epoch. */
class Said {
  hello: Hello | null;
  readonly hours = new Map<string, LiveHour>();
  readonly frames = new Map<string, MinuteFrame>();
  readonly lines = new Map<string, LineRow>();

  constructor(hello: Hello | null) {
    this.hello = hello;
  }

  frame(frame: MinuteFrame): void {
    const key = `${frame.line}:${frame.minute}`;
    if (frame.seq > (this.frames.get(key)?.seq ?? -Infinity)) this.frames.set(key, frame);
  }

  speaksOf(line: string): boolean {
    return this.lines.has(line) || [...this.hours.values()].some((hour) => hour.line === line);
  }

  isOf(view: string): boolean {
    return this.hello !== null && view.startsWith(worldOf(this.hello));
  }

  over(line: string, stored: readonly StoredHour[]): HourRow[] {
    /** `ours` = by the same gateway: minutes of another one do not go into it. */
    const rows = new Map(stored.map(({ id, view, row }) => [id, { ours: this.isOf(view), row }]));
    for (const live of this.hours.values()) {
      const known = rows.get(live.id);
      if (live.line !== line || (known?.ours && known.row.seq >= live.seq)) continue;
      const { reasons = [], manual = [], facts = [] } = known?.row ?? {};
      rows.set(live.id, { ours: true, row: { ...live, reasons, manual, facts } });
    }
    const all = [...rows.values()];
    const frames = [...this.frames.values()].filter((frame) => frame.line === line);
    const merged = withFrames(
      all.flatMap(({ ours, row }) => (ours ? [row] : [])),
      frames,
    );
    return [...merged, ...all.flatMap(({ ours, row }) => (ours ? [] : [row]))].sort((a, b) => a.hourAt - b.hourAt);
  }

  keepFrom(from: number): void {
    for (const [id, row] of this.hours) if (row.hourAt < from) this.hours.delete(id);
    for (const [key, frame] of this.frames) if (frame.minute < from) this.frames.delete(key);
  }
}

function worldOf(of: Pick<Hello, 'gateway' | 'epoch'>): string {
  return `${of.gateway}/${of.epoch}/`;
}
